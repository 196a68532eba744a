"""Files go with the person who handed them in."""

from datetime import datetime

from sqlalchemy import select

from press.db import db
from press.uploads.models import Upload
from press.uploads.services.settling import delete


def forget_files_of(subject: str, *, at: datetime) -> None:
    """Every file of this subject, wherever it stands: its bytes are deleted by a job, which is tried until the store
    answers; the row keeps neither its name nor its fingerprint."""
    for upload in db.session.scalars(select(Upload).where(Upload.subject == subject)).all():
        delete(upload, at=at)
        upload.name = upload.sha256 = ""
    db.session.flush()
