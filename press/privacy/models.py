"""Data requests."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.accounts.models import Account
from press.db import Base, UtcDateTime, enum_type
from press.privacy.states import RequestKind, RequestState


class DataRequest(Base):
    """What somebody asks about their data, in their own words, and how it was answered. `answer` is read by the person;
    of each kind one is open at a time."""

    __tablename__ = "data_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    kind: Mapped[RequestKind] = mapped_column(enum_type(RequestKind))
    words: Mapped[str]
    state: Mapped[RequestState] = mapped_column(enum_type(RequestState), default=RequestState.OPEN)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answer: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[str] = mapped_column(default="")

    account: Mapped[Account] = relationship()

    __table_args__ = (
        Index(None, "state", "asked_at"),
        Index(
            "uq_data_requests_one_open",
            "account_id",
            "kind",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    @property
    def subject(self) -> str:
        """How audit and outbox name it."""
        return f"data_request:{self.id}"
