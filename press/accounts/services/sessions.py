"""Sessions: begun, seen, ended. Times are UTC."""

import secrets
from datetime import datetime

from sqlalchemy import select, update

from press.accounts.models import Account, KnownBrowser, SignInSession
from press.accounts.states import LONGEST, Strength
from press.accounts.tokens import hash_token
from press.db import db


def begin(account: Account, strength: Strength, *, at: datetime, device: str = "") -> str:
    """Begins a session and returns its token, which is nowhere else. `device` is a short note of the browser."""
    token = secrets.token_urlsafe(32)
    db.session.add(
        SignInSession(
            token_hash=hash_token(token),
            account=account,
            strength=strength,
            started_at=at,
            seen_at=at,
            ends_at=at + LONGEST[strength],
            device=device,
        )
    )
    db.session.flush()
    return token


def end(session_id: int, *, at: datetime) -> None:
    """Ends one session."""
    db.session.execute(update(SignInSession).where(SignInSession.id == session_id).values(ended_at=at))


def end_own(account_id: int, session_id: int, *, at: datetime) -> bool:
    """Ends one session of this person. False when it is somebody else's, or over."""
    return _end(account_id, SignInSession.id == session_id, at=at) > 0


def end_all(account_id: int, *, at: datetime, but: int | None = None) -> int:
    """Ends every session of this person, but the one named, and returns how many."""
    return _end(account_id, SignInSession.id != (but or 0), at=at)


def _end(account_id: int, which: object, *, at: datetime) -> int:
    ended = db.session.execute(
        update(SignInSession)
        .where(SignInSession.account_id == account_id, SignInSession.ended_at.is_(None), which)  # type: ignore[arg-type]
        .values(ended_at=at)
    )
    return int(ended.rowcount)  # type: ignore[attr-defined]


def note_browser(account_id: int, browser: str, *, at: datetime) -> bool:
    """Notes that this person signs in with this browser, known by the secret in its cookie. True when it is new."""
    token = hash_token(browser)
    known = db.session.scalar(
        select(KnownBrowser).where(KnownBrowser.account_id == account_id, KnownBrowser.browser_hash == token)
    )
    if known is not None:
        known.seen_at = at
        db.session.flush()
        return False
    db.session.add(KnownBrowser(account_id=account_id, browser_hash=token, seen_at=at))
    db.session.flush()
    return True
