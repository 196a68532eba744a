"""Draws: who gets a place when there are more people than places."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from press.accreditation.states import DrawScope
from press.db import Base, UtcDateTime, enum_type
from press.outlets.states import Medium


class Draw(Base):
    """A draw as it was held: the rule (`places`, `scope`, `medium`, `criteria` in order), the seed, and every row with
    its values and digest. Nothing of it is changed; `published_at` opens its page to everybody."""

    __tablename__ = "draws"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_key: Mapped[str] = mapped_column(unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    places: Mapped[int]
    scope: Mapped[DrawScope] = mapped_column(enum_type(DrawScope))
    medium: Mapped[Medium | None] = mapped_column(enum_type(Medium))
    criteria: Mapped[list[str]] = mapped_column(JSON)
    seed: Mapped[str]
    rows: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    drawn_at: Mapped[datetime] = mapped_column(UtcDateTime)
    drawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    drawn_by: Mapped[str]
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
