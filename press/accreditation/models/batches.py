"""What an act on many applications did to each of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from press.accreditation.states import BatchAct
from press.db import Base, UtcDateTime, enum_type


class Batch(Base):
    """One act on many rows, with each row's own result: `rows` are RowResult as JSON. The same `request_key` again
    finds it and does nothing."""

    __tablename__ = "batches"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_key: Mapped[str] = mapped_column(unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    act: Mapped[BatchAct] = mapped_column(enum_type(BatchAct))
    rows: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    done_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    done_by: Mapped[str]
