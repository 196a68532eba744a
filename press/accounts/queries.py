"""Reads of accounts."""

from datetime import datetime

from sqlalchemy import select

from press.accounts.actor import Actor
from press.accounts.models import Account, SignInSession
from press.accounts.states import IDLE
from press.accounts.tokens import hash_token
from press.db import db


def account_by_email(email: str, *, for_update: bool = False) -> Account | None:
    """The account with this address (already lower case), or None."""
    query = select(Account).where(Account.email == email)
    return db.session.scalar(query.with_for_update() if for_update else query)


def actor_of_session(token: str, *, second_factor_needed: bool, at: datetime) -> tuple[Actor, datetime] | None:
    """The person behind a live session and when the session was last seen, or None when it ended, idled out,
    or the account was disabled: read anew on every request."""
    row = db.session.scalar(
        select(SignInSession).where(
            SignInSession.token_hash == hash_token(token),
            SignInSession.ended_at.is_(None),
            SignInSession.ends_at > at,
        )
    )
    if row is None or row.account.disabled_at is not None or row.seen_at + IDLE[row.strength] <= at:
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
        has_second_factor=account.totp_secret is not None,
        second_factor_needed=second_factor_needed,
    )
    return actor, row.seen_at
