"""What an applicant hands in, rule by rule of the event."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.accreditation.models.application import Application, Evidence
from press.db import Base, UtcDateTime, enum_type
from press.events.settings import IDENTIFYING, PaperKind
from press.uploads.models import Upload
from press.uploads.states import UploadState


class Paper(Base):
    """One paper of an application, in one of four ways: words, a file, what was proven at an earlier event
    (`earlier_evidence`), or `cannot`: why it cannot be provided. One that was replaced stays, with when."""

    __tablename__ = "papers"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    kind: Mapped[PaperKind] = mapped_column(enum_type(PaperKind))
    words: Mapped[str] = mapped_column(default="")
    cannot: Mapped[str] = mapped_column(default="")
    upload_id: Mapped[int | None] = mapped_column(ForeignKey("uploads.id"), index=True)
    earlier_evidence_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id"))
    handed_in_at: Mapped[datetime] = mapped_column(UtcDateTime)
    replaced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    application: Mapped[Application] = relationship()
    upload: Mapped[Upload | None] = relationship()
    earlier_evidence: Mapped[Evidence | None] = relationship()

    __table_args__ = (
        Index(
            "uq_papers_current",
            "application_id",
            "kind",
            unique=True,
            sqlite_where=text("replaced_at IS NULL"),
            postgresql_where=text("replaced_at IS NULL"),
        ),
    )

    @property
    def counts(self) -> bool:
        """Whether it answers what was asked. A file that was refused does not; one that was deleted after its time
        did."""
        return self.upload is None or self.upload.state is not UploadState.REFUSED or self.earlier_evidence is not None

    @property
    def is_identifying(self) -> bool:
        return self.kind in IDENTIFYING
