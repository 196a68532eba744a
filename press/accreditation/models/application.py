"""Application, evidence, decision, credential."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.accounts.models import Account
from press.accreditation.states import (
    CLAIM_LASTS,
    ApplicationState,
    DeclineReason,
    EvidenceKind,
    Grade,
    JobRole,
)
from press.db import Base, UtcDateTime, enum_type
from press.events.models import Event
from press.outlets.models import Outlet
from press.outlets.states import Medium

# Written out: an index is text in the database, and changes with a migration only. A test compares it with LIVE.
_ONE_LIVE = (
    "state IN ('submitted', 'in_review', 'needs_info', 'recommended', 'approved', 'approved_limited', "
    "'waitlisted', 'declined', 'revoked')"
)


class Application(Base):
    """One person, one event, one primary outlet. A draft has no account until its address is proven.

    `version` grows with every change of state: an officer decides on the version that was on the screen.
    Columns from `words` to `phone_key` are made of the others (`press/accreditation/finding.py`): they serve search,
    order and the flags. Who has claimed it looks at it now, for CLAIM_LASTS."""

    __tablename__ = "applications"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True)
    request_key: Mapped[str] = mapped_column(unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    outlet_id: Mapped[int | None] = mapped_column(ForeignKey("outlets.id"))
    state: Mapped[ApplicationState] = mapped_column(enum_type(ApplicationState))
    version: Mapped[int] = mapped_column(default=1)
    grade: Mapped[Grade] = mapped_column(enum_type(Grade), default=Grade.C)
    email: Mapped[str]
    name_th: Mapped[str]
    name_en: Mapped[str]
    phone: Mapped[str]
    outlet_name: Mapped[str]
    medium: Mapped[Medium] = mapped_column(enum_type(Medium))
    country: Mapped[str]
    role: Mapped[JobRole] = mapped_column(enum_type(JobRole))
    work: Mapped[str]
    words: Mapped[str]
    sounds: Mapped[str] = mapped_column(default="")
    sort_name_th: Mapped[str] = mapped_column(default="")
    sort_name_en: Mapped[str] = mapped_column(default="")
    sort_outlet_th: Mapped[str] = mapped_column(default="")
    sort_outlet_en: Mapped[str] = mapped_column(default="")
    person_key_th: Mapped[str] = mapped_column(default="")
    person_key_en: Mapped[str] = mapped_column(default="")
    phone_key: Mapped[str] = mapped_column(default="")
    locale: Mapped[str]
    consent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    consent_version: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    claimed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # How many papers the event's rules still ask for: counted anew by every verb that changes one, for the queue.
    papers_missing: Mapped[int] = mapped_column(default=0)
    # What the person answered to "Are you coming?"; empty until there is an answer.
    coming: Mapped[bool | None]
    coming_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    waitlisted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"), index=True)

    event: Mapped[Event] = relationship()
    account: Mapped[Account | None] = relationship(foreign_keys=[account_id])
    claimed_by: Mapped[Account | None] = relationship(foreign_keys=[claimed_by_id])
    outlet: Mapped[Outlet | None] = relationship()
    evidence: Mapped[list["Evidence"]] = relationship(back_populates="application", order_by="Evidence.id")
    decisions: Mapped[list["Decision"]] = relationship(back_populates="application", order_by="Decision.id")

    __table_args__ = (
        Index("ix_applications_queue", "event_id", "state", "submitted_at", "id", "version"),
        Index("ix_applications_queue_medium", "event_id", "medium", "state", "submitted_at", "id"),
        Index("ix_applications_arrival", "event_id", "submitted_at", "id", "state", "medium"),
        Index("ix_applications_name_th", "event_id", "sort_name_th", "id"),
        Index("ix_applications_name_en", "event_id", "sort_name_en", "id"),
        Index("ix_applications_outlet_th", "event_id", "sort_outlet_th", "id"),
        Index("ix_applications_outlet_en", "event_id", "sort_outlet_en", "id"),
        Index("ix_applications_person_th", "event_id", "person_key_th"),
        Index("ix_applications_person_en", "event_id", "person_key_en"),
        Index("ix_applications_phone", "event_id", "phone_key"),
        Index("ix_applications_claim", "claimed_by_id", "claimed_at"),
        Index("ix_applications_count", "outlet_id", "event_id", "state", "grade"),
        Index(
            "uq_applications_one_live",
            "event_id",
            "account_id",
            unique=True,
            sqlite_where=text(_ONE_LIVE),
            postgresql_where=text(_ONE_LIVE),
        ),
    )

    def name(self, language: str) -> str:
        """The person's name in this language, or the only one there is."""
        first, second = (self.name_th, self.name_en) if language == "th" else (self.name_en, self.name_th)
        return first or second

    def holder(self, at: datetime) -> Account | None:
        """Who has claimed it, while that lasts."""
        return self.claimed_by if self.claimed_at is not None and at - self.claimed_at < CLAIM_LASTS else None

    @property
    def subject(self) -> str:
        """How audit and outbox name it."""
        return f"application:{self.ref}"


class Evidence(Base):
    """What an officer looked at for an assignment, and the grade it was given."""

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    kind: Mapped[EvidenceKind] = mapped_column(enum_type(EvidenceKind))
    grade: Mapped[Grade] = mapped_column(enum_type(Grade))
    note: Mapped[str]
    checked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    checked_by: Mapped[str]

    application: Mapped[Application] = relationship(back_populates="evidence")


class Decision(Base):
    """What was released to the applicant: the outcome, why, by whom, and on which version of the application.
    `reason` is the officer's own words and `limits` what an approval is limited to; the applicant reads both."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    outcome: Mapped[ApplicationState] = mapped_column(enum_type(ApplicationState))
    reason_code: Mapped[DeclineReason | None] = mapped_column(enum_type(DeclineReason))
    reason: Mapped[str]
    limits: Mapped[str] = mapped_column(default="")
    version: Mapped[int]
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    decided_by: Mapped[str]

    application: Mapped[Application] = relationship(back_populates="decisions")


class Credential(Base):
    """The right itself: this person, this event, from the approval until it is revoked. Gate and kit ask for
    it on every request; nothing copies it. An application has one that is not revoked, at most."""

    __tablename__ = "credentials"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        Index(None, "account_id", "event_id"),
        Index(
            "uq_credentials_one_open",
            "application_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )
