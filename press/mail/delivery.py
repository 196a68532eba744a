"""Delivery: one mail of the outbox is made whole and handed to a folder or an SMTP server."""

import logging
import smtplib
import ssl
from collections.abc import Callable
from datetime import timedelta
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from flask import Flask, current_app

from press.clock import now
from press.db import db, db_transaction
from press.jobs.services import GiveUp
from press.mail.message import SECRET_MARK
from press.mail.models import OutboxMail
from press.mail.states import MailState

log = logging.getLogger(__name__)

SecretUrl = Callable[[int], str]
Transport = Callable[[EmailMessage, int], None]
TIMEOUT_SECONDS = 15
# After this a mail is given up, and shown as such: RFC 5321, 4.5.4.1 asks for four to five days between mail
# servers; an applicant who has heard nothing for two should be telephoned.
TRY_FOR = timedelta(days=2)


class _Unfolded(UnstructuredHeader, BaseHeader):
    """A header on one line (RFC 5322 allows 998 signs). The library would make encoded words of an address that is
    longer than a line, and no mail reader would know it again."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _Unfolded)
_POLICY = SMTP.clone(header_factory=_HEADERS)


def fills_secret(app: Flask, kind: str, url_of: SecretUrl, *, ends_mails: bool = False) -> None:
    """Names the function that makes a mailed link of this kind again, from its number. `ends_mails`: a POST to it, with
    nobody signed in, ends mails like this one, and mail readers may offer that as a button (RFC 8058)."""
    app.extensions.setdefault("press.mail.secrets", {})[kind] = url_of
    if ends_mails:
        app.extensions.setdefault("press.mail.endings", set()).add(kind)


def deliver(payload: dict[str, Any]) -> None:
    """The job `mail`: sends one mail and marks it. No transaction is open while the server is spoken to.

    Raises GiveUp when the server refuses the mail for good (5xx); anything else is tried again."""
    mail = db.session.get(OutboxMail, payload["mail_id"])
    if mail is None or mail.state is not MailState.QUEUED:  # None: whoever it was for is erased
        return
    message, number, queued_at = _whole(mail), mail.id, mail.queued_at
    db.session.rollback()  # ends the reading
    transport: Transport = current_app.extensions["press.mail.transport"]
    try:
        transport(message, number)
    except (smtplib.SMTPException, OSError) as error:
        code = _code(error)
        if not 500 <= code < 600 and now() - queued_at < TRY_FOR:
            raise
        fault = f"SMTP {code}" if code else type(error).__name__
        _mark(number, MailState.BOUNCED, fault=fault)
        raise GiveUp(fault) from error
    _mark(number, MailState.SENT)


def _code(error: Exception) -> int:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max(code for code, _text in error.recipients.values())
    return error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else 0


def _mark(number: int, state: MailState, fault: str | None = None) -> None:
    with db_transaction():
        mail = db.session.get(OutboxMail, number)
        if mail is None:
            return
        mail.state, mail.fault = state, fault
        mail.sent_at = now() if state is MailState.SENT else None


def _whole(mail: OutboxMail) -> EmailMessage:
    text, html, url = mail.text, mail.html, None
    if mail.secret_kind is not None:
        url = current_app.extensions["press.mail.secrets"][mail.secret_kind](mail.secret_id)
        text, html = text.replace(SECRET_MARK, url), html.replace(SECRET_MARK, url)
    sender = current_app.extensions["press.config"].mail_from
    message = EmailMessage(policy=_POLICY)
    message["Subject"] = mail.subject
    message["From"] = sender
    message["To"] = mail.to_address
    message["Date"] = format_datetime(now())
    # The same mail sent twice after a lost answer bears the same id, so that mail readers show it once.
    message["Message-ID"] = (
        f"<{mail.id}.{int(mail.queued_at.timestamp())}@{current_app.extensions['press.config'].host}>"
    )
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = "th, en"
    if url and mail.secret_kind in current_app.extensions.get("press.mail.endings", ()):
        message["List-Unsubscribe"] = f"<{url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(text, cte="base64")
    message.add_alternative(html, subtype="html", cte="base64")
    return message


def file_transport(folder: Path) -> Transport:
    """One .eml a message, in a folder only its owner reads."""

    def write(message: EmailMessage, number: int) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = folder / f".{number:08}.part"
        part.write_bytes(message.as_bytes())
        part.rename(folder / f"{number:08}.eml")

    return write


def smtp_transport(url: str) -> Transport:
    """`smtp://user:pass@host:587/?starttls=1` or `smtps://…`. Certificates are checked."""
    parts = urlsplit(url)
    tls = ssl.create_default_context()
    host = parts.hostname or ""

    def connect() -> smtplib.SMTP:
        if parts.scheme == "smtps":
            return smtplib.SMTP_SSL(host, parts.port or 465, timeout=TIMEOUT_SECONDS, context=tls)
        return smtplib.SMTP(host, parts.port or 25, timeout=TIMEOUT_SECONDS)

    def send(message: EmailMessage, _number: int) -> None:
        with connect() as server:
            if parse_qs(parts.query).get("starttls") == ["1"]:
                server.starttls(context=tls)
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(message)

    return send
