"""Requests for a certification emblem."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.accounts.models import Account
from press.db import Base, UtcDateTime, enum_type
from press.distribution.states import EmblemState
from press.kits.models import Kit


class EmblemRequest(Base):
    """Somebody asks to use the kit's emblem for a city or organisation. `code` is its public address; it holds from
    `valid_from` until `valid_until`, while it is approved. `end_told_at`: when its holder was last told of that end, by
    the approval or by a reminder."""

    __tablename__ = "emblem_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    kit_id: Mapped[int] = mapped_column(ForeignKey("kits.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    contact_name: Mapped[str]
    phone: Mapped[str]
    organisation_th: Mapped[str]
    organisation_en: Mapped[str]
    purpose: Mapped[str]
    state: Mapped[EmblemState] = mapped_column(enum_type(EmblemState))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    valid_from: Mapped[datetime | None] = mapped_column(UtcDateTime)
    valid_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    end_told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str]
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))

    kit: Mapped[Kit] = relationship()
    account: Mapped[Account] = relationship(foreign_keys=account_id)

    __table_args__ = (Index(None, "kit_id", "asked_at"),)

    @property
    def subject(self) -> str:
        """How audit and outbox name it."""
        return f"emblem:{self.code}"

    def organisation(self, language: str) -> str:
        return self.organisation_th if language == "th" else self.organisation_en

    @property
    def last_moment(self) -> datetime | None:
        """A moment of the last day on which it may be used: `valid_until` is the midnight after it."""
        return self.valid_until - timedelta(seconds=1) if self.valid_until else None

    @property
    def reminded_at(self) -> datetime | None:
        """When its holder was reminded of the end, if they were."""
        told, decided = self.end_told_at, self.decided_at
        return told if told and decided and told > decided else None

    def holds(self, at: datetime) -> bool:
        """Whether the emblem may be used under it at this moment."""
        return (
            self.state is EmblemState.APPROVED
            and self.valid_from is not None
            and self.valid_until is not None
            and self.valid_from <= at < self.valid_until
        )

    def state_at(self, at: datetime) -> EmblemState:
        """The state as people mean it: an approval that is over has expired."""
        over = self.state is EmblemState.APPROVED and self.valid_until is not None and self.valid_until <= at
        return EmblemState.EXPIRED if over else self.state
