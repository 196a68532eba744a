"""Make a new event, from nothing or from an old one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from press.audit.services import By, record
from press.db import db
from press.events.errors import AddressTaken
from press.events.models import Event
from press.events.queries import prefix_is_taken, slug_is_taken
from press.events.services.settings import set_columns
from press.mail.texts import copy_texts

USUAL_GOAL = 20
_TEXTS = ("summary_th", "summary_en", "description_th", "description_en", "venue_th", "venue_en")
_HTML = ("description_html_th", "description_html_en")
_LISTS = ("organisers", "papers", "public_figures")
_MAPS = ("contact", "data_protection", "quotas", "targets")
_PLAIN = (
    "goal",
    "public_progress",
    "two_officers",
    "promotes_by_itself",
    "appeal_days",
    "retention_days",
    "mails_edited",
)


def make_event(columns: Mapping[str, Any], *, source: Event | None, by: By, at: datetime) -> Event:
    """A new event with these names, address and dates, seen by its staff only until it is opened. From `source` it
    takes settings, texts and mails; not dates, applications or the kit. Raises AddressTaken."""
    if slug_is_taken(columns["slug"]) or prefix_is_taken(columns["ref_prefix"]):
        raise AddressTaken
    event = Event(**(_copied(source) if source else _empty()), edited_at=at)
    set_columns(event, columns)
    db.session.add(event)
    db.session.flush()
    if source is not None:
        copy_texts(source.id, event.id, by=by.name, at=at)
    record("event.made", event.subject, by=by, at=at, source=source.slug if source else None)
    return event


def _empty() -> dict[str, Any]:
    return {**dict.fromkeys((*_TEXTS, *_HTML), ""), "goal": USUAL_GOAL, "organisers": [], "contact": {}}


def _copied(source: Event) -> dict[str, Any]:
    same = {name: getattr(source, name) for name in (*_TEXTS, *_HTML, *_PLAIN)}
    lists = {name: list(getattr(source, name)) for name in _LISTS}
    maps = {name: dict(getattr(source, name)) for name in _MAPS}
    return {**same, **lists, **maps}
