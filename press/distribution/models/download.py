"""The log of downloads."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from press.db import Base, UtcDateTime


class Download(Base):
    """Somebody took a file: once for each person, file and hour, however often a program asked.

    `person` is the account, or for somebody not signed in a keyed digest that differs from day to day, so
    that it counts heads and follows nobody. `at` is the first time in that hour."""

    __tablename__ = "downloads"

    id: Mapped[int] = mapped_column(primary_key=True)
    asset_revision_id: Mapped[int] = mapped_column(ForeignKey("asset_revisions.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    person: Mapped[str]
    hour: Mapped[datetime] = mapped_column(UtcDateTime)
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("asset_revision_id", "person", "hour"),
        Index(None, "account_id", "at"),
    )
