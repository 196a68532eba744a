"""The worker's part: a file that somebody handed in for a kit is looked into, and entered into its draft."""

import tempfile
from pathlib import Path
from typing import Any

from flask import Flask

from press.audit.services import By
from press.clock import now
from press.db import db, db_transaction
from press.jobs.worker import handles
from press.kits import darkroom
from press.kits.models import DraftUpload, KitDraft
from press.kits.services.receiving import CHECKED, dismiss, enter
from press.kits.source.files import CONTENT_TYPES, content_type_of
from press.kits.source.parts import PARTS
from press.kits.source.places import LOOKED_INTO
from press.kits.source.svg import clean
from press.storage.keys import content_key
from press.storage.store import current_store
from press.uploads.checking import draw_apart, examines
from press.uploads.places import kept_place
from press.uploads.services.settling import Findings
from press.uploads.states import UploadFault, UploadState

SVG, TEXT = CONTENT_TYPES["svg"], CONTENT_TYPES["txt"]


def examine(name: str, part: str, body: bytes) -> Findings:
    """What this file is: its content must be what its name says, and what this part of a kit takes."""
    ending = Path(name).suffix.lower().removeprefix(".")
    if ending not in PARTS[part].endings:
        return Findings(UploadFault.NOT_TAKEN)
    with tempfile.TemporaryDirectory(prefix="press-kit-file-") as folder:
        path = Path(folder) / f"file.{ending}"
        path.write_bytes(body)
        media_type, wrong = content_type_of(path)
    if wrong:
        return Findings(UploadFault.NOT_AS_NAMED)
    if media_type == SVG:
        _cleaned, faults = clean(body)
        return Findings(UploadFault.UNSAFE_SVG) if faults else Findings(None, media_type)
    if media_type == TEXT:
        return Findings(None, media_type)
    found = draw_apart(body, media_type)
    return Findings(UploadFault.LOCATED) if not found.fault and _is_located(body, media_type) else found


def _is_located(body: bytes, media_type: str) -> bool:
    """Whether this picture, or one in this PDF, tells where it was taken: it would be a fault of the kit."""
    if media_type not in LOOKED_INTO.values():
        return False
    with tempfile.TemporaryDirectory(prefix="press-kit-file-") as folder:
        path = Path(folder) / "file"
        path.write_bytes(body)
        [seen] = darkroom.answers([darkroom.place(path, media_type)])
    return bool(seen.get("located"))


def file_checked(payload: dict[str, Any]) -> None:
    """The job: a good file is kept under its content, then entered. Bears being run twice."""
    place = _kept(payload["upload"])
    if place is not None:
        key, sha256, media_type = place
        store = current_store()
        with store.get(kept_place(key, sha256)) as found:
            body = found.read()
        store.put(content_key(sha256), body, content_type=media_type, sha256=sha256)
    with db_transaction():
        coming = db.session.get(DraftUpload, payload["upload"])
        if coming is None:
            return
        draft = db.session.get_one(KitDraft, coming.draft_id, with_for_update=True)
        if draft.closed_at is not None:
            dismiss(coming, at=now())
        elif coming.upload.state is UploadState.CLEAN:
            enter(coming, by=By(coming.by_id, coming.by.name if coming.by else ""), at=now())


def _kept(upload_id: int) -> tuple[str, str, str] | None:
    """Where a good file lies that is still to be entered."""
    coming = db.session.get(DraftUpload, upload_id)
    place = None
    if coming is not None and coming.upload.state is UploadState.CLEAN:
        place = (coming.upload.key, coming.upload.sha256, coming.upload.media_type)
    db.session.rollback()
    return place


def init_app(app: Flask) -> None:
    examines(app, CHECKED, examine)
    handles(app, CHECKED, file_checked)
