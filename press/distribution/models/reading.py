"""Ways in which a reader follows a kit without looking at it."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.accounts.models import Account
from press.db import Base, UtcDateTime, enum_type
from press.distribution.states import Pace
from press.events.models import Event
from press.kits.models import Kit


class FeedKey(Base):
    """A reader's own key to the feeds of one kit, for a program that cannot sign in. It opens what its owner may have
    at that moment, and no file; the token itself is kept nowhere."""

    __tablename__ = "feed_keys"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    kit_id: Mapped[int] = mapped_column(ForeignKey("kits.id"))
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)

    kit: Mapped[Kit] = relationship()

    __table_args__ = (UniqueConstraint("account_id", "kit_id"),)


class Subscription(Base):
    """Somebody wants the news of an event's kits by mail. What became visible up to `told_until` is told, or was there
    before; the nonce makes the address that ends it (`press.accounts.tokens`)."""

    __tablename__ = "subscriptions"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    pace: Mapped[Pace] = mapped_column(enum_type(Pace))
    nonce: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    told_until: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    account: Mapped[Account] = relationship()
    event: Mapped[Event] = relationship()

    __table_args__ = (UniqueConstraint("account_id", "event_id"),)

    @property
    def subject(self) -> str:
        """How the audit and the outbox name it."""
        return f"subscription:{self.id}"
