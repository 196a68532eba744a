"""A person is forgotten: the account's row stays, as a number that other rows name."""

from datetime import datetime

from sqlalchemy import delete

from press.accounts.models import (
    Account,
    KnownBrowser,
    MailedLink,
    Passkey,
    PasskeyChallenge,
    RecoveryCode,
    SignInSession,
)
from press.db import db

_HELD = (SignInSession, KnownBrowser, RecoveryCode, Passkey, PasskeyChallenge)


def forget_account(account: Account, *, at: datetime) -> None:
    """Ends every session and takes address, name, password and second factors away. Nobody signs in with it again;
    the address is free for a new account."""
    for table in _HELD:
        db.session.execute(delete(table).where(table.account_id == account.id))
    db.session.execute(delete(MailedLink).where(MailedLink.email == account.email))
    account.email, account.name, account.locale = erased_address(account), "", None
    account.password_hash = account.totp_secret = None
    account.disabled_at = account.disabled_at or at
    db.session.flush()


def erased_address(account: Account) -> str:
    """What stands in the place of an address: unlike any other, and none that mail could be sent to."""
    return f"erased:{account.id}"
