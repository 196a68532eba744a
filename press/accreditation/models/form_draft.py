"""A form that somebody has begun."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.db import Base, UtcDateTime
from press.events.models import Event


class FormDraft(Base):
    """What was typed into an application form and not sent yet. `key` is in the signed cookie of each browser that may
    go on with it; somebody signed in finds it by the account. Deleted when the form is sent, or after 30 days."""

    __tablename__ = "form_drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    values: Mapped[dict[str, str]] = mapped_column(JSON)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

    event: Mapped[Event] = relationship()
