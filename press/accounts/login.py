"""Flask-Login carries the identity; the session row in the database decides, on every request."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Response, after_this_request, current_app, request, session
from flask_login import LoginManager, login_user, logout_user
from sqlalchemy import update

from press.accounts import mails
from press.accounts.actor import Actor, Nobody
from press.accounts.devices import device_of
from press.accounts.models import Account, SignInSession
from press.accounts.queries import actor_of_session
from press.accounts.services import sessions
from press.accounts.states import Strength
from press.clock import now
from press.db import OperationalError, separate_transaction
from press.mail import outbox
from press.web.transaction import SAFE_METHODS

log = logging.getLogger(__name__)

_stand_in: ContextVar[Actor | None] = ContextVar("press_stand_in", default=None)
# Where the cookie holds the keys of forms that were begun: whoever signs in half-way goes on with them.
FORM_DRAFTS = "form_drafts"
# A row is not written on every click; idle time is known to within this.
SEEN_EVERY = timedelta(minutes=5)
BROWSER_SECONDS = 365 * 24 * 3600


def init_app(app: Flask) -> None:
    manager = LoginManager(app)
    manager.session_protection = None  # the session row and its limits are the protection
    manager.anonymous_user = Nobody
    manager.user_loader(load)
    manager.request_loader(lambda _request: _stand_in.get())


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


@contextmanager
def standing_in(actor: Actor | None) -> Iterator[None]:
    """Within, and in this thread alone, requests without a session come from this person: a drill asks as people whose
    browsers it does not have."""
    token = _stand_in.set(actor)
    try:
        yield
    finally:
        _stand_in.reset(token)


def sign_in(account: Account, strength: Strength, *, is_first: bool = False) -> None:
    """Begins a session in this browser, with a new token; what the browser's cookie held before is dropped but for the
    forms that were begun in it. Staff who come in with a browser that was not seen before are told by mail, unless it
    is their first time here at all."""
    begun = session.get(FORM_DRAFTS)
    leave()
    if begun:
        session[FORM_DRAFTS] = begun
    device = device_of(request.user_agent.string)
    token = sessions.begin(account, strength, at=now(), device=device)
    actor = load(token)
    if actor is None:
        return
    login_user(actor)
    session.permanent = True
    if (actor.is_staff or is_first) and _note_browser(account.id) and not is_first:
        outbox.queue(mails.new_browser(account, device=device, at=now()), at=now())


def _note_browser(account_id: int) -> bool:
    """Notes that this person uses this browser, and gives it a cookie to be known by. True when it is new."""
    https = current_app.extensions["press.config"].https
    name = "__Host-press-browser" if https else "press-browser"
    browser = request.cookies.get(name) or secrets.token_urlsafe(24)

    @after_this_request
    def keep(response: Response) -> Response:
        response.set_cookie(name, browser, max_age=BROWSER_SECONDS, secure=https, httponly=True, samesite="Lax")
        return response

    return sessions.note_browser(account_id, browser, at=now())


def leave() -> None:
    """Ends this browser's session, if there is one, here and in the database."""
    held: Any = session.get("_user_id")
    actor = load(held) if held else None
    if actor is not None:
        sessions.end(actor.session_id, at=now())
    logout_user()
    session.clear()
