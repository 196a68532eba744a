"""Staff: added from the command line, and known by their password."""

from datetime import datetime, timedelta

from press.accounts import mails, passwords
from press.accounts.errors import TooManyTries, WrongPassword
from press.accounts.models import Account, RoleGrant
from press.accounts.queries import account_by_email
from press.accounts.services.sessions import end_all
from press.accounts.states import Role
from press.audit.services import By, record
from press.db import db
from press.mail import outbox

MOST_FAILED_TRIES = 8
LOCKED_FOR = timedelta(minutes=10)


def add_staff(
    *, email: str, name: str, role: Role, password: str, by: By, at: datetime, event_id: int | None = None
) -> Account:
    """Adds a member of staff, or gives an existing account this role and password.

    Raises PasswordRefused, or WeakPassword, when it may not be a password."""
    passwords.check_new(password, email=email, name=name)
    account = account_by_email(email) or Account(email=email, name=name, created_at=at, grants=[])
    account.name = name or account.name
    account.password_hash = passwords.hashed(password)
    if (role, event_id) not in {(grant.role, grant.event_id) for grant in account.grants}:
        account.grants.append(RoleGrant(role=role, event_id=event_id, granted_at=at))
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
    matches = passwords.matches((account.password_hash if account and known else None) or passwords.NOBODYS, password)
    if account is None or not known:
        raise WrongPassword
    refuse_if_locked(account, at)
    if not matches:
        count_failure(account, at)
        raise WrongPassword
    account.failed_tries = 0
    db.session.flush()
    return account


def change_password(
    account: Account,
    *,
    password: str,
    by: By,
    at: datetime,
    but_session: int | None = None,
    action: str = "account.password_changed",
) -> None:
    """Sets a new password, ends every session but the one in which it was done, and tells the person.

    Raises PasswordRefused."""
    passwords.check_new(password, email=account.email, name=account.name)
    account.password_hash = passwords.hashed(password)
    end_all(account.id, at=at, but=but_session)
    db.session.flush()
    record(action, f"account:{account.id}", by=by, at=at)
    outbox.queue(mails.password_changed(account), at=at)


def refuse_if_locked(account: Account, at: datetime) -> None:
    """Raises TooManyTries while this account waits after too many wrong passwords or codes."""
    if account.locked_until is not None and account.locked_until > at:
        raise TooManyTries


def count_failure(account: Account, at: datetime) -> None:
    """Counts a wrong password or code; the caller commits it although it refuses."""
    account.failed_tries += 1
    if account.failed_tries >= MOST_FAILED_TRIES:
        account.locked_until, account.failed_tries = at + LOCKED_FOR, 0
    db.session.flush()
