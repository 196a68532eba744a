"""What an officer asked an applicant for."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.accreditation.models.application import Application
from press.db import Base, UtcDateTime


class InformationRequest(Base):
    """Named items and the officer's own words, wanted by `deadline`. Open until the applicant answers (`answered_at`,
    with `answer` in words if there are any) or an officer goes on without (`ended_at`). An application has at most
    one that is open; the latest is the one that counts."""

    __tablename__ = "information_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    items: Mapped[list[str]] = mapped_column(JSON)
    words: Mapped[str]
    deadline: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by: Mapped[str]
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    application: Mapped[Application] = relationship()
