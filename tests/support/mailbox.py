"""Mails as people find them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Letter:
    """A mail that arrived."""

    message: EmailMessage
    subject: str
    to: str
    text: str
    html: str

    @property
    def links(self) -> list[str]:
        """Paths of the addresses in its text, in order."""
        return [urlsplit(found).path for found in re.findall(r"https?://\S+", self.text)]

    @classmethod
    def read(cls, raw: bytes) -> Letter:
        message = message_from_bytes(raw, policy=default)
        assert isinstance(message, EmailMessage)
        plain, html = message.get_body(("plain",)), message.get_body(("html",))
        assert plain is not None
        assert html is not None
        return cls(message, str(message["Subject"]), str(message["To"]), plain.get_content(), html.get_content())


def letters_in(folder: Path) -> list[Letter]:
    """Every mail in the folder, oldest first."""
    return [Letter.read(path.read_bytes()) for path in sorted(folder.glob("*.eml"))]
