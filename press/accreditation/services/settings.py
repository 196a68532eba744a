"""An admin changes an event's settings: what follows from them for its applications."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from press.accreditation.services.promoting import fill_free_places
from press.audit.services import By
from press.events.models import Event
from press.events.services.settings import change_event
from press.jobs.services import enqueue

COUNT_AGAIN = "accreditation.count_papers"
_PLACES = frozenset({"quotas", "promotes_by_itself"})


def change_settings(event: Event, columns: Mapping[str, Any], *, version: int, by: By, at: datetime) -> list[str]:
    """Changes the event as `change_event` does, and raises what it raises. Other papers are counted by the worker;
    places that are new are filled at once where the event wants that."""
    changed = change_event(event, columns, version=version, by=by, at=at)
    if "papers" in changed:
        enqueue(COUNT_AGAIN, {"event_id": event.id}, at=at)
    if _PLACES.intersection(changed):
        fill_free_places(event, at=at)
    return changed
