"""What an event needs before the public may see it."""

from collections.abc import Callable
from dataclasses import dataclass

from press.events.models import Event


@dataclass(frozen=True)
class Need:
    """One thing on the list: its name, the section of the settings where it is entered, and whether the event can
    open without it."""

    name: str
    section: str
    must: bool
    is_there: Callable[[Event], bool]


NEEDS = (
    Need("names", "texts", True, lambda event: bool(event.name_th and event.name_en)),
    Need("summaries", "texts", True, lambda event: bool(event.summary_th and event.summary_en)),
    Need("venues", "time", True, lambda event: bool(event.venue_th and event.venue_en)),
    # Asked for by the notice on personal data: without somebody to turn to, nothing may be collected.
    Need("data_protection", "people", True, Event.has_data_protection_contact),
    Need("contact", "people", False, lambda event: bool(event.contact.get("phone") or event.contact.get("email"))),
    Need("organisers", "people", False, lambda event: bool(event.organisers)),
    Need("descriptions", "texts", False, lambda event: bool(event.description_th and event.description_en)),
    Need("papers", "papers", False, lambda event: bool(event.papers)),
)


def missing(event: Event, *, must: bool = True) -> list[str]:
    """Names of what is not there: of what must be, or of what may be left out."""
    return [need.name for need in NEEDS if need.must is must and not need.is_there(event)]
