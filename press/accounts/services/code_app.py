"""The authenticator app: time-based codes (RFC 6238), each accepted once."""

from datetime import datetime

import pyotp

from press.accounts.errors import WrongCode
from press.accounts.models import Account
from press.accounts.sealing import CannotUnseal, Keys, seal, unseal
from press.accounts.services.staff import count_failure, refuse_if_locked
from press.audit.services import By, record
from press.db import db

STEP_SECONDS = 30


def check_totp(account: Account, code: str, *, keys: Keys, at: datetime) -> None:
    """Accepts a code once: a step that was used, or an earlier one, is refused, even in parallel tries (the caller
    holds the account's row). Raises WrongCode or TooManyTries; the caller commits the count.

    The secret is encrypted anew with the newest key, as it may have been kept in clear or by an older one."""
    refuse_if_locked(account, at)
    secret = _secret_of(account, keys)
    step = matching_step(secret, code, at=at)
    if step is None or step <= account.totp_last_step:
        count_failure(account, at)
        raise WrongCode
    account.totp_secret = seal(secret, about=_about(account), keys=keys)
    account.totp_last_step = step
    account.failed_tries = 0
    db.session.flush()


def matching_step(secret: str, code: str, *, at: datetime) -> int | None:
    """The 30-second step that this code belongs to, one step either way allowed for slow clocks."""
    if not secret:
        return None
    digits = "".join(code.split())
    totp = pyotp.TOTP(secret)
    present = int(at.timestamp()) // STEP_SECONDS
    for step in (present - 1, present, present + 1):
        if pyotp.utils.strings_equal(digits, totp.at(step * STEP_SECONDS)):
            return step
    return None


def set_totp(account: Account, *, secret: str, code: str, keys: Keys, by: By, at: datetime) -> None:
    """Turns the app on, or changes to another one, once a code from it has proven that it was set up.

    Raises WrongCode."""
    step = matching_step(secret, code, at=at)
    if step is None:
        raise WrongCode
    account.totp_secret, account.totp_last_step = seal(secret, about=_about(account), keys=keys), step
    db.session.flush()
    record("account.second_factor_set", f"account:{account.id}", by=by, at=at)


def _secret_of(account: Account, keys: Keys) -> str:
    """In clear; empty when there is none that can be read: then no code is right, and a recovery code helps."""
    try:
        return unseal(account.totp_secret or "", about=_about(account), keys=keys)
    except CannotUnseal:
        return ""


def _about(account: Account) -> str:
    return f"totp:{account.id}"
