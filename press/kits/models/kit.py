"""Kits and their revisions."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ColumnElement, ForeignKey, Text, UniqueConstraint, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.db import Base, UtcDateTime, enum_type
from press.events.models import Event
from press.kits.states import Audience


class Kit(Base):
    """One press kit; its slug is its address for ever. Its clock is kept here, apart from what any revision says: it
    holds from the second in which somebody moves it, while the next revision is still being made."""

    __tablename__ = "kits"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    current_number: Mapped[int]
    available_from: Mapped[datetime] = mapped_column(UtcDateTime)
    embargo_until: Mapped[datetime] = mapped_column(UtcDateTime)

    event: Mapped[Event] = relationship()

    @property
    def lift(self) -> datetime:
        """The second from which readers may have it, by the clock in force: it is open, and its embargo is over."""
        return max(self.available_from, self.embargo_until)

    @classmethod
    def lifts_after(cls, at: datetime | ColumnElement[datetime]) -> ColumnElement[bool]:
        """`lift > at`, for a query."""
        return or_(cls.available_from > at, cls.embargo_until > at)

    def is_lifted(self, at: datetime) -> bool:
        """Whether readers may have it; who may read what of it is in `press.kits.queries`."""
        return self.lift <= at

    def has_lifted(self, at: datetime) -> bool:
        """Whether readers have had it: it is published, and its embargo is over. Its clock stands from then on."""
        return self.current_number > 0 and self.is_lifted(at)


class KitRevision(Base):
    """The kit as it was published at one moment. `digest` is the SHA-256 of the folder that it came from; its times
    are those that the folder said. `quotes` holds each as {"key", "text", "speaker"}, text and speaker as {"th", "en"}.
    `emergency`: published by its author alone; a flag until somebody else has read and approved it."""

    __tablename__ = "kit_revisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    kit_id: Mapped[int] = mapped_column(ForeignKey("kits.id"))
    number: Mapped[int]
    digest: Mapped[str]
    title_th: Mapped[str]
    title_en: Mapped[str]
    summary_th: Mapped[str]
    summary_en: Mapped[str]
    audience: Mapped[Audience] = mapped_column(enum_type(Audience))
    available_from: Mapped[datetime] = mapped_column(UtcDateTime)
    embargo_until: Mapped[datetime] = mapped_column(UtcDateTime)
    licence: Mapped[str]
    contacts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    quotes: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    changelog_html: Mapped[str]
    changelog_md: Mapped[str] = mapped_column(Text, default="")
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by: Mapped[str]
    emergency: Mapped[bool] = mapped_column(default=False)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    kit: Mapped[Kit] = relationship(lazy="joined")

    __table_args__ = (UniqueConstraint("kit_id", "number"),)

    @property
    def waits_for_eyes(self) -> bool:
        """Whether readers have it although nobody but its author has approved it."""
        return self.emergency and self.approved_at is None

    def title(self, language: str) -> str:
        return self.title_th if language == "th" else self.title_en

    def summary(self, language: str) -> str:
        return self.summary_th if language == "th" else self.summary_en


class RevisionFile(Base):
    """One file of the folder that a revision was made of; its bytes lie in the store under their content's key.
    Size in bytes."""

    __tablename__ = "kit_revision_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    kit_revision_id: Mapped[int] = mapped_column(ForeignKey("kit_revisions.id"))
    path: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)

    __table_args__ = (UniqueConstraint("kit_revision_id", "path"),)
