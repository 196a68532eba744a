"""What became of releases: corrections, endings, and the moves of the kit's clock."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.db import Base, UtcDateTime, enum_type
from press.kits.models.release import Release
from press.kits.states import EmbargoMove, EndingKind


class Correction(Base):
    """Why a release that had been approved reads otherwise from this revision on."""

    __tablename__ = "corrections"

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id"))
    kit_revision_id: Mapped[int] = mapped_column(ForeignKey("kit_revisions.id"))
    note_th: Mapped[str]
    note_en: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    release: Mapped[Release] = relationship()

    __table_args__ = (UniqueConstraint("release_id", "kit_revision_id"),)


class ReleaseEnding(Base):
    """A release that is withdrawn or killed. Its tombstone says title, reason and time, and nothing else."""

    __tablename__ = "release_endings"

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id"), unique=True)
    kind: Mapped[EndingKind] = mapped_column(enum_type(EndingKind))
    title_th: Mapped[str]
    title_en: Mapped[str]
    reason_th: Mapped[str]
    reason_en: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))

    release: Mapped[Release] = relationship()


class EmbargoChange(Base):
    """A move of a kit's clock. Later holds at once; earlier waits for a second person."""

    __tablename__ = "embargo_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    kit_id: Mapped[int] = mapped_column(ForeignKey("kits.id"))
    before: Mapped[datetime] = mapped_column(UtcDateTime)
    after: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str]
    state: Mapped[EmbargoMove] = mapped_column(enum_type(EmbargoMove))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))

    __table_args__ = (Index(None, "kit_id", "asked_at"),)
