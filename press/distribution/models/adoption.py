"""Reports that a mark is in use."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from press.db import Base, UtcDateTime, enum_type
from press.distribution.states import ReportState


class AdoptionReport(Base):
    """Where somebody says that the kit's mark is used. `url` is shown to officers, never fetched; `country` is a code
    of ISO 3166-1, `province` one of ISO 3166-2 and only Thailand's."""

    __tablename__ = "adoption_reports"

    id: Mapped[int] = mapped_column(primary_key=True)
    kit_id: Mapped[int] = mapped_column(ForeignKey("kits.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    organisation: Mapped[str]
    place: Mapped[str]
    url: Mapped[str]
    country: Mapped[str]
    province: Mapped[str | None]
    state: Mapped[ReportState] = mapped_column(enum_type(ReportState))
    reported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))

    __table_args__ = (Index(None, "kit_id", "state"),)

    @property
    def subject(self) -> str:
        """How the audit names it."""
        return f"adoption:{self.id}"
