"""The state of the parts, for operators and for `make run` to know when it is up."""

from datetime import timedelta

from sqlalchemy import text

from press.clock import now
from press.db import OperationalError, db
from press.mail.outbox import waiting_since
from press.storage.errors import StorageUnavailable
from press.storage.store import ObjectStore

LONGEST_WAIT = timedelta(minutes=10)


def check(store: ObjectStore) -> dict[str, str]:
    """One word for each part: "ok", or what is wrong."""
    try:
        db.session.execute(text("SELECT 1"))
        waiting = waiting_since()
        outbox = "ok" if waiting is None or now() - waiting < LONGEST_WAIT else "mail has waited for over ten minutes"
        database = "ok"
    except OperationalError:
        database, outbox = "does not answer", "not known"
    try:
        store.ping()
        storage = "ok"
    except StorageUnavailable:
        storage = "does not answer"
    return {"database": database, "storage": storage, "outbox": outbox}
