"""What became of releases: corrections, endings, and the moves of the kit's clock."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.db import Base, UtcDateTime, enum_type
from press.kits.models.asset import Asset
from press.kits.models.kit import Kit, KitRevision
from press.kits.models.release import Release
from press.kits.states import Clock, EmbargoMove, EndingKind


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
    kit_revision: Mapped[KitRevision] = relationship()

    __table_args__ = (UniqueConstraint("release_id", "kit_revision_id"),)

    def note(self, language: str) -> str:
        return self.note_th if language == "th" else self.note_en


class Tombstone:
    """What an ending says to readers: title, reason and time, and nothing else."""

    title_th: Mapped[str]
    title_en: Mapped[str]
    reason_th: Mapped[str]
    reason_en: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    def title(self, language: str) -> str:
        return self.title_th if language == "th" else self.title_en

    def reason(self, language: str) -> str:
        return self.reason_th if language == "th" else self.reason_en


class ReleaseEnding(Tombstone, Base):
    """A release that is withdrawn or killed."""

    __tablename__ = "release_endings"

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id"), unique=True)
    kind: Mapped[EndingKind] = mapped_column(enum_type(EndingKind))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))

    release: Mapped[Release] = relationship()


class AssetEnding(Tombstone, Base):
    """A file that is taken back, and whatever is drawn from it."""

    __tablename__ = "asset_endings"

    id: Mapped[int] = mapped_column(primary_key=True)
    asset_id: Mapped[int] = mapped_column(ForeignKey("assets.id"), unique=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))

    asset: Mapped[Asset] = relationship()


class EmbargoChange(Base):
    """A move of one of a kit's clocks. Later holds at once; earlier waits for a second person."""

    __tablename__ = "embargo_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    kit_id: Mapped[int] = mapped_column(ForeignKey("kits.id"))
    clock: Mapped[Clock] = mapped_column(enum_type(Clock), default=Clock.EMBARGO)
    before: Mapped[datetime] = mapped_column(UtcDateTime)
    after: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str]
    state: Mapped[EmbargoMove] = mapped_column(enum_type(EmbargoMove))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))

    kit: Mapped[Kit] = relationship()

    __table_args__ = (Index(None, "kit_id", "asked_at"),)
