"""The lease table."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from press.db import Base, UtcDateTime


class Job(Base):
    """A piece of work to be done once after its commit. Waiting until `run_at`, or leased until
    `leased_until` by whoever holds `lease`, or done, or given up (`failed_at`)."""

    __tablename__ = "jobs"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    run_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # None: nothing more to do
    attempts: Mapped[int] = mapped_column(default=0)
    lease: Mapped[str | None]
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str | None]

    __table_args__ = (Index(None, "run_at"),)
