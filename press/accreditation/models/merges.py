"""Applications that turned out to be the same person's."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.accreditation.models.application import Application
from press.db import Base, UtcDateTime


class Merge(Base):
    """An officer found that one application is the same person's as another, into which it was merged. Undone, it
    keeps its row. `moved` says what went along: numbers of rows by the name of their kind, and the other's grade
    before and after (`press/accreditation/services/carrying.py`)."""

    __tablename__ = "merges"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    into_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    merged_at: Mapped[datetime] = mapped_column(UtcDateTime)
    merged_by: Mapped[str]
    moved: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    application: Mapped[Application] = relationship(foreign_keys=application_id)
    into: Mapped[Application] = relationship(foreign_keys=into_id)
