"""Every mail that an event may put into its own words, whichever room it comes from."""

from collections.abc import Mapping

from press.accreditation import mails
from press.accreditation.models import Application
from press.distribution import emblem_mails
from press.events.models import Event
from press.mail.kinds import MailKind
from press.mail.message import Message
from press.mail.wording import Worded, Wording

KINDS = (*mails.KINDS, *emblem_mails.KINDS)


def preview(
    kind: MailKind, *, event: Event, application: Application | None, wordings: Mapping[str, Worded], to: str = ""
) -> Message:
    """This mail about this application, where it is about one, or about an example, worded like this."""
    if kind in emblem_mails.KINDS:
        return emblem_mails.preview(kind, event=event, wordings=wordings, to=to)
    return mails.preview(kind, event=event, application=application, wordings=wordings, to=to)


def original_words(kind: MailKind) -> dict[str, Wording]:
    """What the template itself says, by language, with placeholders where values will stand."""
    if kind in emblem_mails.KINDS:
        return emblem_mails.original_words(kind)
    return mails.original_words(kind)
