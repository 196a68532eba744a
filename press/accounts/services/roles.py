"""Roles given and taken, members of staff disabled and enabled: what counts from the next request on."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select

from press.accounts import mails
from press.accounts.errors import LastAdmin
from press.accounts.models import Account, Passkey, RecoveryCode, RoleGrant
from press.accounts.services.links import close_links
from press.accounts.services.sessions import end_all
from press.accounts.states import LinkPurpose, Role
from press.audit.services import By, record
from press.db import db
from press.mail import outbox


def give_roles(account: Account, roles: Collection[Role], *, event_id: int | None, by: By, at: datetime) -> None:
    """Gives those of the roles that the person has not, and tells them."""
    held = {grant.role for grant in account.grants if grant.event_id == event_id}
    new = [role for role in Role if role in roles and role not in held]
    for role in new:
        account.grants.append(RoleGrant(role=role, event_id=event_id, granted_at=at))
    db.session.flush()
    for role in new:
        record("account.role_given", _subject(account), by=by, at=at, role=role.value, event_id=event_id)
    if new and account.password_hash is not None:
        outbox.queue(mails.roles_changed(account), at=at)


def take_role(grant: RoleGrant, *, by: By, at: datetime) -> None:
    """Takes a role away, and tells the person. Raises LastAdmin."""
    account = grant.account
    if grant.role is Role.ADMIN and grant.event_id is None:
        _refuse_last_admin(account)
    account.grants.remove(grant)
    db.session.delete(grant)
    record("account.role_taken", _subject(account), by=by, at=at, role=grant.role.value, event_id=grant.event_id)
    if account.password_hash is not None:
        outbox.queue(mails.roles_changed(account), at=at)


def disable(account: Account, *, by: By, at: datetime) -> None:
    """Shuts the person out: every session and mailed link ends with this very change. Raises LastAdmin."""
    if account.disabled_at is not None:
        return
    _refuse_last_admin(account)
    account.disabled_at = at
    end_all(account.id, at=at)
    for purpose in LinkPurpose:
        if purpose is not LinkPurpose.PROVE:  # that one proves an address for an application, and opens no account
            close_links(account.email, purpose=purpose, at=at)
    record("account.disabled", _subject(account), by=by, at=at)


def enable(account: Account, *, by: By, at: datetime) -> None:
    """Lets the person in again, with the roles, password and second factor that they had."""
    if account.disabled_at is None:
        return
    account.disabled_at = None
    record("account.enabled", _subject(account), by=by, at=at)


def reset_second_factor(account: Account, *, by: By, at: datetime) -> None:
    """Takes away app, passkeys and recovery codes, for somebody who lost them all; ends their sessions, and tells
    them: at the next sign-in they set a new one up."""
    account.totp_secret = None
    db.session.execute(delete(Passkey).where(Passkey.account_id == account.id))
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    end_all(account.id, at=at)
    record("account.second_factor_reset", _subject(account), by=by, at=at)
    outbox.queue(mails.second_factor_reset(account), at=at)


def _refuse_last_admin(account: Account) -> None:
    """Raises LastAdmin when nobody else could let anybody in. The grants are locked, and the rest is read after it:
    of two admins who take each other's role in the same moment, the second is refused."""
    admins = db.session.scalars(
        select(RoleGrant.account_id)
        .where(RoleGrant.role == Role.ADMIN, RoleGrant.event_id.is_(None))
        .order_by(RoleGrant.id)
        .with_for_update()
    ).all()
    if account.id not in admins:
        return
    others = select(Account.id).where(
        Account.id.in_(set(admins) - {account.id}), Account.disabled_at.is_(None), Account.password_hash.is_not(None)
    )
    if db.session.scalar(others.limit(1)) is None:
        raise LastAdmin


def _subject(account: Account) -> str:
    return f"account:{account.id}"
