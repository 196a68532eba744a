"""The tables of accounts, by noun."""

from press.accounts.models.factors import KnownBrowser, Passkey, PasskeyChallenge, RecoveryCode
from press.accounts.models.people import Account, MailedLink, RoleGrant, SignInSession

__all__ = [
    "Account",
    "KnownBrowser",
    "MailedLink",
    "Passkey",
    "PasskeyChallenge",
    "RecoveryCode",
    "RoleGrant",
    "SignInSession",
]
