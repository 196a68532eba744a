"""Put an event's mails into its own words."""

from collections.abc import Mapping
from datetime import datetime

from press.audit.services import By, record
from press.events.errors import UnknownPlaceholder
from press.events.models import Event
from press.events.services.settings import check_version, edited
from press.mail import outbox
from press.mail.kinds import MailKind
from press.mail.message import Message
from press.mail.texts import keep_text, texts_of
from press.mail.wording import Wording, fault_in


def word_mail(
    event: Event, kind: MailKind, wordings: Mapping[str, Wording | None], *, version: int, by: By, at: datetime
) -> list[str]:
    """Words this mail, by language; None gives it the template's words again. What it said is kept. Returns the
    languages that changed.

    Raises ChangedMeanwhile, and UnknownPlaceholder for words that cannot be filled in."""
    check_version(event, version)
    for wording in filter(None, wordings.values()):
        if fault_in(wording.subject, kind.placeholders) or fault_in(wording.body, kind.placeholders):
            raise UnknownPlaceholder
    changed = [
        language
        for language, wording in wordings.items()
        if keep_text(event.id, kind.name, language, wording, by=by.name, at=at)
    ]
    if changed:
        event.mails_edited = bool(texts_of(event.id))
        edited(event, at=at)
        own = [language for language in changed if wordings[language]]
        record("event.mail_worded", event.subject, by=by, at=at, mail=kind.name, languages=changed, own=own)
    return changed


def send_test(event: Event, kind: MailKind, message: Message, *, by: By, at: datetime) -> None:
    """Sends this mail to the officer who asks for it."""
    outbox.queue(message, at=at)
    record("event.mail_tried", event.subject, by=by, at=at, mail=kind.name)
