"""The verbs of events."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from press.audit.services import By, record
from press.db import db
from press.events.models import Event


def load_event(columns: dict[str, Any], *, kept_open: bool, by: By, at: datetime) -> bool:
    """Makes the event of these columns, or brings it up to date, and opens it. False if nothing changed."""
    event = db.session.scalar(select(Event).where(Event.slug == columns["slug"]))
    if event is None:
        event = Event(**columns, kept_open=kept_open, opened_at=at)
        db.session.add(event)
        db.session.flush()
        record("event.opened", f"event:{event.slug}", by=by, at=at, kept_open=kept_open)
        return True
    wanted = {**columns, "kept_open": kept_open}
    changed = sorted(name for name, value in wanted.items() if getattr(event, name) != value)
    for name in changed:
        setattr(event, name, wanted[name])
    if changed:
        record("event.changed", f"event:{event.slug}", by=by, at=at, changed=changed)
    return bool(changed)
