"""A release as plain text."""

from press.kits.handouts.content import Handout
from press.kits.source.model import SourceText

TXT = "text/plain"


def plain_text_of(handout: Handout, text: SourceText) -> bytes:
    """Title, text and whom to call, in UTF-8."""
    head = [part for part in (handout.title, handout.subtitle, handout.dateline) if part]
    contacts = "\n".join([handout.contact_title, *(", ".join(line) for line in handout.contacts)])
    parts = [handout.embargo, *head, text.body_text, *([contacts] if handout.contacts else []), handout.terms]
    return ("\n\n".join([part for part in parts if part]) + "\n").encode()
