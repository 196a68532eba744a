"""What a file is, by its first bytes and never by its name."""

import puremagic

from press.uploads.states import UploadFault

PDF = "application/pdf"
# The first bytes of what is accepted. Anything before them, and it is something else.
_ACCEPTED = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"%PDF-", PDF))
HEIC = "image/heic"
# Pillow's names: nothing else of what it can read is ever tried on a file.
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", HEIC: "HEIF"}
# What a photo says it is that iPhones keep, first of all or among others (ISO/IEC 23008-12, annex B).
_STILLS = {b"heic", b"heix"}
_MOST_BRANDS = 256
_RELATED = {".heic", ".heif", ".heics", ".avif"}


def media_type_of(body: bytes) -> str | None:
    """JPEG, PNG, WebP, HEIC or PDF as a media type; None for anything else."""
    if _is_heic(body):
        return HEIC
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in _ACCEPTED if body.startswith(start)), None)


def why_not_accepted(body: bytes) -> UploadFault:
    """A photo as some telephones keep it (AVIF, a series in HEIC) gets words of its own: its owner can do something
    about it."""
    try:
        endings = {each.extension for each in puremagic.magic_string(body[:4096])}
    except (puremagic.PureError, ValueError):
        endings = set()
    return UploadFault.HEIC if endings & _RELATED else UploadFault.NOT_ACCEPTED


def _is_heic(body: bytes) -> bool:
    """The first box names what the file is: one brand, a version, and with which others it goes."""
    if body[4:8] != b"ftyp":
        return False
    brands = body[8 : min(int.from_bytes(body[:4]), _MOST_BRANDS)]
    return body[8:12] in {*_STILLS, b"mif1"} and not _STILLS.isdisjoint(
        brands[at : at + 4] for at in range(0, len(brands), 4)
    )
