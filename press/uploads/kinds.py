"""What a file is, by its first bytes and never by its name."""

import puremagic

from press.uploads.states import UploadFault

PDF = "application/pdf"
# The first bytes of what is accepted. Anything before them, and it is something else.
_ACCEPTED = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"%PDF-", PDF))
# Pillow's names: nothing else of what it can read is ever tried on a file.
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_HEIC = {".heic", ".heif", ".heics", ".avif"}


def media_type_of(body: bytes) -> str | None:
    """JPEG, PNG, WebP or PDF as a media type; None for anything else."""
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in _ACCEPTED if body.startswith(start)), None)


def why_not_accepted(body: bytes) -> UploadFault:
    """A photo as telephones keep it gets words of its own: its owner can do something about it."""
    try:
        endings = {each.extension for each in puremagic.magic_string(body[:4096])}
    except (puremagic.PureError, ValueError):
        endings = set()
    return UploadFault.HEIC if endings & _HEIC else UploadFault.NOT_ACCEPTED
