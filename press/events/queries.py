"""Reads of events."""

from collections.abc import Sequence

from sqlalchemy import select

from press.db import db
from press.events.errors import EventNotFound
from press.events.models import Event


def event_by_slug(slug: str) -> Event:
    """The open event with this address. Raises EventNotFound."""
    event = db.session.scalar(select(Event).where(Event.slug == slug, Event.opened_at.is_not(None)))
    if event is None:
        raise EventNotFound
    return event


def open_events() -> Sequence[Event]:
    """Every opened event, the latest first."""
    return db.session.scalars(
        select(Event).where(Event.opened_at.is_not(None)).order_by(Event.starts_at.desc(), Event.id)
    ).all()
