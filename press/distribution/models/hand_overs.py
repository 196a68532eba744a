"""A kit, sealed for whoever keeps it after the event."""

from datetime import datetime, timedelta

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.accounts.models import Account
from press.db import Base, UtcDateTime, enum_type
from press.distribution.states import HandOverState, RemovedFor
from press.kits.models import Kit


class HandOver(Base):
    """Everything of a kit in one zip, made by the worker; it lies in the store under the key of its content, and no
    address of readers leads there. `with_names`: the log in it says who, not only which outlet; such a copy is removed
    when one of them is erased, or its time is over. `sha256` is kept before the zip is put into the store, so that one
    that is needed no more is found there, and stays when it is removed: it proves copies that were taken along. Of a
    copy that waits, `removed_at` says that nothing read before may be in it. `fault` says in English what the last
    try met. Size in bytes, SHA-256 in hex."""

    __tablename__ = "hand_overs"

    id: Mapped[int] = mapped_column(primary_key=True)
    kit_id: Mapped[int] = mapped_column(ForeignKey("kits.id"))
    state: Mapped[HandOverState] = mapped_column(enum_type(HandOverState))
    with_names: Mapped[bool]
    revision_number: Mapped[int]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sha256: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(BigInteger, default=0)
    fault: Mapped[str] = mapped_column(default="")
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_for: Mapped[RemovedFor | None] = mapped_column(enum_type(RemovedFor))

    kit: Mapped[Kit] = relationship(lazy="joined")
    asked_by: Mapped[Account | None] = relationship()

    __table_args__ = (Index(None, "kit_id", "asked_at"),)

    @property
    def keep_until(self) -> datetime:
        """When the retention of its names is over: in days from the event's end, or from when it was made after that,
        as of papers."""
        event = self.kit.event
        return max(event.ends_at, self.made_at or self.asked_at) + timedelta(days=event.retention_days)
