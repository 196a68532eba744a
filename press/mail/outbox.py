"""The outbox: a mail is kept in the same transaction as the change it tells of."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, insert, select

from press.db import db
from press.jobs.services import enqueue_many
from press.mail.message import Message
from press.mail.models import OutboxMail
from press.mail.states import MailState

JOB = "mail"


def queue(message: Message, *, at: datetime) -> None:
    """Keeps the message and the job that will send it."""
    queue_many([message], at=at)


def queue_many(messages: Sequence[Message], *, at: datetime) -> None:
    """Keeps messages, each with the job that will send it, in few statements however many they are."""
    if not messages:
        return
    rows = [
        {
            "about": message.about,
            "to_address": message.to,
            "subject": message.subject,
            "text": message.text,
            "html": message.html,
            "secret_kind": message.secret_kind,
            "secret_id": message.secret_id,
            "queued_at": at,
        }
        for message in messages
    ]
    db.session.flush()
    numbers = db.session.scalars(insert(OutboxMail).returning(OutboxMail.id, sort_by_parameter_order=True), rows)
    enqueue_many(JOB, [{"mail_id": number} for number in numbers], at=at)


def mails_about(about: str) -> Sequence[OutboxMail]:
    """Every mail on this subject, oldest first."""
    return db.session.scalars(select(OutboxMail).where(OutboxMail.about == about).order_by(OutboxMail.id)).all()


def waiting_since() -> datetime | None:
    """When the oldest unsent mail was queued, or None."""
    return db.session.scalar(select(func.min(OutboxMail.queued_at)).where(OutboxMail.state == MailState.QUEUED))
