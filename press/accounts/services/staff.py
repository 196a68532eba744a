"""Staff: added, given roles, signed in by password and second factor."""

from datetime import datetime, timedelta

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from press.accounts.errors import TooManyTries, WrongCode, WrongPassword
from press.accounts.models import Account, RoleGrant
from press.accounts.queries import account_by_email
from press.accounts.states import Role
from press.audit.services import By, record
from press.db import db
from press.errors import Invalid

# OWASP Password Storage Cheat Sheet: Argon2id, 19 MiB, two passes.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODY = _hasher.hash("no account has this password")
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
MOST_FAILED_TRIES = 8
LOCKED_FOR = timedelta(minutes=10)
TOTP_STEP_SECONDS = 30


def add_staff(*, email: str, name: str, role: Role, password: str, by: By, at: datetime) -> Account:
    """Adds a member of staff, or gives an existing account this role and password.

    Raises Invalid when the password is shorter than SHORTEST_PASSWORD characters."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise Invalid(f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters")
    account = account_by_email(email) or Account(email=email, name=name, created_at=at, grants=[])
    account.name = name or account.name
    account.password_hash = _hasher.hash(password)
    if role not in account.roles:
        account.grants.append(RoleGrant(role=role, granted_at=at))
    db.session.add(account)
    db.session.flush()
    record("account.staff_added", f"account:{account.id}", by=by, at=at, role=role.value)
    return account


def check_password(*, email: str, password: str, at: datetime) -> Account:
    """The member of staff with this address and password.

    Raises WrongPassword or TooManyTries. An unknown address takes as long as a wrong password. The count of
    failed tries is flushed: the caller commits it."""
    account = account_by_email(email, for_update=True)
    known = account is not None and account.password_hash is not None and account.disabled_at is None
    matches = _matches((account.password_hash if account and known else None) or _NOBODY, password)
    if account is None or not known:
        raise WrongPassword
    _refuse_if_locked(account, at)
    if not matches:
        _count_failure(account, at)
        raise WrongPassword
    account.failed_tries = 0
    db.session.flush()
    return account


def check_totp(account: Account, code: str, *, at: datetime) -> None:
    """Accepts a time-based code (RFC 6238) once: a step that was used, or an earlier one, is refused, even
    in parallel tries. Raises WrongCode or TooManyTries; the caller commits the count."""
    _refuse_if_locked(account, at)
    step = matching_step(account.totp_secret or "", code, at=at)
    if step is None or step <= account.totp_last_step:
        _count_failure(account, at)
        raise WrongCode
    account.totp_last_step = step
    account.failed_tries = 0
    db.session.flush()


def matching_step(secret: str, code: str, *, at: datetime) -> int | None:
    """The 30-second step that this code belongs to, one step either way allowed for slow clocks."""
    digits = "".join(code.split())
    totp = pyotp.TOTP(secret)
    present = int(at.timestamp()) // TOTP_STEP_SECONDS
    for step in (present - 1, present, present + 1):
        if pyotp.utils.strings_equal(digits, totp.at(step * TOTP_STEP_SECONDS)):
            return step
    return None


def set_totp(account: Account, *, secret: str, code: str, by: By, at: datetime) -> None:
    """Turns the second factor on, once a code from the app has proven that it was set up. Raises WrongCode."""
    step = matching_step(secret, code, at=at)
    if step is None:
        raise WrongCode
    account.totp_secret, account.totp_last_step = secret, step
    db.session.flush()
    record("account.second_factor_set", f"account:{account.id}", by=by, at=at)


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password[:LONGEST_PASSWORD])
    except (Argon2Error, InvalidHashError):
        return False


def _refuse_if_locked(account: Account, at: datetime) -> None:
    if account.locked_until is not None and account.locked_until > at:
        raise TooManyTries


def _count_failure(account: Account, at: datetime) -> None:
    account.failed_tries += 1
    if account.failed_tries >= MOST_FAILED_TRIES:
        account.locked_until, account.failed_tries = at + LOCKED_FOR, 0
    db.session.flush()
