"""Somebody is trying addresses before a lift."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from press.db import Base, UtcDateTime


class Alarm(Base):
    """How often one visitor touched one tripwire within one hour. `visitor` is a keyed digest that differs from day to
    day: it tells visitors apart and names nobody."""

    __tablename__ = "alarms"

    id: Mapped[int] = mapped_column(primary_key=True)
    hour: Mapped[datetime] = mapped_column(UtcDateTime)
    wire: Mapped[str]
    visitor: Mapped[str]
    times: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("hour", "wire", "visitor"), Index(None, "last_at"))
