"""Uploads, their pieces, and what was drawn from them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.db import Base, UtcDateTime, enum_type
from press.uploads.states import RenditionKind, UploadFault, UploadState

PIECE_BYTES = 512 * 1024
MOST_BYTES = 20 * 1024 * 1024


class Upload(Base):
    """A file that somebody hands in. `key` is random and names its place in the store; `sha256` was announced when it
    was begun, and is checked when all is there. `told` is the kind of the job that is queued when the check has
    ended. `least_side`: only a picture will do, with at least so many pixels on its shorter side. Sizes in bytes."""

    __tablename__ = "uploads"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    subject: Mapped[str]
    purpose: Mapped[str]
    name: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    told: Mapped[str]
    least_side: Mapped[int | None]
    state: Mapped[UploadState] = mapped_column(enum_type(UploadState), default=UploadState.RECEIVING)
    fault: Mapped[UploadFault | None] = mapped_column(enum_type(UploadFault))
    media_type: Mapped[str] = mapped_column(default="")
    pages: Mapped[int | None]
    active_content: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    received_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    pieces: Mapped[list["UploadPiece"]] = relationship(cascade="all, delete-orphan", order_by="UploadPiece.number")
    renditions: Mapped[list["UploadRendition"]] = relationship(
        cascade="all, delete-orphan", order_by="UploadRendition.number"
    )

    __table_args__ = (Index(None, "subject", "purpose"), Index(None, "state", "created_at"))

    @property
    def piece_count(self) -> int:
        return -(-self.size // PIECE_BYTES)

    @property
    def is_received(self) -> bool:
        """Whether its owner may be told that it is here."""
        return self.state is not UploadState.RECEIVING

    def piece_size(self, number: int) -> int:
        """How long piece `number` (from 0) must be; 0 for one that is not expected."""
        if not 0 <= number < self.piece_count:
            return 0
        return min(PIECE_BYTES, self.size - number * PIECE_BYTES)

    def rendition(self, kind: RenditionKind, number: int = 1) -> "UploadRendition | None":
        """What was drawn from it: the picture, the thumbnail, or page `number` (from 1)."""
        return next((each for each in self.renditions if each.kind == kind and each.number == number), None)


class UploadPiece(Base):
    """A piece that lies in quarantine. `number` from 0."""

    __tablename__ = "upload_pieces"

    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str]


class UploadRendition(Base):
    """A picture drawn from a file: safe to show, without what the file said beside its picture. Sizes in pixels."""

    __tablename__ = "upload_renditions"

    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id"), primary_key=True)
    kind: Mapped[RenditionKind] = mapped_column(enum_type(RenditionKind), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    media_type: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
