"""Sessions: begun, seen, ended. Times are UTC."""

import secrets
from datetime import datetime

from sqlalchemy import update

from press.accounts.models import Account, SignInSession
from press.accounts.states import LONGEST, Strength
from press.accounts.tokens import hash_token
from press.db import db


def begin(account: Account, strength: Strength, *, at: datetime) -> str:
    """Begins a session and returns its token, which is nowhere else."""
    token = secrets.token_urlsafe(32)
    db.session.add(
        SignInSession(
            token_hash=hash_token(token),
            account=account,
            strength=strength,
            started_at=at,
            seen_at=at,
            ends_at=at + LONGEST[strength],
        )
    )
    db.session.flush()
    return token


def end(session_id: int, *, at: datetime) -> None:
    """Ends one session."""
    db.session.execute(update(SignInSession).where(SignInSession.id == session_id).values(ended_at=at))
