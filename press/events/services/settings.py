"""Change what an event has chosen."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from press.audit.services import By, record
from press.db import db
from press.events.errors import AddressFixed, ChangedMeanwhile, ContactMissing
from press.events.models import Event
from press.markup import render

# Stands in links that people have, and in the numbers of applications: fixed once the event is open.
_ADDRESS = ("slug", "ref_prefix")
_MARKDOWN = ("description_th", "description_en")


def change_event(event: Event, columns: Mapping[str, Any], *, version: int, by: By, at: datetime) -> list[str]:
    """Sets these columns; from now on the event's file changes it no more. Returns the names of what changed.

    Raises ChangedMeanwhile when the event is not as it was on the screen, AddressFixed for the address of an open
    event, ContactMissing when an open event would lose its data-protection contact."""
    check_version(event, version)
    was = event.subject
    changed = set_columns(event, columns)
    if not changed:
        return []
    if event.opened_at is not None:
        if set(changed) & set(_ADDRESS):
            raise AddressFixed
        if not event.has_data_protection_contact():
            raise ContactMissing
    edited(event, at=at)
    moved = {"was": was} if was != event.subject else {}
    record("event.changed", event.subject, by=by, at=at, changed=changed, **moved)
    return changed


def check_version(event: Event, version: int) -> None:
    """Raises ChangedMeanwhile."""
    if event.version != version:
        raise ChangedMeanwhile


def edited(event: Event, *, at: datetime) -> None:
    """Notes that somebody changed the event in the browser."""
    event.version += 1
    event.edited_at = at
    db.session.flush()


def set_columns(event: Event, columns: Mapping[str, Any]) -> list[str]:
    """Sets columns, with the HTML of what is Markdown. Returns the names of what changed, sorted."""
    changed = sorted(name for name, value in columns.items() if getattr(event, name) != value)
    for name in changed:
        setattr(event, name, columns[name])
        if name in _MARKDOWN:
            setattr(event, name.replace("description", "description_html"), render(columns[name]))
    return changed
