"""A mail as it would be: with an event's words that may not be saved yet, to an example or about an application."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from press.accreditation.mails.applicant import ApplicationFacts
from press.accreditation.mails.inserts import Facts, arrival_facts, contact_line, inserts_of, status_url
from press.accreditation.models import Application
from press.events.models import Event
from press.mail.kinds import LANGUAGES, MailKind
from press.mail.message import Message, compose, original
from press.mail.wording import Worded, Wording
from press.web.language import in_language, locale

EXAMPLE_NAME = {"th": "สมชาย ใจดี", "en": "Somchai Jaidee"}
EXAMPLE_OUTLET = {"th": "ช่องตัวอย่าง", "en": "Example Channel"}


@dataclass(frozen=True)
class _Example:
    """Somebody who has not applied."""

    shown: Event

    @property
    def name(self) -> str:
        return in_language(EXAMPLE_NAME)

    @property
    def event(self) -> str:
        return self.shown.name(locale())

    @property
    def outlet(self) -> str:
        return in_language(EXAMPLE_OUTLET)


def preview(
    kind: MailKind, *, event: Event, application: Application | None, wordings: Mapping[str, Worded], to: str = ""
) -> Message:
    """This mail about this application, or about an example, worded like this."""
    facts: Facts = ApplicationFacts(application) if application else _Example(event)
    ref = application.ref if application else f"{event.ref_prefix}-ABC234"
    given: dict[str, Any] = {
        **kind.example(),
        "ref": ref,
        "facts": facts,
        "contact": lambda: contact_line(event),
        "arrival": lambda: arrival_facts(event),
        "status_url": status_url(ref),
        "event": lambda: facts.event,
    }
    first = application.locale if application else None
    return compose(
        kind.name, to=to, about=event.subject, first=first, wordings=wordings, inserts=inserts_of(given), **given
    )


def original_words(kind: MailKind) -> dict[str, Wording]:
    """What the template itself says, by language, with placeholders where values will stand."""
    facts = SimpleNamespace(name="{name}", event="{event}", outlet="{outlet}")
    given: dict[str, Any] = {
        **{name: "{" + name + "}" for name in kind.sample},
        "ref": "{ref}",
        "facts": facts,
        "contact": "{contact}",
        "status_url": "{status_link}",
        "event": "{event}",
    }
    return {language: original(kind.name, language, **given) for language in LANGUAGES}
