"""What an officer has seen, and the views of the queue that are kept."""

from datetime import datetime

from sqlalchemy import Connection, update
from sqlalchemy.orm import Session

from press.accreditation.errors import ViewNotFound
from press.accreditation.models import Look, SavedView
from press.audit.services import By
from press.db import db

MOST_VIEWS = 12  # of one officer at one event: each is counted on every page of the queue


def note_look(
    into: Connection | Session,
    *,
    account_id: int,
    application_id: int,
    version: int,
    at: datetime,
) -> None:
    """This officer has seen this version. No act: nothing of it stands in the audit."""
    seen = {"version": version, "looked_at": at}
    mine = (Look.account_id == account_id, Look.application_id == application_id)
    changed = into.execute(update(Look).where(*mine).values(**seen))
    if not changed.rowcount:  # type: ignore[attr-defined]
        into.execute(Look.__table__.insert().values(account_id=account_id, application_id=application_id, **seen))  # type: ignore[attr-defined]


def save_view(
    *, event_id: int, name: str, query: str, shared: bool, known: SavedView | None, by: By, at: datetime
) -> SavedView:
    """Keeps a filter under a name. The same name again keeps the new filter in its place (`known`)."""
    if known is None:
        known = SavedView(account_id=by.account_id, event_id=event_id, name=name, created_at=at)
        db.session.add(known)
    known.query = query
    known.shared = shared
    db.session.flush()
    return known


def rename_view(view: SavedView, *, name: str, shared: bool, by: By) -> None:
    """Raises ViewNotFound for anybody else's."""
    _check_owner(view, by)
    view.name = name
    view.shared = shared
    db.session.flush()


def delete_view(view: SavedView, *, by: By) -> None:
    """Raises ViewNotFound for anybody else's."""
    _check_owner(view, by)
    db.session.delete(view)
    db.session.flush()


def _check_owner(view: SavedView, by: By) -> None:
    if view.account_id != by.account_id:
        raise ViewNotFound
