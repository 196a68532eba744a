"""Reads of data requests."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from press.db import db
from press.privacy.errors import RequestNotFound
from press.privacy.models import DataRequest
from press.privacy.states import RequestKind, RequestState


def own_requests(account_id: int) -> Sequence[DataRequest]:
    """What this person has asked, newest first."""
    return db.session.scalars(
        select(DataRequest).where(DataRequest.account_id == account_id).order_by(DataRequest.id.desc())
    ).all()


def every_request() -> Sequence[DataRequest]:
    """For the data protection officer: what is open, longest waiting first; then what was answered, newest first."""
    rows = db.session.scalars(
        select(DataRequest).options(joinedload(DataRequest.account)).order_by(DataRequest.asked_at, DataRequest.id)
    ).all()
    waiting = [row for row in rows if row.state is RequestState.OPEN]
    return waiting + [row for row in reversed(rows) if row.state is not RequestState.OPEN]


def request_by_id(request_id: int, *, for_update: bool = False) -> DataRequest:
    """One request, for the data protection officer. Raises RequestNotFound."""
    query = select(DataRequest).where(DataRequest.id == request_id)
    found = db.session.scalar(query.with_for_update() if for_update else query)
    if found is None:
        raise RequestNotFound
    return found


def erasable(request_id: int, *, for_update: bool = False) -> DataRequest:
    """An open wish to be erased. Raises RequestNotFound for any other request."""
    found = request_by_id(request_id, for_update=for_update)
    if found.kind is not RequestKind.ERASURE or found.state is not RequestState.OPEN:
        raise RequestNotFound
    return found
