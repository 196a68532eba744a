"""Who has read which text."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from press.db import Base, UtcDateTime


class ReleaseReading(Base):
    """Somebody signed in opened a release's page: kept once for each text of it that they saw. `number` is the kit's
    revision in which they first saw it so. Of those who prepare kits nothing is kept."""

    __tablename__ = "release_readings"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id"))
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("release_id", "account_id", "number"),)
