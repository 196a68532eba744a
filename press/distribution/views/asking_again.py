"""Whether somebody who is being sent a file may still have it, asked while the bytes are on their way."""

from collections.abc import Callable
from datetime import datetime
from typing import cast

from flask import Flask, current_app
from flask_login import current_user

from press.accounts.actor import Actor, Nobody
from press.accounts.queries import actor_of_session
from press.clock import now
from press.db import OperationalError
from press.distribution.gate import StillGiven
from press.distribution.queries import reader_of
from press.kits.errors import KitNotFound
from press.kits.queries import Reader


def still_given(rule: Callable[[Reader, datetime], object], event_id: int) -> StillGiven:
    """Asks `rule`, which raises KitNotFound for a reader who may not have it, as the next request of this browser would
    be asked: with the session, roles and credential of that moment. Each time in a context of its own, so that between
    two questions no transaction is open and no connection held."""
    app: Flask = cast(Flask, current_app._get_current_object())  # type: ignore[attr-defined]
    person: Actor | Nobody = current_user._get_current_object()

    def ask() -> bool:
        with app.app_context():
            try:
                at = now()
                rule(reader_of(_as_of(person, at), event_id), at)
            except KitNotFound:
                app.logger.info("a download was broken off: its reader may no longer have it")
                return False
            except OperationalError:  # the database is busy or away: it is asked again in some seconds
                app.logger.warning("whether a download may go on could not be asked")
            return True

    return ask


def _as_of(person: Actor | Nobody, at: datetime) -> Actor | Nobody:
    if not isinstance(person, Actor):
        return person
    needed = current_app.extensions["press.config"].require_second_factor
    found = actor_of_session(person.session_token, second_factor_needed=needed, at=at)
    return found[0] if found else Nobody()
