"""The worker's part: objects that nobody needs any more are deleted from the store."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from flask import Flask

from press.clock import now
from press.db import db, db_transaction
from press.jobs.services import enqueue_many, payloads_waiting
from press.jobs.worker import handles, repeats
from press.storage.store import ObjectStore, current_store
from press.uploads.places import KEPT, QUARANTINE, key_in
from press.uploads.queries import states_of, unchecked, unfinished
from press.uploads.services.receiving import CHECK
from press.uploads.services.settling import REMOVE, delete
from press.uploads.states import UploadState

SWEEP = "uploads.sweep"
KEEP_UNFINISHED = timedelta(days=1)
AT_ONCE = 200
# In which states the objects under a prefix are still wanted. Of an upload in quarantine the check may be keeping its
# results at this very moment.
NEEDED = {
    QUARANTINE: {UploadState.RECEIVING, UploadState.QUARANTINED},
    KEPT: {UploadState.QUARANTINED, UploadState.CLEAN},
}


def remove(payload: dict[str, Any]) -> None:
    """The job: objects of an upload that are needed no more are deleted from the store."""
    for prefix in NEEDED:
        _remove_unneeded(current_store(), prefix, {payload["key"]})


def sweep() -> None:
    """Once in a while: uploads that were never finished end, checks that were given up (the scanner was away for days)
    begin again, and objects that no row names are deleted. An upload's row is committed before its first object is
    stored, so an object without one is nobody's."""
    with db_transaction():
        under_way = {payload["upload"] for payload in payloads_waiting(CHECK)}
        enqueue_many(CHECK, [{"upload": number} for number in unchecked() if number not in under_way], at=now())
        for upload in unfinished(before=now() - KEEP_UNFINISHED):
            delete(upload, at=now())
    store = current_store()
    for prefix in NEEDED:
        _remove_unneeded(store, prefix, {key_in(each.key) for each in store.list(prefix)})


def _remove_unneeded(store: ObjectStore, prefix: str, keys: Iterable[str]) -> None:
    wanted = sorted(filter(None, keys))
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        states = states_of(some)
        db.session.rollback()
        for key in some:
            if states.get(key) not in NEEDED[prefix]:
                _empty(store, f"{prefix}{key}/")


def _empty(store: ObjectStore, prefix: str) -> None:
    for each in list(store.list(prefix)):
        store.delete(each.key)


def init_app(app: Flask) -> None:
    handles(app, REMOVE, remove)
    repeats(app, SWEEP, sweep, every=timedelta(hours=6))
