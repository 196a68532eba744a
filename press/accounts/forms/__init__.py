"""Forms of accounts, by noun."""

from press.accounts.forms.own import AddPasskey, ChangePassword, EditOwn, NewApp
from press.accounts.forms.signing_in import (
    AcceptInvitation,
    AskLink,
    PasskeyAnswer,
    RecoveryCodeForm,
    ResetPassword,
    SecondFactor,
    StaffSignIn,
    TypedCode,
)

__all__ = [
    "AcceptInvitation",
    "AddPasskey",
    "AskLink",
    "ChangePassword",
    "EditOwn",
    "NewApp",
    "PasskeyAnswer",
    "RecoveryCodeForm",
    "ResetPassword",
    "SecondFactor",
    "StaffSignIn",
    "TypedCode",
]
