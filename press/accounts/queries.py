"""Reads of accounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select

from press.accounts.actor import Actor
from press.accounts.errors import AccountNotFound
from press.accounts.models import Account, Passkey, RoleGrant, SignInSession
from press.accounts.rules import may_manage_people_in
from press.accounts.states import IDLE, Role
from press.accounts.tokens import hash_token
from press.db import db


@dataclass(frozen=True)
class Member:
    """A member of staff as an administrator may see them: the roles are those in the administrator's own events.
    `whole` says that these are all of them: only then may the person be disabled or their second factor reset."""

    account: Account
    grants: tuple[RoleGrant, ...]
    whole: bool
    has_second_factor: bool
    seen_at: datetime | None

    @property
    def state(self) -> str:
        """invited, active or disabled."""
        if self.account.disabled_at is not None:
            return "disabled"
        return "active" if self.account.password_hash is not None else "invited"


def account_by_email(email: str, *, for_update: bool = False) -> Account | None:
    """The account with this address (already lower case), or None."""
    query = select(Account).where(Account.email == email)
    return db.session.scalar(query.with_for_update() if for_update else query)


def account_of(actor: Actor, *, for_update: bool = False) -> Account:
    """The asker's own account; locked, and read anew, for a verb."""
    return db.session.get_one(Account, actor.account_id, with_for_update=for_update, populate_existing=for_update)


def actor_of_session(token: str, *, second_factor_needed: bool, at: datetime) -> tuple[Actor, datetime] | None:
    """The person behind a live session and when the session was last seen, or None when it ended, idled out,
    or the account was disabled: read anew on every request."""
    found = db.session.execute(
        select(SignInSession, exists().where(Passkey.account_id == SignInSession.account_id)).where(
            SignInSession.token_hash == hash_token(token),
            SignInSession.ended_at.is_(None),
            SignInSession.ends_at > at,
        )
    ).one_or_none()
    if found is None:
        return None
    row, has_passkey = found
    if row.account.disabled_at is not None or row.seen_at + IDLE[row.strength] <= at:
        return None
    account = row.account
    actor = Actor(
        account_id=account.id,
        email=account.email,
        name=account.name,
        locale=account.locale,
        grants=frozenset((grant.role, grant.event_id) for grant in account.grants),
        strength=row.strength,
        session_id=row.id,
        session_token=token,
        has_second_factor=account.totp_secret is not None or has_passkey,
        second_factor_needed=second_factor_needed,
    )
    return actor, row.seen_at


def live_sessions(account_id: int, *, at: datetime) -> list[SignInSession]:
    """This person's sessions that have not ended, the last seen first."""
    rows = db.session.scalars(
        select(SignInSession)
        .where(SignInSession.account_id == account_id, SignInSession.ended_at.is_(None), SignInSession.ends_at > at)
        .order_by(SignInSession.seen_at.desc(), SignInSession.id.desc())
    )
    return [row for row in rows if row.seen_at + IDLE[row.strength] > at]


def members_for(actor: Actor) -> list[Member]:
    """Every member of staff in whose events this administrator gives roles, by name."""
    query = select(Account).where(Account.grants.any())
    if not may_manage_people_in(actor, None):
        own = [event_id for role, event_id in actor.grants if role is Role.ADMIN]
        query = query.where(Account.grants.any(RoleGrant.event_id.in_(own)))
    return _members(actor, db.session.scalars(query.order_by(Account.name, Account.email)).all())


def member_for(account_id: int, *, actor: Actor, for_update: bool = False) -> Member:
    """One of them. Raises AccountNotFound for anybody in whose events the asker gives no roles."""
    account = db.session.get(Account, account_id, with_for_update=for_update, populate_existing=for_update)
    if account is None:
        raise AccountNotFound
    [member] = _members(actor, [account])
    if not member.grants:
        raise AccountNotFound
    return member


def _members(actor: Actor, accounts: Sequence[Account]) -> list[Member]:
    ids = [account.id for account in accounts]
    with_passkey = set(db.session.scalars(select(Passkey.account_id).where(Passkey.account_id.in_(ids))))
    seen = db.session.execute(
        select(SignInSession.account_id, func.max(SignInSession.seen_at).label("seen_at"))
        .where(SignInSession.account_id.in_(ids))
        .group_by(SignInSession.account_id)
    )
    last = {row.account_id: row.seen_at for row in seen}
    made = []
    for account in accounts:
        own = tuple(grant for grant in account.grants if may_manage_people_in(actor, grant.event_id))
        factor = account.totp_secret is not None or account.id in with_passkey
        made.append(Member(account, own, len(own) == len(account.grants), factor, last.get(account.id)))
    return made
