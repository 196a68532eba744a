"""The states of an upload, the legal moves, and why one may be refused."""

from enum import StrEnum


class UploadState(StrEnum):
    RECEIVING = "receiving"
    QUARANTINED = "quarantined"
    CLEAN = "clean"
    REFUSED = "refused"
    DELETED = "deleted"


_S = UploadState
LEGAL_MOVES: dict[UploadState, frozenset[UploadState]] = {
    # Every piece is there; or the rest never came within a day.
    _S.RECEIVING: frozenset({_S.QUARANTINED, _S.DELETED}),
    # Deleted before it is checked: whoever sent it is erased.
    _S.QUARANTINED: frozenset({_S.CLEAN, _S.REFUSED, _S.DELETED}),
    _S.CLEAN: frozenset({_S.DELETED}),
    _S.REFUSED: frozenset({_S.DELETED}),
    _S.DELETED: frozenset(),
}
# Whoever hands such a file in again need not send its bytes again.
HELD = (_S.RECEIVING, _S.QUARANTINED, _S.CLEAN)


class UploadFault(StrEnum):
    """Why a file was refused."""

    NOT_ACCEPTED = "not_accepted"  # neither JPEG, PNG, WebP, HEIC nor PDF, whatever its name says
    HEIC = "heic"  # a relative of it that is not read: AVIF, a series
    UNREADABLE = "unreadable"
    TOO_MANY_PIXELS = "too_many_pixels"
    LOCKED = "locked"  # a PDF behind a password
    INFECTED = "infected"
    NO_PICTURE = "no_picture"  # a PDF where a picture is needed
    TOO_SMALL = "too_small"
    CHANGED = "changed"  # not the bytes that were announced
    NOT_TAKEN = "not_taken"  # its name's ending says what is not wanted here
    NOT_AS_NAMED = "not_as_named"  # its content is not what its name says
    UNSAFE_SVG = "unsafe_svg"
    LOCATED = "located"  # a picture that tells where it was taken


class RenditionKind(StrEnum):
    """What is drawn from a file, to be looked at instead of it."""

    PICTURE = "picture"
    PAGE = "page"
    THUMBNAIL = "thumbnail"
