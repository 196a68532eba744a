"""What accreditation leaves to the worker."""

from typing import Any

from flask import Flask

from press.accreditation.services.flagging import raise_all
from press.accreditation.services.indexing import fill
from press.clock import now
from press.db import db_transaction
from press.jobs.worker import handles

MAKE_FINDABLE = "accreditation.make_findable"
_AT_ONCE = 200


def make_findable(_payload: dict[str, Any]) -> None:
    """The job that a migration leaves: applications from before the search by sound are made findable, and flagged.
    Run again it finds nothing to do."""
    last, events = 0, set()
    while True:
        with db_transaction():
            found = fill(after=last, most=_AT_ONCE)
            if not found:
                break
            last = found[-1].id
            events |= {application.event_id for application in found}
    for event_id in sorted(events):
        with db_transaction():
            raise_all(event_id, at=now())


def init_app(app: Flask) -> None:
    handles(app, MAKE_FINDABLE, make_findable)
