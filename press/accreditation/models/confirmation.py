"""The editor's confirmation: a newsroom is asked whether these people cover for it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.accreditation.models.application import Application
from press.accreditation.states import DeskAnswer, Grade
from press.db import Base, UtcDateTime, enum_type
from press.events.models import Event
from press.outlets.models import Outlet

DESK = "desk: "  # evidence that begins so was not looked at by an officer


class Confirmation(Base):
    """One address of an outlet is asked about one event; asking the same address again renews this very row.

    `whole_outlet`: everybody who names this outlet is on the page. Otherwise only those in `people`: an applicant may
    name any address as the editor's, and must not learn by it who else applied. The link works until `expires_at`;
    `version` grows with every answer, so that two editors do not overwrite each other unseen."""

    __tablename__ = "confirmations"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlets.id"))
    email: Mapped[str]
    whole_outlet: Mapped[bool]
    nonce: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    asked_by: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    mailed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_name: Mapped[str] = mapped_column(default="")
    answered_function: Mapped[str] = mapped_column(default="")
    not_ours: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    event: Mapped[Event] = relationship()
    outlet: Mapped[Outlet] = relationship()
    people: Mapped[list["ConfirmationPerson"]] = relationship(
        back_populates="confirmation", order_by="ConfirmationPerson.id"
    )

    __table_args__ = (
        Index(None, "outlet_id", "event_id", "email", unique=True),
        Index(None, "answered_at", "asked_at"),
    )

    @property
    def subject(self) -> str:
        """How audit and outbox name it."""
        return f"confirmation:{self.id}"

    @property
    def desk(self) -> str:
        """How evidence names who confirmed."""
        return DESK + self.email


class ConfirmationPerson(Base):
    """What the newsroom says of one application: nothing yet, yes, or not ours. `grade` is what its yes was worth when
    it was given, or what an officer judged it to be worth.

    `named_at` is when the applicant named this address as the editor's, empty when only others asked; `replaced_at`
    when the applicant named another one instead."""

    __tablename__ = "confirmation_people"

    id: Mapped[int] = mapped_column(primary_key=True)
    confirmation_id: Mapped[int] = mapped_column(ForeignKey("confirmations.id"))
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    answer: Mapped[DeskAnswer | None] = mapped_column(enum_type(DeskAnswer))
    grade: Mapped[Grade | None] = mapped_column(enum_type(Grade))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    named_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    replaced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    confirmation: Mapped[Confirmation] = relationship(back_populates="people")
    application: Mapped[Application] = relationship()

    __table_args__ = (Index(None, "confirmation_id", "application_id", unique=True),)
