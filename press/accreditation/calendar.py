"""The event as an entry for somebody's calendar (RFC 5545)."""

from datetime import datetime
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from press.accreditation.models import Application


def calendar_file(application: Application, *, url: str, language: str, at: datetime) -> bytes:
    """One entry in UTC, in the reader's language, without an alarm. `url` is the application's page: its host makes the
    UID, which stays the same whenever the file is fetched, so that a calendar renews its entry."""
    event = application.event
    entry = Event()
    entry.add("uid", f"{application.ref}@{urlsplit(url).hostname}")
    entry.add("sequence", event.version)
    entry.add("dtstamp", at)
    entry.add("dtstart", event.starts_at)
    entry.add("dtend", event.ends_at)
    entry.add("summary", event.name(language))
    entry.add("location", event.venue(language))
    entry.add("url", url)
    calendar = Calendar()
    calendar.add("prodid", "-//Press Desk//Press Desk//EN")
    calendar.add("version", "2.0")
    calendar.add_component(entry)
    return bytes(calendar.to_ical())
