"""What an officer should look at twice."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from press.accreditation.states import FlagKind
from press.db import Base, UtcDateTime, enum_type


class Flag(Base):
    """This application and another one of the event (`other_id`) may be the same person's; or, without another, its
    outlet looks like one that is known. A pair has a row for either side. `settled_at`: an officer looked, and it is
    not so; it is not raised again."""

    __tablename__ = "flags"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    other_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"), index=True)
    kind: Mapped[FlagKind] = mapped_column(enum_type(FlagKind))
    raised_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by: Mapped[str | None]

    __table_args__ = (Index(None, "application_id", "settled_at", "kind"),)
