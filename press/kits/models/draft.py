"""What is being written: a folder in the database, on its way to the kit's next revision."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.accounts.models import Account
from press.db import Base, UtcDateTime, enum_type
from press.kits.models.kit import Kit
from press.kits.states import DraftState
from press.uploads.models import Upload


class KitDraft(Base):
    """The next revision of a kit while it is written and reviewed: at most one at a time is open.

    `base_number` is the revision that it began from (0: none), `revision_number` the one that was made of it. `faults`
    is what the last check of its files found, each as {"file", "line", "message", "is_warning", "place"}, with "msgid"
    and "values" to say it in the reader's language; None while it has not been checked since the last change.
    `version` grows with every change."""

    __tablename__ = "kit_drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    kit_id: Mapped[int] = mapped_column(ForeignKey("kits.id"))
    state: Mapped[DraftState] = mapped_column(enum_type(DraftState))
    base_number: Mapped[int]
    revision_number: Mapped[int | None]
    version: Mapped[int]
    emergency: Mapped[bool]
    faults: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    remark: Mapped[str]
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    kit: Mapped[Kit] = relationship(lazy="joined")

    __table_args__ = (
        # One open draft a kit.
        Index(
            "uq_kit_drafts_open",
            "kit_id",
            unique=True,
            sqlite_where=closed_at.is_(None),
            postgresql_where=closed_at.is_(None),
        ),
    )


class DraftFile(Base):
    """One file of a draft. `text` holds what is written here; anything else lies in the store under its content's key.
    `version` grows with every change of this file: whoever saves says which one they began from. `agreed_at`: when
    somebody said that this text agrees with its translation as it then stood. Size in bytes."""

    __tablename__ = "kit_draft_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("kit_drafts.id"))
    path: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    text: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    draft: Mapped[KitDraft] = relationship()
    changed_by: Mapped[Account | None] = relationship()

    __table_args__ = (UniqueConstraint("draft_id", "path"),)


class DraftAuthor(Base):
    """Whoever changed a draft is one of its authors, and does not approve it."""

    __tablename__ = "kit_draft_authors"

    draft_id: Mapped[int] = mapped_column(ForeignKey("kit_drafts.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)


class DraftUpload(Base):
    """A file on its way into a draft, and who handed it in. The upload's purpose says which part of the folder it is
    for. The row goes when the file is entered; of one that was refused it stays until somebody has read why."""

    __tablename__ = "kit_draft_uploads"

    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id"), primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("kit_drafts.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))

    upload: Mapped[Upload] = relationship(lazy="joined")
    draft: Mapped[KitDraft] = relationship()
    by: Mapped[Account | None] = relationship()
