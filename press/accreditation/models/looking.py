"""How officers look at the queue: views they keep, and what they have seen."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.accounts.models import Account
from press.db import Base, UtcDateTime


class SavedView(Base):
    """A filter of the queue under a name. `query` is what stands in the queue's address; `shared` shows it to everybody
    who reviews in this event, and only its owner changes it."""

    __tablename__ = "saved_views"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    name: Mapped[str]
    query: Mapped[str]
    shared: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    account: Mapped[Account] = relationship()

    __table_args__ = (Index(None, "event_id", "account_id", "name", unique=True),)


class Look(Base):
    """Which version of an application this officer saw last, and when."""

    __tablename__ = "looks"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), primary_key=True, index=True)
    version: Mapped[int]
    looked_at: Mapped[datetime] = mapped_column(UtcDateTime)
