"""The event."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.clock import BANGKOK
from press.db import Base, UtcDateTime
from press.events.settings import PUBLIC_FIGURES, USUAL_PAPERS, PaperRule, Quotas
from press.mail.models import MailText


class Event(Base):
    """An event that wants the press. Texts are in both languages; moments in UTC.

    `opened_at` is when the PR team opened it; applications are taken from `applications_open_at` (or from the
    opening) until `applications_close_at` (or the event's end). `kept_open` holds the window open past that, for
    trying the product with an event whose day is over: the page says so."""

    __tablename__ = "events"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    ref_prefix: Mapped[str]
    name_th: Mapped[str]
    name_en: Mapped[str]
    summary_th: Mapped[str]
    summary_en: Mapped[str]
    description_th: Mapped[str] = mapped_column(default="")
    description_en: Mapped[str] = mapped_column(default="")
    description_html_th: Mapped[str]
    description_html_en: Mapped[str]
    venue_th: Mapped[str]
    venue_en: Mapped[str]
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    applications_open_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    applications_close_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    kept_open: Mapped[bool] = mapped_column(default=False)
    goal: Mapped[int]
    public_progress: Mapped[bool] = mapped_column(default=True)
    kit_slug: Mapped[str | None]
    organisers: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    contact: Mapped[dict[str, Any]] = mapped_column(JSON)
    # The data-protection contact: name, email, phone. Without one the event does not open.
    data_protection: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    papers: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=lambda: [r.as_json() for r in USUAL_PAPERS])
    quotas: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    targets: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    public_figures: Mapped[list[str]] = mapped_column(JSON, default=lambda: list(PUBLIC_FIGURES))
    # Two officers: one recommends, another releases. Else one may do both in one step.
    two_officers: Mapped[bool] = mapped_column(default=False)
    # A free place is given to the next on the waiting list at once, without an officer.
    promotes_by_itself: Mapped[bool] = mapped_column(default=False)
    appeal_days: Mapped[int] = mapped_column(default=7)
    retention_days: Mapped[int] = mapped_column(default=30)
    # When somebody last changed it in the browser: from then on its file changes it no more.
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    # Whether any mail of this event was reworded: an event without one costs a mail no look-up.
    mails_edited: Mapped[bool] = mapped_column(default=False)

    mail_texts: Mapped[list[MailText]] = relationship(viewonly=True)

    @property
    def subject(self) -> str:
        """How the audit and the outbox name it."""
        return f"event:{self.slug}"

    def name(self, language: str) -> str:
        return self.name_th if language == "th" else self.name_en

    def summary(self, language: str) -> str:
        return self.summary_th if language == "th" else self.summary_en

    def description_html(self, language: str) -> str:
        return self.description_html_th if language == "th" else self.description_html_en

    def venue(self, language: str) -> str:
        return self.venue_th if language == "th" else self.venue_en

    def edited_mail(self, name: str) -> dict[str, MailText]:
        """How this event words a mail, by language; empty where it is as the template says. All mails of the event
        are read at once, and stay read until the transaction ends."""
        if not self.mails_edited:
            return {}
        return {text.language: text for text in self.mail_texts if text.name == name}

    def has_data_protection_contact(self) -> bool:
        """Somebody can be written or telephoned to about personal data: without that an event does not open."""
        return bool(self.data_protection.get("email") or self.data_protection.get("phone"))

    def paper_rules(self) -> tuple[PaperRule, ...]:
        return tuple(PaperRule.from_json(rule) for rule in self.papers)

    def places(self) -> Quotas:
        return Quotas.from_json(self.quotas)

    def window_ends_at(self) -> datetime:
        return self.applications_close_at or self.ends_at

    def papers_go_at(self) -> datetime:
        """When papers that show who somebody is are to be deleted."""
        return self.ends_at + timedelta(days=self.retention_days)

    def appeal_ends_at(self, decided_at: datetime) -> datetime:
        """Until when a decline of this moment may be appealed against: the end, in Bangkok, of the last day for it."""
        last = decided_at.astimezone(BANGKOK) + timedelta(days=self.appeal_days)
        return last.replace(hour=23, minute=59, second=59, microsecond=0)

    def is_past(self, at: datetime) -> bool:
        return self.ends_at <= at

    def takes_applications(self, at: datetime) -> bool:
        if self.opened_at is None or at < (self.applications_open_at or self.opened_at):
            return False
        return self.kept_open or at < self.window_ends_at()
