"""The one door through which an upload changes state."""

from press.errors import Conflict
from press.uploads.models import Upload
from press.uploads.states import LEGAL_MOVES, UploadState


def move(upload: Upload, to: UploadState) -> None:
    """Changes the state. Raises Conflict when the table does not allow it."""
    if to not in LEGAL_MOVES[upload.state]:
        raise Conflict(f"upload {upload.id}: from {upload.state} to {to}")
    upload.state = to
