"""Make an event of a file, or bring it up to date."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from press.audit.services import By, record
from press.db import db
from press.events.errors import ContactMissing, EditedInBrowser
from press.events.models import Event
from press.events.services.settings import set_columns


def load_event(
    columns: dict[str, Any], *, kept_open: bool, by: By, at: datetime, stand_in: str = "", overwrite: bool = False
) -> bool:
    """Makes the event of these columns, or brings it up to date, and opens it. False if nothing changed. `stand_in`
    is the data-protection contact's address where neither file nor event name one, for trying the product.

    Raises EditedInBrowser when people have changed it since, unless `overwrite`; ContactMissing without a
    data-protection contact."""
    event = db.session.scalar(select(Event).where(Event.slug == columns["slug"]).with_for_update())
    if event is not None and event.edited_at is not None and not overwrite:
        raise EditedInBrowser
    new = event is None
    event = event or Event(opened_at=at, data_protection={})
    wanted = {**columns, "kept_open": kept_open}
    if stand_in and not _contact(event, columns):
        wanted["data_protection"] = {"email": stand_in, "stand_in": True}
    changed = set_columns(event, wanted)
    if not event.has_data_protection_contact():
        raise ContactMissing
    if new:
        db.session.add(event)
        db.session.flush()
        record("event.opened", event.subject, by=by, at=at, kept_open=kept_open)
    elif changed or event.edited_at is not None or event.opened_at is None:
        event.edited_at, event.opened_at = None, event.opened_at or at
        event.version += 1
        record("event.changed", event.subject, by=by, at=at, changed=changed)
    return new or bool(changed)


def _contact(event: Event, columns: dict[str, Any]) -> bool:
    """Whether file or event say whom to turn to about personal data."""
    told = columns.get("data_protection", event.data_protection)
    return bool(told.get("email") or told.get("phone"))
