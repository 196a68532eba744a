"""Acts on many applications, each of which happens once."""

from datetime import datetime

from press.accreditation.models import Batch
from press.accreditation.queries.batches import batch_by_request
from press.accreditation.states import BatchAct
from press.audit.services import By
from press.db import IntegrityError, db
from press.errors import Conflict
from press.events.models import Event


def begin_batch(act: BatchAct, *, event: Event, request_key: str, by: By, at: datetime) -> tuple[Batch, bool]:
    """A new batch, or the one that this key made already, and whether it is new. Of two that come in the same moment
    the second waits here until the first is committed."""
    known = batch_by_request(request_key, event_id=event.id)
    if known is not None:
        return known, False
    batch = Batch(
        request_key=request_key,
        event_id=event.id,
        act=act,
        rows=[],
        done_at=at,
        done_by_id=by.account_id,
        done_by=by.name,
    )
    try:
        with db.session.begin_nested():
            db.session.add(batch)
    except IntegrityError:
        known = batch_by_request(request_key, event_id=event.id)
        if known is None:
            raise Conflict from None
        return known, False
    return batch, True
