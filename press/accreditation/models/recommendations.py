"""What an officer proposes before anybody is told."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.accreditation.models.application import Application
from press.accreditation.states import ApplicationState, DeclineReason, RecommendationEnd
from press.db import Base, UtcDateTime, enum_type

_OPEN = "ended_at IS NULL"


class Recommendation(Base):
    """A silent proposal: the outcome with everything that the decision would carry. Open until it is released, taken
    back, replaced by another, or overtaken by a decision that did not wait for it; never changed but for that.

    `version` is the application's once this was recommended: any other says that something changed since."""

    __tablename__ = "recommendations"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    outcome: Mapped[ApplicationState] = mapped_column(enum_type(ApplicationState))
    reason_code: Mapped[DeclineReason | None] = mapped_column(enum_type(DeclineReason))
    reason: Mapped[str]
    limits: Mapped[str]
    version: Mapped[int]
    recommended_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recommended_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    recommended_by: Mapped[str]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended: Mapped[RecommendationEnd | None] = mapped_column(enum_type(RecommendationEnd))

    application: Mapped[Application] = relationship()

    __table_args__ = (
        Index(
            "uq_recommendations_one_open",
            "application_id",
            unique=True,
            sqlite_where=text(_OPEN),
            postgresql_where=text(_OPEN),
        ),
    )
