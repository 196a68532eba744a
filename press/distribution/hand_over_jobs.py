"""What the worker does for hand-overs: it seals a kit for whoever keeps it, and deletes sealed copies with names when
somebody in them is erased or their time is over."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Flask

from press.audit.services import SYSTEM, record_many
from press.clock import now
from press.db import db, db_transaction
from press.distribution import sealing
from press.distribution.models import HandOver
from press.distribution.queries.handed_over import locked_hand_over, over_after_retention, removed_sums
from press.distribution.services import handing_over
from press.distribution.states import HandOverState, RemovedFor
from press.jobs.services import GiveUp
from press.jobs.worker import handles, repeats
from press.storage.errors import ObjectNotFound, StorageUnavailable
from press.storage.keys import content_key
from press.storage.store import current_store

RETENTION = "distribution.hand_over_retention"


class Overtaken(Exception):
    """Somebody named in the logs was erased while they were sealed, or another worker seals the same copy. The job
    waits as any that failed, and begins anew with what is so then."""


@dataclass(frozen=True)
class _Read:
    """A copy that was planned: its number, and when it was last to be begun anew as it was read."""

    number: int
    removed_at: datetime | None


def seal(payload: dict[str, Any]) -> None:
    """The job: seals a kit and puts it into the store. While the store does not answer it is tried again; when a file
    is gone from there, it cannot be made. What is put there is named in the database before, and deleted again where
    its names may not be in it any more."""
    made = db.session.get_one(HandOver, payload["hand_over_id"])
    if made.state is not HandOverState.WAITING:
        return
    read = _Read(made.id, made.removed_at)
    plan = sealing.plan(made, at=now())
    db.session.rollback()  # ends the reading
    store = current_store()
    try:
        with sealing.sealed(plan, store) as zipped:
            _begin(read, zipped)
            key = content_key(zipped.sha256)
            store.put(key, zipped.file, content_type="application/zip", sha256=zipped.sha256)
    except (StorageUnavailable, ObjectNotFound) as fault:
        is_gone = isinstance(fault, ObjectNotFound)
        with db_transaction():
            made = locked_hand_over(read.number)
            handing_over.note_fault(made, type(fault).__name__, final=is_gone, at=now())
        if is_gone:
            raise GiveUp("a file of the kit is not in the store") from fault
        raise
    _finish(read, zipped.sha256)


def _begin(read: _Read, zipped: sealing.Sealed) -> None:
    with db_transaction():
        made = locked_hand_over(read.number)
        if not _still(made, read):
            raise Overtaken
        handing_over.begin(made, sha256=zipped.sha256, size=zipped.size, at=now())


def _finish(read: _Read, sha256: str) -> None:
    with db_transaction():
        made = locked_hand_over(read.number)
        is_kept = made.state is HandOverState.MADE and made.sha256 == sha256  # another worker sealed the very same
        holds = is_kept or (_still(made, read) and made.sha256 == sha256)
        if not holds:
            handing_over.remove_object(sha256, at=now())
        elif not is_kept:
            handing_over.finish(made, at=now())
    if not holds:
        raise Overtaken


def _still(made: HandOver, read: _Read) -> bool:
    return made.state is HandOverState.WAITING and made.removed_at == read.removed_at


def remove(payload: dict[str, Any]) -> None:
    """The job: a sealed zip is deleted from the store."""
    current_store().delete(content_key(payload["sha256"]))


def remove_after_retention() -> None:
    """Once in a while: copies with names whose time is over go, and so does what a job that was given up has left."""
    over = over_after_retention(now())
    db.session.rollback()
    for number in over:
        with db_transaction():
            copy = locked_hand_over(number)
            if copy.state is HandOverState.MADE:
                record_many(handing_over.remove([copy], why=RemovedFor.RETENTION, by=SYSTEM, at=now()))
    sums = removed_sums()
    db.session.rollback()
    for sha256 in sums:
        current_store().delete(content_key(sha256))


def init_app(app: Flask) -> None:
    handles(app, handing_over.JOB, seal, is_long=True)
    handles(app, handing_over.REMOVE, remove)
    repeats(app, RETENTION, remove_after_retention, every=timedelta(hours=6))
