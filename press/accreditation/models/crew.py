"""Crew: applications that belong together, and the invitations that lead into them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.accreditation.models.application import Application
from press.accreditation.models.confirmation import Confirmation
from press.accreditation.states import InvitationState, JobRole
from press.db import Base, UtcDateTime, enum_type
from press.events.models import Event
from press.outlets.states import Medium


class Crew(Base):
    """People who come together. Whoever leads it added the others; it goes on without them."""

    __tablename__ = "crews"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    leader_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    event: Mapped[Event] = relationship()
    leader: Mapped[Application] = relationship()
    members: Mapped[list["CrewMember"]] = relationship(back_populates="crew", order_by="CrewMember.id")
    invitations: Mapped[list["CrewInvitation"]] = relationship(back_populates="crew", order_by="CrewInvitation.id")

    @property
    def subject(self) -> str:
        """How the audit names it."""
        return f"crew:{self.id}"


class CrewMember(Base):
    """An application in a crew, the leader's among them. It is in one crew at most."""

    __tablename__ = "crew_members"

    id: Mapped[int] = mapped_column(primary_key=True)
    crew_id: Mapped[int] = mapped_column(ForeignKey("crews.id"), index=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), unique=True)
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)

    crew: Mapped[Crew] = relationship(back_populates="members")
    application: Mapped[Application] = relationship()


class CrewInvitation(Base):
    """Somebody is asked by mail to fill in an application of their own: by a crew's leader, or by a newsroom that
    answered a confirmation and added them. What the asker typed only fills the form in; the person may change it.

    The link is good until the event takes no more applications, or until it is answered. Its token is made of `nonce`
    and the secret key, as with every mailed link; `token_hash` finds the row. `mailed_at` is empty while the address
    has had its share of mails."""

    __tablename__ = "crew_invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    crew_id: Mapped[int | None] = mapped_column(ForeignKey("crews.id"))
    confirmation_id: Mapped[int | None] = mapped_column(ForeignKey("confirmations.id"))
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"), index=True)
    state: Mapped[InvitationState] = mapped_column(enum_type(InvitationState))
    email: Mapped[str]
    name: Mapped[str]
    role: Mapped[JobRole] = mapped_column(enum_type(JobRole))
    outlet_name: Mapped[str]
    medium: Mapped[Medium] = mapped_column(enum_type(Medium))
    country: Mapped[str]
    nonce: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    mailed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    event: Mapped[Event] = relationship()
    crew: Mapped[Crew | None] = relationship(back_populates="invitations")
    confirmation: Mapped[Confirmation | None] = relationship()
    application: Mapped[Application | None] = relationship()

    __table_args__ = (
        Index(None, "crew_id", "email", unique=True),
        Index(None, "confirmation_id", "email", unique=True),
        Index(None, "state", "created_at"),
    )

    @property
    def subject(self) -> str:
        """How audit and outbox name it."""
        return f"crew_invitation:{self.id}"
