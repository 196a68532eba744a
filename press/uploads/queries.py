"""Reads of uploads."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select

from press.db import db
from press.uploads.errors import UploadNotFound
from press.uploads.models import Upload
from press.uploads.states import HELD, UploadState


def upload_of(key: str, *, subject: str, for_update: bool = False) -> Upload:
    """This subject's upload. Raises UploadNotFound for anybody else's."""
    query = select(Upload).where(Upload.key == key, Upload.subject == subject)
    found = db.session.scalar(query.with_for_update() if for_update else query)
    if found is None:
        raise UploadNotFound
    return found


def same_file(*, subject: str, purpose: str, sha256: str, size: int) -> Upload | None:
    """The upload of this very file for this purpose, begun or ended, so that it is not sent again."""
    return db.session.scalar(
        select(Upload)
        .where(Upload.subject == subject, Upload.purpose == purpose, Upload.state.in_(HELD))
        .where(Upload.sha256 == sha256, Upload.size == size)
        .order_by(Upload.id.desc())
        .limit(1)
    )


def uploads_of(subject: str) -> int:
    """How many files this subject has handed in or begun, deleted ones left out."""
    query = select(func.count()).where(Upload.subject == subject, Upload.state != UploadState.DELETED)
    return db.session.scalar(query) or 0


def unfinished(before: datetime) -> Sequence[Upload]:
    """Uploads begun before this moment whose last piece never came."""
    return db.session.scalars(
        select(Upload)
        .where(Upload.state == UploadState.RECEIVING, Upload.created_at < before)
        .order_by(Upload.id)
        .limit(500)
    ).all()


def unchecked() -> Sequence[int]:
    """The numbers of uploads that are here and wait for their check."""
    return db.session.scalars(
        select(Upload.id).where(Upload.state == UploadState.QUARANTINED).order_by(Upload.id)
    ).all()


def states_of(keys: Iterable[str]) -> dict[str, UploadState]:
    """Where the uploads with these keys stand; those that do not exist are left out."""
    rows = db.session.execute(select(Upload.key, Upload.state).where(Upload.key.in_(set(keys))))
    return {row.key: row.state for row in rows}
