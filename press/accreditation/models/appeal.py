"""The applicant's one appeal."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.accreditation.models.application import Decision
from press.db import Base, UtcDateTime


class Appeal(Base):
    """Against a decline, once for each application, in the applicant's words. The next decision settles it."""

    __tablename__ = "appeals"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), unique=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"))
    words: Mapped[str]
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)

    decision: Mapped[Decision] = relationship()
