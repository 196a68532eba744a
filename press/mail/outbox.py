"""The outbox: a mail is kept in the same transaction as the change it tells of."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, or_, select

from press.db import db
from press.jobs.services import enqueue_many
from press.mail.message import Message
from press.mail.models import OutboxMail
from press.mail.states import MailState

JOB = "mail"
WINDOW = timedelta(hours=1)
MOST_IN_WINDOW = 3  # whoever names somebody else's address a thousand times sends them three mails


def queue(message: Message, *, at: datetime) -> None:
    """Keeps the message and the job that will send it."""
    queue_many([message], at=at)


def queue_many(messages: Sequence[Message], *, at: datetime) -> None:
    """Keeps messages, each with the job that will send it, in few statements however many they are. What is for
    somebody whose address was erased is not kept: there is nobody to tell."""
    messages = [message for message in messages if "@" in message.to]
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


def forget(address: str, *subjects: str) -> None:
    """Every mail to this address, and about these subjects to anybody, sent or not, is gone."""
    db.session.execute(delete(OutboxMail).where(or_(OutboxMail.to_address == address, OutboxMail.about.in_(subjects))))


def forget_told(about_begins: str) -> None:
    """Mails of this kind that are sent, or came back, are kept no longer."""
    db.session.execute(
        delete(OutboxMail).where(OutboxMail.about.startswith(about_begins), OutboxMail.state != MailState.QUEUED)
    )


def had_its_share(address: str, *, at: datetime) -> bool:
    """Whether this address was mailed as many links within the hour as an address gets. Receipts and decisions, which
    follow from what its owner did, are not counted."""
    recent = db.session.scalar(
        select(func.count())
        .select_from(OutboxMail)
        .where(
            OutboxMail.to_address == address, OutboxMail.queued_at > at - WINDOW, OutboxMail.secret_kind.is_not(None)
        )
    )
    return (recent or 0) >= MOST_IN_WINDOW


def mails_about(about: str) -> Sequence[OutboxMail]:
    """Every mail on this subject, oldest first."""
    return db.session.scalars(select(OutboxMail).where(OutboxMail.about == about).order_by(OutboxMail.id)).all()


def waiting_since() -> datetime | None:
    """When the oldest unsent mail was queued, or None."""
    return db.session.scalar(select(func.min(OutboxMail.queued_at)).where(OutboxMail.state == MailState.QUEUED))
