"""The mailbox page: every mail that was written to the folder, for whoever tries the product on one laptop.
It is registered only where mail stays in a folder and the site itself is on loopback."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

from flask import Blueprint, current_app, render_template
from markupsafe import Markup, escape

from press.web.guards import public

blueprint = Blueprint("mailbox", __name__)
NEWEST = 50


@dataclass(frozen=True)
class Letter:
    """A mail as the page shows it; links to this very site can be clicked, no others."""

    subject: str
    to: str
    date: datetime
    body: Markup


@blueprint.get("/mailbox")
@public
def mailbox() -> str:
    """The newest mails of the folder."""
    config = current_app.extensions["press.config"]
    return render_template("front/mailbox.html", letters=list(_letters(config.mail_dir, config.base_url)))


def _letters(folder: Path, base_url: str) -> Iterator[Letter]:
    for path in sorted(folder.glob("*.eml"), reverse=True)[:NEWEST]:
        message = message_from_bytes(path.read_bytes(), policy=default)
        body = message.get_body(("plain",))
        text = body.get_content() if body is not None else ""
        yield Letter(
            str(message["subject"]),
            str(message["to"]),
            parsedate_to_datetime(str(message["date"])),
            _link_own(text, base_url),
        )


def _link_own(text: str, base_url: str) -> Markup:
    own = re.escape(str(escape(base_url))) + r"/[^\s<]*"
    return Markup(re.sub(own, lambda m: f'<a class="link" href="{m[0]}">{m[0]}</a>', str(escape(text))))  # noqa: S704 - escaped above; only our own addresses become links
