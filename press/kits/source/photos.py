"""Photographs: what photos.toml says of each, and whether the file is fit to be handed out."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from press.kits import darkroom
from press.kits.source.faults import N_
from press.kits.source.files import CONTENT_TYPES
from press.kits.source.model import Both, Photograph, SourceFile
from press.kits.source.places import told
from press.kits.source.reading import Reading, file_beside, is_plain_ascii, no_name_twice, unlike_its_path
from press.kits.source.texts import read_toml
from press.kits.source.toml import Table

PHOTOS = "assets/photos"
ENDINGS = ("jpg", "jpeg", "png", "webp")
_RASTER = frozenset(CONTENT_TYPES[ending] for ending in ENDINGS)
LONGEST = 2000  # characters of a caption: the rights inside a JPEG have 64 kB for all languages
_SEEN: dict[str, dict[str, Any]] = {}  # by content: an editor's check comes again and again
_MOST_SEEN = 1000


def read_photos(reading: Reading) -> tuple[SourceFile, ...]:
    """The photographs in their order; none when the kit has no photos.toml."""
    manifest = f"{PHOTOS}/photos.toml"
    if not reading.has(manifest):
        return ()
    reading.used.add(manifest)
    root = read_toml(reading.folder, manifest, reading.findings)
    if root is None:
        return ()
    listed = [_photo(table, reading) for table in root.tables("files")]
    root.done()
    no_name_twice(root, listed)
    files = [file for file in listed if file]
    _no_stem_twice(root, files)
    return tuple(_fit(file, seen, reading) for file, seen in zip(files, _look(files), strict=True))


def _photo(table: Table, reading: Reading) -> SourceFile | None:
    path = table.text("path")
    ascii_name = table.text("ascii_name", required=not is_plain_ascii(path)) or path
    if path and Path(path).suffix not in {f".{ending}" for ending in ENDINGS}:
        words = N_(
            "a photograph's name must end in %(endings)s: %(value)s", endings=", ".join(ENDINGS), value=repr(path)
        )
        table.fault("path", words)
    elif not is_plain_ascii(ascii_name) or Path(ascii_name).suffix != Path(path).suffix:
        table.fault("ascii_name", unlike_its_path(ascii_name))
    licence = table.slug("licence")
    if licence:
        reading.licences_named.append((table, licence))
    file = file_beside(
        table,
        PHOTOS,
        reading,
        ascii_name=ascii_name,
        licence=licence,
        credit=table.text("credit"),
        title=table.both("title"),
        alt=table.both("alt"),
    )
    photo = Photograph(
        creator=table.text("creator"),
        copyright_notice=table.text("copyright"),
        caption=_caption(table),
        usable_until=table.moment("usable_until", required=False),
        taken=table.day("taken"),
        place=table.both("place", required=False),
        width=0,
        height=0,
    )
    table.done()
    return replace(file, photo=photo) if file and file.content_type in _RASTER else None


def _caption(table: Table) -> Both:
    caption = table.both("caption")
    if max(len(caption.th), len(caption.en)) > LONGEST:
        table.fault("caption", N_("%(key)s is longer than %(most)s characters", key="caption", most=LONGEST))
    return caption


def _no_stem_twice(root: Table, files: list[SourceFile]) -> None:
    """What is drawn of a photograph is called as it is, with another ending."""
    stems = [Path(file.ascii_name).stem.lower() for file in files]
    for stem in sorted({stem for stem in stems if stems.count(stem) > 1}):
        words = N_("two photographs are called %(value)s; their names must differ before the ending", value=repr(stem))
        root.fault("files", words)


def _look(files: list[SourceFile]) -> list[dict[str, Any]]:
    new = [file for file in files if file.sha256 not in _SEEN]
    if len(_SEEN) + len(new) > _MOST_SEEN:
        _SEEN.clear()
        new = files
    found = darkroom.answers(darkroom.look(file.path, file.content_type) for file in new)
    _SEEN.update({file.sha256: seen for file, seen in zip(new, found, strict=True)})
    return [_SEEN[file.sha256] for file in files]


def _fit(file: SourceFile, seen: dict[str, Any], reading: Reading) -> SourceFile:
    """The photograph with its size; what is wrong with it is noted."""
    if file.photo is None or "fault" in seen:
        words = darkroom.wrong_with(seen) if "fault" in seen else N_("is no photograph")
        reading.findings.fault(file.relative, 1, words)
        return file
    if seen["located"]:
        reading.findings.fault(file.relative, 1, told(file.file_name))
    return replace(file, photo=replace(file.photo, width=seen["width"], height=seen["height"]))
