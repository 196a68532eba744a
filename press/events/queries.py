"""Reads of events."""

from collections.abc import Sequence

from sqlalchemy import select

from press.accounts.actor import Actor, Nobody
from press.accounts.rules import may_administer_in, may_review_in
from press.db import db
from press.events.errors import EventNotFound
from press.events.models import Event


def event_by_slug(slug: str) -> Event:
    """The open event with this address. Raises EventNotFound."""
    event = db.session.scalar(select(Event).where(Event.slug == slug, Event.opened_at.is_not(None)))
    if event is None:
        raise EventNotFound
    return event


def event_for_officer(slug: str, *, actor: Actor | Nobody) -> Event:
    """The event with this address, opened or not, for somebody who reviews in it. Raises EventNotFound."""
    event = db.session.scalar(select(Event).where(Event.slug == slug))
    if event is None or not may_review_in(actor, event.id):
        raise EventNotFound
    return event


def event_for_admin(slug: str, *, actor: Actor | Nobody) -> Event:
    """The event with this address, opened or not, locked, for somebody who changes its settings. Raises
    EventNotFound."""
    event = db.session.scalar(select(Event).where(Event.slug == slug).with_for_update())
    if event is None or not may_administer_in(actor, event.id):
        raise EventNotFound
    return event


def event_for_officer_to_change(slug: str, *, actor: Actor | Nobody) -> Event:
    """The event with this address, opened or not, locked, for somebody who reviews in it. Raises EventNotFound."""
    event = db.session.scalar(select(Event).where(Event.slug == slug).with_for_update())
    if event is None or not may_review_in(actor, event.id):
        raise EventNotFound
    return event


def slug_is_taken(slug: str, *, but: int | None = None) -> bool:
    """Whether an event other than `but` has this address."""
    return db.session.scalar(select(Event.id).where(Event.slug == slug, Event.id != (but or 0))) is not None


def prefix_is_taken(prefix: str, *, but: int | None = None) -> bool:
    """Whether the applications of an event other than `but` begin with these letters."""
    return db.session.scalar(select(Event.id).where(Event.ref_prefix == prefix, Event.id != (but or 0))) is not None


def events_of_officer(actor: Actor | Nobody) -> Sequence[Event]:
    """Every event in which this person reviews, the latest first."""
    events = db.session.scalars(select(Event).order_by(Event.starts_at.desc(), Event.id))
    return [event for event in events if may_review_in(actor, event.id)]


def open_events() -> Sequence[Event]:
    """Every opened event, the latest first."""
    return db.session.scalars(
        select(Event).where(Event.opened_at.is_not(None)).order_by(Event.starts_at.desc(), Event.id)
    ).all()


def every_event() -> Sequence[Event]:
    """Every event, opened or not, the latest first: for whoever gives roles."""
    return db.session.scalars(select(Event).order_by(Event.starts_at.desc(), Event.id)).all()
