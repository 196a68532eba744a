"""What a check found, and the end of a file."""

from dataclasses import dataclass, field
from datetime import datetime

from press.db import db
from press.jobs.services import enqueue
from press.uploads.models import Upload, UploadRendition
from press.uploads.moves import move
from press.uploads.states import RenditionKind, UploadFault, UploadState

REMOVE = "uploads.remove"


@dataclass(frozen=True)
class Drawn:
    """A picture drawn from a file. Sizes in pixels."""

    kind: RenditionKind
    number: int
    media_type: str
    width: int
    height: int
    body: bytes = field(repr=False)


@dataclass(frozen=True)
class Findings:
    """What the check of a file has found: a fault, or what it is and how it looks."""

    fault: UploadFault | None = None
    media_type: str = ""
    pages: int | None = None
    active_content: bool = False
    drawn: tuple[Drawn, ...] = ()


def settle(upload: Upload, found: Findings, renditions: list[UploadRendition], *, at: datetime) -> None:
    """The check has ended: clean, or refused. Whoever began the upload is told by the job that it named; what lies in
    quarantine is removed by another."""
    move(upload, UploadState.REFUSED if found.fault else UploadState.CLEAN)
    upload.fault = found.fault
    upload.media_type = found.media_type
    upload.pages = found.pages
    upload.active_content = found.active_content
    upload.checked_at = at
    upload.renditions = renditions
    upload.pieces.clear()
    db.session.flush()
    enqueue(REMOVE, {"key": upload.key}, at=at)
    enqueue(upload.told, {"upload": upload.id}, at=at)


def delete(upload: Upload, *, at: datetime) -> None:
    """The file and everything drawn from it are deleted; the row says that it was there. Again changes nothing."""
    if upload.state is UploadState.DELETED:
        return
    move(upload, UploadState.DELETED)
    upload.deleted_at = at
    upload.renditions.clear()
    upload.pieces.clear()
    db.session.flush()
    enqueue(REMOVE, {"key": upload.key}, at=at)
