"""Pictures that tell where they were taken: none may, in whatever part of the folder it lies, nor inside a PDF."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from press.kits import darkroom
from press.kits.source.faults import N_, Said
from press.kits.source.files import CONTENT_TYPES
from press.kits.source.reading import Reading

LOOKED_INTO = {f".{ending}": CONTENT_TYPES[ending] for ending in ("jpg", "jpeg", "png", "webp", "pdf")}
_SEEN: dict[str, dict[str, Any]] = {}  # by content: an editor's check comes again and again
_MOST_SEEN = 1000


def told(name: str) -> Said:
    """What is said of a picture or PDF of this name that tells its place."""
    if name.lower().endswith(".pdf"):
        return N_("tells where a picture in it was taken (GPS): take that out of the picture, and make the PDF anew")
    return N_(
        "tells where it was taken (GPS): take that out first, for instance with "
        "exiftool -gps:all= -xmp-exif:gps*= %(name)s",
        name=repr(name),
    )


def refuse_places(reading: Reading, looked_at: Iterable[str]) -> None:
    """Notes every picture of the folder that tells its place, also where no list names it: the folder is kept whole
    and handed on. `looked_at` are the photographs, which were looked at with their other qualities."""
    others = sorted(reading.listing.digests.keys() - set(looked_at))
    pictures = [relative for relative in others if Path(relative).suffix.lower() in LOOKED_INTO]
    for relative, seen in zip(pictures, _look(reading, pictures), strict=True):
        if seen.get("located"):
            reading.findings.fault(relative, 1, told(Path(relative).name))


def _look(reading: Reading, pictures: list[str]) -> list[dict[str, Any]]:
    digests = reading.listing.digests
    new = [relative for relative in pictures if digests[relative] not in _SEEN]
    if len(_SEEN) + len(new) > _MOST_SEEN:
        _SEEN.clear()
        new = pictures
    jobs = (darkroom.place(reading.folder / name, LOOKED_INTO[Path(name).suffix.lower()]) for name in new)
    _SEEN.update({digests[name]: seen for name, seen in zip(new, darkroom.answers(jobs), strict=True)})
    return [_SEEN[digests[relative]] for relative in pictures]
