"""What a room's views answer about files. The room guards, and finds the upload for whoever asks; here are the bytes
and the JSON (static/js/upload.js reads it)."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from press.clock import now
from press.db import db, db_transaction
from press.errors import Refusal
from press.storage.errors import StorageUnavailable
from press.storage.store import current_store
from press.uploads import words
from press.uploads.errors import FileRefused
from press.uploads.models import MOST_BYTES, PIECE_BYTES, Upload
from press.uploads.places import kept_place
from press.uploads.services.receiving import expected_place, note_piece
from press.web.headers import FILE_POLICY

DIGEST = "X-Piece-SHA256"
Find = Callable[[], Upload]
Act = Callable[[Upload], None]


def in_json(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """Refusals as JSON, for a script: {"message": …} with their status."""

    @wraps(view)
    def answered(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        try:
            return view(*args, **kwargs)
        except Refusal as refusal:
            db.session.rollback()
            answer = jsonify(message=store_is_away() if isinstance(refusal, StorageUnavailable) else refusal.message)
            answer.status_code = refusal.status
            return answer

    return answered


def store_is_away() -> str:
    """Said before anything counts as received."""
    return _("The file could not be saved just now, so it has NOT been received. Try again in a few minutes.")


def told(upload: Upload) -> dict[str, Any]:
    """Where an upload stands, for a script: which pieces are there, and whether its owner may be told "received"."""
    return {
        "key": upload.key,
        "state": upload.state.value,
        "received": upload.is_received,
        "message": words.fault(upload.fault) if upload.fault else "",
        "pieces": [piece.number for piece in upload.pieces],
        "piece_count": upload.piece_count,
        "piece_bytes": PIECE_BYTES,
    }


def announced() -> dict[str, Any]:
    """Name, size and SHA-256 as the script has them. Raises FileRefused for anything else."""
    sent = request.get_json(silent=True)
    fields = {"name": str, "size": int, "sha256": str}
    if not isinstance(sent, dict) or any(not isinstance(sent.get(name), kind) for name, kind in fields.items()):
        raise FileRefused(_("We could not read that file. Choose it again."))
    return {name: sent[name] for name in fields}


def take_piece(find: Find, number: int, received: Act) -> dict[str, Any]:
    """Takes the piece that is this request's body. `find` finds the upload, locked, in each of the two transactions;
    `received` is done in the one that completes it."""
    body = request.get_data(cache=False)
    return keep_piece(find, number, body, request.headers.get(DIGEST, ""), received)


def keep_piece(find: Find, number: int, body: bytes, sha256: str, received: Act) -> dict[str, Any]:
    """One piece: into the store while no transaction is open, then noted."""
    place = expected_place(find(), number, body, sha256)
    db.session.rollback()
    if place is not None:
        current_store().put(place, body, content_type="application/octet-stream", sha256=sha256)
    with db_transaction():
        upload = find()
        note_piece(upload, number, sha256, at=now())
        if upload.is_received:
            received(upload)
        return told(upload)


def keep_whole(
    begin: Callable[[str, int, str], Upload], find: Callable[[str], Upload], file: FileStorage, received: Act
) -> None:
    """A file that came in an ordinary form: kept piece by piece, all in this request. `begin(name, size, sha256)` makes
    its upload, `find(key)` finds it again. Raises FileRefused, StorageUnavailable."""
    body = file.stream.read(MOST_BYTES + 1)
    if not body and not file.filename:
        raise FileRefused(_("Choose a file first."))
    with db_transaction():
        upload = begin(file.filename or "", len(body), hashlib.sha256(body).hexdigest())
        key = upload.key
        if upload.is_received:
            received(upload)
            return
        missing = sorted(set(range(upload.piece_count)) - {piece.number for piece in upload.pieces})
    for number in missing:
        piece = body[number * PIECE_BYTES : (number + 1) * PIECE_BYTES]
        keep_piece(lambda: find(key), number, piece, hashlib.sha256(piece).hexdigest(), received)


def drawn_response(upload_key: str, sha256: str, media_type: str) -> Response:
    """A picture that we drew ourselves, shown in a page. Raises StorageUnavailable, ObjectNotFound."""
    stored = current_store().get(kept_place(upload_key, sha256))
    response = Response(stored.chunks, content_type=media_type)
    response.call_on_close(stored.close)
    response.headers["Content-Length"] = str(stored.length)
    return guarded(response)


def original_response(upload_key: str, sha256: str, disposition: str) -> Response:
    """The file as it was handed in: always an attachment, and of no type that a browser would open."""
    response = drawn_response(upload_key, sha256, "application/octet-stream")
    response.headers["Content-Disposition"] = disposition
    return response


def guarded(response: Response) -> Response:
    """Never a page of ours, never kept by anybody."""
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
