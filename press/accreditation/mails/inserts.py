"""What stands in mails about an application, and what an event's own words may name of it in braces."""

from collections.abc import Mapping
from typing import Any, Protocol

from flask import current_app, url_for
from flask_babel import gettext as _

from press.events.models import Event
from press.web.language import clock_times, locale, long_date


class Facts(Protocol):
    """What a mail may tell of an application, in the language being spoken."""

    @property
    def name(self) -> str: ...

    @property
    def event(self) -> str: ...

    @property
    def outlet(self) -> str: ...


def inserts_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """The values of placeholders, from what the mail's template is given: each name of its own, and the facts."""
    facts: Facts = given["facts"]
    plain = {name: value for name, value in given.items() if value is None or callable(value) or isinstance(value, str)}
    return {
        **{name: "" if value is None else value for name, value in plain.items()},
        "name": lambda: facts.name,
        "event": lambda: facts.event,
        "outlet": lambda: facts.outlet,
        "status_link": given["status_url"],
    }


def inserts_of_event(event: Event) -> dict[str, Any]:
    """The same of a mail that tells of nobody."""
    return {"event": lambda: event.name(locale()), "contact": lambda: contact_line(event)}


def contact_line(event: Event) -> str:
    """Whom to ask, in one line; empty until the PR team has entered it."""
    contact = event.contact
    return " · ".join(filter(None, (contact.get(key, "") for key in ("name", "phone", "email"))))


def arrival_facts(event: Event) -> list[tuple[str, str]]:
    """Where and when somebody who is accredited is expected, and whom to ask."""
    begins = event.starts_at
    facts = [
        (_("Date"), long_date(begins)),
        (_("Time"), _("%(hours)s, Bangkok time (UTC+7)", hours=clock_times(event.starts_at, event.ends_at))),
        (_("Place"), event.venue(locale())),
        (_("Please bring"), _("This application's number, and a document with your photo")),
        (_("Press contact"), contact_line(event)),
    ]
    return [(name, value) for name, value in facts if value]


def status_url(ref: str) -> str:
    """The applicant's page, from BASE_URL, never from a request's Host header."""
    base = str(current_app.extensions["press.config"].base_url)
    return base + url_for("accreditation.status", ref=ref)
