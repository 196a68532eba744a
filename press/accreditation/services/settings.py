"""An admin changes an event's settings: what follows from them for its applications."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from press.accreditation.queries.notes import reasons_for
from press.accreditation.services.noting import ReasonWords, keep_reason
from press.accreditation.services.promoting import fill_free_places
from press.audit.services import By
from press.events.models import Event
from press.events.services import make_event
from press.events.services.settings import change_event
from press.jobs.services import enqueue

COUNT_AGAIN = "accreditation.count_papers"
_PLACES = frozenset({"quotas", "promotes_by_itself"})


def new_event(columns: Mapping[str, Any], *, source: Event | None, by: By, at: datetime) -> Event:
    """Makes an event as `make_event` does; the ready-made reasons of the old one come along."""
    event = make_event(columns, source=source, by=by, at=at)
    if source is not None:
        for reason in reasons_for(source.id):
            if reason.event_id is None:
                continue  # of all events, the new one too
            words = ReasonWords(
                reason.outcome, reason.code, reason.title, reason.text_th, reason.text_en, event_id=event.id
            )
            keep_reason(None, words, by=by, at=at)
    return event


def change_settings(event: Event, columns: Mapping[str, Any], *, version: int, by: By, at: datetime) -> list[str]:
    """Changes the event as `change_event` does, and raises what it raises. Other papers are counted by the worker;
    places that are new are filled at once where the event wants that."""
    changed = change_event(event, columns, version=version, by=by, at=at)
    if "papers" in changed:
        enqueue(COUNT_AGAIN, {"event_id": event.id}, at=at)
    if _PLACES.intersection(changed):
        fill_free_places(event, at=at)
    return changed
