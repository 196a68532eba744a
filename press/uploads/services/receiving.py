"""Receive a file. Whoever reads "received" has every byte in the store and a job that will check it.

A piece goes to the store between two transactions, so that a slow store never holds the database's lock: first
`expected_place`, then the bytes, then `note_piece`."""

import hashlib
import re
import secrets
import unicodedata
from datetime import datetime

from flask_babel import gettext as _

from press.db import db
from press.jobs.services import enqueue
from press.uploads import words
from press.uploads.errors import FileRefused, OtherPiece, TooManyFiles, WrongPiece
from press.uploads.kinds import PDF, media_type_of
from press.uploads.models import MOST_BYTES, Upload, UploadPiece
from press.uploads.moves import move
from press.uploads.places import piece_place
from press.uploads.queries import same_file, uploads_of
from press.uploads.states import UploadFault, UploadState

CHECK = "uploads.check"
MOST_FILES = 60  # for one subject
MOST_NAME = 200
_SHA256 = re.compile(r"[0-9a-f]{64}")


def begin(
    *,
    subject: str,
    purpose: str,
    name: str,
    size: int,
    sha256: str,
    told: str,
    least_side: int | None = None,
    at: datetime,
) -> Upload:
    """Begins a file, or finds the one that was begun with the same bytes: what is there already is not sent again.
    With `least_side` only a picture will do, with at least so many pixels on its shorter side.

    Raises FileRefused, TooManyFiles."""
    if not _SHA256.fullmatch(sha256):
        raise FileRefused(_("We could not read that file. Choose it again."))
    if size <= 0:
        raise FileRefused(_("The file is empty. Choose another one."))
    if size > MOST_BYTES:
        raise FileRefused(_("The file is larger than %(most)s MB. Send a smaller one.", most=MOST_BYTES // 1024**2))
    known = same_file(subject=subject, purpose=purpose, sha256=sha256, size=size)
    if known is not None:
        return known
    if uploads_of(subject) >= MOST_FILES:
        raise TooManyFiles(_("There are already too many files. Write to the press contact."))
    upload = Upload(
        key=secrets.token_hex(16),
        subject=subject,
        purpose=purpose,
        name=plain_name(name),
        size=size,
        sha256=sha256,
        told=told,
        least_side=least_side,
        created_at=at,
    )
    db.session.add(upload)
    db.session.flush()
    return upload


def plain_name(name: str) -> str:
    """The file's own name without folders, NFC, without what cannot be seen, kept or said in a header."""
    own = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    return "".join(c for c in own if unicodedata.category(c)[0] != "C").strip()[-MOST_NAME:] or "file"


def expected_place(upload: Upload, number: int, body: bytes, sha256: str) -> str | None:
    """Where this piece belongs in the store, or None when it is there. Raises WrongPiece, OtherPiece, and
    FileRefused for what is plainly no picture where one is needed: its sender is still there."""
    if number == 0 and upload.least_side is not None and media_type_of(body) == PDF:
        raise FileRefused(words.fault(UploadFault.NO_PICTURE))
    if not body or len(body) != upload.piece_size(number) or hashlib.sha256(body).hexdigest() != sha256:
        raise WrongPiece(_("Part of the file was damaged in transit. It is being sent again."))
    there = next((piece.sha256 for piece in upload.pieces if piece.number == number), None)
    if there is not None and there != sha256:
        raise OtherPiece(_("This is another file than the one that was begun. Choose it again."))
    return None if there or upload.is_received else piece_place(upload.key, number, sha256)


def note_piece(upload: Upload, number: int, sha256: str, *, at: datetime) -> None:
    """The piece lies in the store. With the last one the file is received, and its check is queued.
    Again changes nothing. Raises OtherPiece. Call with the upload's row locked."""
    db.session.refresh(upload, ["pieces"])
    there = {piece.number: piece.sha256 for piece in upload.pieces}
    if there.get(number, sha256) != sha256:
        raise OtherPiece(_("This is another file than the one that was begun. Choose it again."))
    if upload.is_received or number in there:
        return
    upload.pieces.append(UploadPiece(number=number, sha256=sha256))
    if len(there) + 1 == upload.piece_count:
        move(upload, UploadState.QUARANTINED)
        upload.received_at = at
        enqueue(CHECK, {"upload": upload.id}, at=at)
    db.session.flush()
