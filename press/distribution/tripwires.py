"""Addresses that nobody is given and somebody who guesses tries. They answer as every missing page does; before a lift
each try is counted, and the kit's editors are told."""

import logging
import re
from datetime import datetime

from flask import Flask, Response, request

from press.clock import is_pretended, now
from press.db import IntegrityError, OperationalError, db_transaction
from press.distribution.queries.alarms import is_counted_out, is_something_held
from press.distribution.services.alarms import trip
from press.distribution.services.counting import person_key

log = logging.getLogger(__name__)

# What is tried first by those who look for a kit under an obvious name. The list is short on purpose: what scanners of
# the whole internet try all day would hide the one who looks for this kit.
GUESSES = re.compile(
    r"/(?:logo|logos|press-?kit|presskit|kit|embargo|embargoed|draft)\.(?:zip|pdf)"
    r"|/(?:press-?kit|presskit)(?:/[^/]*)?"
    r"|/kits/[a-z0-9-]+\.(?:zip|pdf|json)"
    r"|/kits/[a-z0-9-]+/(?:draft|preview|versions|download|files)(?:/.*)?"
    r"|/press_kits(?:/.*)?",
    re.IGNORECASE,
)
FILES = "/files/…"


def wire_of(path: str) -> str | None:
    """The tripwire that this address touches. Wrong addresses of files are one wire: what was tried tells nothing, how
    often does."""
    if path.startswith("/files/"):
        return FILES
    return path.lower()[:80] if GUESSES.fullmatch(path) else None


def init_app(app: Flask) -> None:
    """Watches every missing page."""

    @app.after_request
    def watch(response: Response) -> Response:
        wire = wire_of(request.path) if response.status_code == 404 and not is_pretended() else None
        if wire is not None:
            _note(wire, now(), app)
        return response


def _note(wire: str, at: datetime, app: Flask) -> None:
    visitor = person_key(
        None,
        secret=app.config["SECRET_KEY"],
        address=request.remote_addr or "",
        browser="",
        at=at,
    )
    try:
        if is_something_held(at) and not is_counted_out(wire, visitor, at):
            with db_transaction():
                trip(wire=wire, visitor=visitor, at=at)
    except (IntegrityError, OperationalError) as error:  # two in one moment, or a locked database: the page answers
        log.warning("an alarm was not kept: %s", type(error).__name__)
