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
    """Somebody wants the news of an event's kits by mail. `told_until` is the moment up to which they were last mailed,
    so that a day has one mail; what they were told is in `ToldKit`. The nonce makes the address that ends it
    (`press.accounts.tokens`)."""

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


class ToldKit(Base):
    """Up to which revision of a kit a subscriber was told, or had it before they subscribed. A kit's revisions are
    committed in the order of their numbers, unlike the moments that they bear; a kit without a row is not told yet."""

    __tablename__ = "told_kits"

    subscription_id: Mapped[int] = mapped_column(ForeignKey("subscriptions.id"), primary_key=True)
    kit_id: Mapped[int] = mapped_column(ForeignKey("kits.id"), primary_key=True)
    number: Mapped[int]
