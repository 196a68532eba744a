"""What officers write for each other."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.accounts.models import Account
from press.accreditation.models.application import Application
from press.accreditation.states import ApplicationState, DeclineReason
from press.db import Base, UtcDateTime, enum_type


class Note(Base):
    """An officer's words about an application. Applicants never see them."""

    __tablename__ = "notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    text: Mapped[str]
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    written_by: Mapped[str]

    application: Mapped[Application] = relationship()
    mentions: Mapped[list["NoteMention"]] = relationship(back_populates="note", order_by="NoteMention.account_id")


class NoteMention(Base):
    """Whom a note calls, and when that person saw it."""

    __tablename__ = "note_mentions"

    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    note: Mapped[Note] = relationship(back_populates="mentions")
    account: Mapped[Account] = relationship()

    __table_args__ = (Index(None, "account_id", "seen_at"),)


class ReasonTemplate(Base):
    """Words that officers need again and again, in both languages, for one outcome; for one event, or for all."""

    __tablename__ = "reason_templates"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"), index=True)
    outcome: Mapped[ApplicationState] = mapped_column(enum_type(ApplicationState))
    code: Mapped[DeclineReason | None] = mapped_column(enum_type(DeclineReason))
    title: Mapped[str]
    text_th: Mapped[str]
    text_en: Mapped[str]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[str]

    def text(self, language: str) -> str:
        """In this language, or in the only one there is."""
        first, second = (self.text_th, self.text_en) if language == "th" else (self.text_en, self.text_th)
        return first or second
