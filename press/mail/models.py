"""The outbox."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from press.db import Base, UtcDateTime, enum_type
from press.mail.states import MailState


class OutboxMail(Base):
    """A mail that was decided together with the change it tells of. Never sent from within a request.

    A mailed link is a secret and secrets do not lie in the database in clear: the text carries
    `SECRET_MARK` in its place, and `secret_kind`, `secret_id` say who can make it again at delivery."""

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    about: Mapped[str]
    to_address: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    html: Mapped[str]
    secret_kind: Mapped[str | None]
    secret_id: Mapped[int | None]
    state: Mapped[MailState] = mapped_column(enum_type(MailState), default=MailState.QUEUED)
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fault: Mapped[str | None]

    __table_args__ = (
        Index(None, "about", "id"),
        Index(None, "state", "queued_at"),
        Index(None, "to_address", "queued_at"),
    )


class MailText(Base):
    """How an event words one mail in one language: subject and plain text with placeholders. Of the event this room
    knows its number only. Without a row the mail is as its template says."""

    __tablename__ = "mail_texts"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    name: Mapped[str]
    language: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    edited_by: Mapped[str]
    edited_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("event_id", "name", "language"),)


class FormerMailText(Base):
    """What a mail said before it was changed again. Rows are only added."""

    __tablename__ = "former_mail_texts"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    name: Mapped[str]
    language: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    edited_by: Mapped[str]
    edited_at: Mapped[datetime] = mapped_column(UtcDateTime)
    replaced_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (Index(None, "event_id", "name", "language"),)
