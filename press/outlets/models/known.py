"""What is known of an outlet: where it is published, and what proves it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from press.db import Base, UtcDateTime, enum_type
from press.outlets.states import EvidenceGrade, Medium, OutletEvidenceKind, PlatformKind


class OfAnOutlet(Base):
    """A row that belongs to one outlet, and goes along when that is merged."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlets.id"), index=True)


class OutletPlatform(OfAnOutlet):
    """A channel, frequency, title, site, page or account of an outlet. It carries a medium and counts nothing: a
    channel with a site and three pages is one outlet. `followers` is what somebody read off that day."""

    __tablename__ = "outlet_platforms"

    medium: Mapped[Medium] = mapped_column(enum_type(Medium))
    kind: Mapped[PlatformKind] = mapped_column(enum_type(PlatformKind))
    name: Mapped[str]
    address: Mapped[str]
    followers: Mapped[int | None]
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    noted_by: Mapped[str]


class OutletEvidence(OfAnOutlet):
    """What proves the outlet itself, whoever is sent: a licence, a registration, a desk that answers. The grade of
    an assignment is given on the application; this is on file for whoever gives it."""

    __tablename__ = "outlet_evidence"

    kind: Mapped[OutletEvidenceKind] = mapped_column(enum_type(OutletEvidenceKind))
    grade: Mapped[EvidenceGrade] = mapped_column(enum_type(EvidenceGrade))
    words: Mapped[str]
    note: Mapped[str]
    valid_until: Mapped[date | None]
    checked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    checked_by: Mapped[str]

    def holds(self, day: date) -> bool:
        """Whether it is still valid on this day."""
        return self.valid_until is None or day <= self.valid_until
