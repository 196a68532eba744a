"""The counting rule: "the figure at the event's end is frozen"."""

from datetime import datetime

from press.accreditation.queries.progress import FROZEN, progress, progress_at_end
from press.audit.services import SYSTEM, record
from press.events.models import Event


def freeze_figures(event: Event, *, at: datetime) -> None:
    """Keeps the figures of an event that is over in the audit, whose chain shows any change; again does nothing. The
    event's row is locked before."""
    if progress_at_end(event) is None:
        figures = progress(event, at=at).as_json()
        kept = {name: value for name, value in figures.items() if name not in {"event", "as_of"}}
        record(FROZEN, event.subject, by=SYSTEM, at=at, **kept)
