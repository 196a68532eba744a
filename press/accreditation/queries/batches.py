"""What was done to many applications at once."""

from collections.abc import Collection

from sqlalchemy import select

from press.accreditation.errors import ApplicationNotFound
from press.accreditation.models import Application, Batch
from press.db import db


def batch_by_request(request_key: str, *, event_id: int) -> Batch | None:
    """The batch that this very form made already."""
    return db.session.scalar(select(Batch).where(Batch.request_key == request_key, Batch.event_id == event_id))


def batch_of(event_id: int, number: int) -> Batch:
    """One batch of the event. Raises ApplicationNotFound."""
    found = db.session.scalar(select(Batch).where(Batch.id == number, Batch.event_id == event_id))
    if found is None:
        raise ApplicationNotFound
    return found


def people_of(event_id: int, refs: Collection[str]) -> dict[str, Application]:
    """The applications behind these numbers."""
    rows = db.session.scalars(select(Application).where(Application.event_id == event_id, Application.ref.in_(refs)))
    return {row.ref: row for row in rows}
