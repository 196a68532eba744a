"""Flask-Login carries the identity; the session row in the database decides, on every request."""

import logging
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, current_app, request, session
from flask_login import LoginManager, login_user, logout_user
from sqlalchemy import update

from press.accounts.actor import Actor, Nobody
from press.accounts.models import Account, SignInSession
from press.accounts.queries import actor_of_session
from press.accounts.services import sessions
from press.accounts.states import Strength
from press.clock import now
from press.db import OperationalError, db, separate_transaction
from press.web.transaction import SAFE_METHODS

log = logging.getLogger(__name__)

# Where the cookie holds the keys of forms that were begun: whoever signs in half-way goes on with them.
FORM_DRAFTS = "form_drafts"
# A row is not written on every click; idle time is known to within this.
SEEN_EVERY = timedelta(minutes=5)


def init_app(app: Flask) -> None:
    manager = LoginManager(app)
    manager.session_protection = None  # the session row and its limits are the protection
    manager.anonymous_user = Nobody
    manager.user_loader(load)


def load(token: str) -> Actor | None:
    """The person behind the token in the signed cookie."""
    at = now()
    needed: bool = current_app.extensions["press.config"].require_second_factor
    found = actor_of_session(token, second_factor_needed=needed, at=at)
    if found is None:
        return None
    actor, seen_at = found
    # After a form comes a page: it is enough that pages are noted.
    if at - seen_at > SEEN_EVERY and request.method in SAFE_METHODS:
        _note_seen(actor.session_id, at)
    return actor


def _note_seen(session_id: int, at: datetime) -> None:
    try:
        with separate_transaction() as connection:
            connection.execute(update(SignInSession).where(SignInSession.id == session_id).values(seen_at=at))
    except OperationalError:  # the database is locked: reading goes on, the next page notes it
        log.warning("a session could not be noted as seen")


def sign_in(account: Account, strength: Strength) -> None:
    """Begins a session in this browser, with a new token; what the browser's cookie held before is dropped
    but for the forms that were begun in it."""
    begun = session.get(FORM_DRAFTS)
    leave()
    if begun:
        session[FORM_DRAFTS] = begun
    token = sessions.begin(account, strength, at=now())
    db.session.flush()
    actor = load(token)
    if actor is not None:
        login_user(actor)
        session.permanent = True


def leave() -> None:
    """Ends this browser's session, if there is one, here and in the database."""
    held: Any = session.get("_user_id")
    actor = load(held) if held else None
    if actor is not None:
        sessions.end(actor.session_id, at=now())
    logout_user()
    session.clear()
