"""Open an event to the public, and its window for applications by hand."""

from datetime import datetime

from press.audit.services import By, record
from press.events.errors import ContactMissing, NotReady
from press.events.models import Event
from press.events.readiness import missing
from press.events.services.settings import check_version, edited


def open_event(event: Event, *, version: int, by: By, at: datetime) -> None:
    """From now on the public sees the event. Again changes nothing. Raises NotReady or ContactMissing while something
    is missing that must be there, ChangedMeanwhile when it is not what was on the screen."""
    if event.opened_at is not None:
        return
    check_version(event, version)
    lacking = missing(event)
    if "data_protection" in lacking:
        raise ContactMissing
    if lacking:
        raise NotReady
    event.opened_at = at
    edited(event, at=at)
    record("event.opened", event.subject, by=by, at=at, kept_open=event.kept_open)


def close_window(event: Event, *, version: int, by: By, at: datetime) -> None:
    """Applications are taken no more. A window that is closed stays as it is."""
    if not event.takes_applications(at):
        return
    check_version(event, version)
    event.kept_open = False
    if event.window_ends_at() > at:
        event.applications_close_at = at
    edited(event, at=at)
    record("event.window_closed", event.subject, by=by, at=at)


def reopen_window(event: Event, *, version: int, by: By, at: datetime) -> None:
    """Applications are taken from now on: until the event's end, or, when that is past, until it is closed by hand.
    A window that is open stays as it is. Raises NotReady before the event itself is open."""
    if event.takes_applications(at):
        return
    if event.opened_at is None:
        raise NotReady
    check_version(event, version)
    if event.applications_open_at is not None and event.applications_open_at > at:
        event.applications_open_at = at
    if event.window_ends_at() <= at:
        event.applications_close_at = None
        event.kept_open = event.is_past(at)
    edited(event, at=at)
    record("event.window_opened", event.subject, by=by, at=at, kept_open=event.kept_open)
