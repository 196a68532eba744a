"""The audit's one table."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from press.db import Base, UtcDateTime


class AuditEntry(Base):
    """One act: who, what, on what, when, why. Kept as it was said then: no row of it is ever changed, and it
    holds the actor's name as text, so that it outlives the account.

    `hash` covers every other column; `previous` is the hash of the entry before, so no two entries share one. Rows
    are added by `press.audit.services` only, which also gives the numbers, without gaps."""

    __tablename__ = "audit_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous: Mapped[str] = mapped_column(String(64), unique=True)
    hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (Index(None, "subject", "id"),)
