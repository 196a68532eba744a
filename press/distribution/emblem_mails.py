"""Mails about certification emblems. An event may say those to whoever asks in its own words (`KINDS`); the one to the
PR team is always as its template says."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l

from press.accreditation.mails.inserts import contact_line
from press.distribution.addresses import absolute
from press.distribution.models import EmblemRequest
from press.events.models import Event
from press.mail.kinds import LANGUAGES, MailKind
from press.mail.message import Message, compose, original
from press.mail.wording import Worded, Wording
from press.web.language import in_language, locale, long_date

# Their readers have proven their addresses, and read there what they typed themselves.
USUAL = ("name", "event", "organisation", "code", "contact", "emblem_link")

_UNTIL = {"until": lambda: long_date(date(2027, 12, 31))}
_REASON = {"reason": _l("The city has not passed the assessment of this year yet.")}

KINDS = (
    MailKind("distribution/emblem_asked", _l("Request for the emblem received"), USUAL),
    MailKind("distribution/emblem_approved", _l("Emblem granted"), (*USUAL, "until"), sample=_UNTIL),
    MailKind("distribution/emblem_declined", _l("Request for the emblem declined"), (*USUAL, "reason"), sample=_REASON),
    MailKind("distribution/emblem_revoked", _l("Right to use the emblem ended"), (*USUAL, "reason"), sample=_REASON),
    MailKind("distribution/emblem_ends", _l("Right to use the emblem ends soon"), (*USUAL, "until"), sample=_UNTIL),
    MailKind("distribution/emblem_expired", _l("Right to use the emblem expired"), (*USUAL, "until"), sample=_UNTIL),
)
EXAMPLE_NAME = {"th": "สมหญิง ใจดี", "en": "Somying Jaidee"}
EXAMPLE_ORGANISATION = {"th": "เมืองตัวอย่าง", "en": "Sample City"}


def emblem_asked(request: EmblemRequest) -> Message:
    """We have your request."""
    return _about(request, "emblem_asked")


def emblem_waits(request: EmblemRequest) -> Iterator[Message]:
    """To the event's contact, where there is an address: a request waits."""
    address = str(request.kit.event.contact.get("email") or "")
    if address:
        yield compose(
            "distribution/emblem_waits",
            to=address,
            about=request.subject,
            studio_url=absolute(url_for("studio.emblems", slug=request.kit.slug)),
            event=lambda: request.kit.event.name(locale()),
            organisation=lambda: request.organisation(locale()),
        )


def emblem_approved(request: EmblemRequest) -> Message:
    """It may be used, until a day."""
    return _about(request, "emblem_approved", until=_last_day(request))


def emblem_declined(request: EmblemRequest) -> Message:
    """No, with the reason."""
    return _about(request, "emblem_declined", reason=request.reason)


def emblem_revoked(request: EmblemRequest) -> Message:
    """The right has ended before its day, with the reason."""
    return _about(request, "emblem_revoked", reason=request.reason)


def emblem_ends(request: EmblemRequest) -> Message:
    """It may be used for some days more."""
    return _about(request, "emblem_ends", until=_last_day(request))


def emblem_expired(request: EmblemRequest) -> Message:
    """Its day is over."""
    return _about(request, "emblem_expired", until=_last_day(request))


def preview(kind: MailKind, *, event: Event, wordings: Mapping[str, Worded], to: str = "") -> Message:
    """This mail to an example, worded like this."""
    given: dict[str, Any] = {
        **kind.example(),
        "name": lambda: in_language(EXAMPLE_NAME),
        "organisation": lambda: in_language(EXAMPLE_ORGANISATION),
        "event": lambda: event.name(locale()),
        "code": "ab3de6gh9k",
        "contact": lambda: contact_line(event),
        "emblem_link": absolute(url_for("distribution.emblem", slug=event.kit_slug or "example")),
    }
    return compose(kind.name, to=to, about=event.subject, wordings=wordings, inserts=given, **given)


def original_words(kind: MailKind) -> dict[str, Wording]:
    """What the template itself says, by language, with placeholders where values will stand."""
    given = {name: "{" + name + "}" for name in kind.placeholders}
    return {language: original(kind.name, language, **given) for language in LANGUAGES}


def _last_day(request: EmblemRequest) -> Callable[[], str]:
    day = request.last_moment
    return lambda: long_date(day) if day else ""


def _about(request: EmblemRequest, template: str, **values: Any) -> Message:
    """A mail to whoever asked, with what every such mail says. What its template is given its placeholders name."""
    name, event = f"distribution/{template}", request.kit.event
    given: dict[str, Any] = {
        "name": request.contact_name,
        "event": lambda: event.name(locale()),
        "organisation": lambda: request.organisation(locale()),
        "code": request.code,
        "contact": lambda: contact_line(event),
        "emblem_link": absolute(url_for("distribution.emblem", slug=request.kit.slug)),
        **values,
    }
    return compose(
        name,
        to=request.account.email,
        about=request.subject,
        first=request.account.locale,
        wordings=event.edited_mail(name),
        inserts=given,
        **given,
    )
