"""The kit as one file. The same content gives the same bytes: sorted, stored, with fixed times; so a zip
that nothing changed in keeps its key, and a download resumes on another day."""

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from press.kits.handouts.content import not_before
from press.kits.renditions import Picture
from press.kits.source.guide import LOGO_PARTS
from press.kits.source.model import SourceFile, SourceKit, SourceLogoPack, SourceZip
from press.kits.states import Audience, MarkKind
from press.kits.usage import usage_text
from press.web.spreadsheet import csv_file

ZIP = "application/zip"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name
CHUNK = 1024 * 1024
_WORDS = {
    "th": ("ผู้ประสานงานสื่อมวลชน", "ไฟล์ในชุดนี้", "เงื่อนไขการใช้งานอยู่ในโฟลเดอร์ licences"),
    "en": ("Press contact", "Files in this kit", "The terms of use are in the folder licences."),
}


@dataclass(frozen=True)
class Member:
    """One file of a zip: `open` gives its bytes, anew each time."""

    name: str
    open: Callable[[], BinaryIO]


def audiences_of(kit: SourceKit) -> tuple[Audience, ...]:
    """Those for whom a zip is made: the kit's own audience, and everyone when a part is open to all."""
    open_parts = any(file.audience is Audience.PUBLIC for file in kit.files())
    both = kit.audience is Audience.ACCREDITED and open_parts
    return (kit.audience, Audience.PUBLIC) if both else (kit.audience,)


def members_of(
    kit: SourceKit, offer: SourceZip, audience: Audience, pictures: Iterable[Picture], handouts: Iterable[Member]
) -> tuple[Member, ...]:
    """What this zip holds for this audience, sorted by name; nothing when there is no file or text for it. `handouts`
    are the releases as files. What may be used until a day only is left out: the zip would outlive the right."""

    def may(file: SourceFile) -> bool:
        ends = file.photo is not None and file.photo.usable_until is not None
        return not ends and (audience is Audience.ACCREDITED or file.audience is Audience.PUBLIC)

    pictures = [picture for picture in pictures if may(picture.source)]

    shown: list[tuple[str, SourceFile, Callable[[], BinaryIO]]] = []
    texts: list[Member] = []
    licences: set[str] = set()
    if "releases" in offer.include and audience is kit.audience:
        texts += handouts
        licences.add(kit.licence)
    if "documents" in offer.include:
        shown += [(f"documents/{one.ascii_name}", one, opener(one)) for one in kit.documents if may(one)]
    if "photos" in offer.include:
        shown += [(f"photos/original/{one.ascii_name}", one, opener(one)) for one in kit.photos if may(one)]
        shown += [(f"photos/jpg/{p.ascii_name}", p.source, p.open) for p in pictures if p.source.photo]
    forms = _forms_of_logo(kit, offer)
    if forms and kit.logo and any(map(may, kit.logo.files)):
        shown += [(f"logo/svg/{one.ascii_name}", one, opener(one)) for one in kit.logo.files if may(one)]
        drawn = (picture for picture in pictures if not picture.source.photo and picture.form in forms)
        shown += [(f"logo/{p.form}/{p.ascii_name}", p.source, p.open) for p in drawn]
        texts += _usage(kit.logo)
    if not shown and not texts:
        return ()
    files = [*texts, *(Member(name, opens) for name, _, opens in shown)]
    files += _licences(kit, licences | {file.licence for _, file, _ in shown})
    files.append(_credits([(name, file) for name, file, _ in shown]))
    files += [_readme(kit, language, files) for language in ("th", "en")]
    return tuple(sorted(files, key=lambda member: member.name))


def _forms_of_logo(kit: SourceKit, offer: SourceZip) -> frozenset[str]:
    """In which formats this zip holds the logos. An emblem goes to those alone who were allowed to use it, file by
    file: a zip would hand it to everybody of its audience."""
    if kit.logo is None or kit.logo.kind is MarkKind.CERTIFICATION_EMBLEM:
        return frozenset()
    return frozenset[str]().union(*(LOGO_PARTS[part] for part in offer.include if part in LOGO_PARTS))


def write_zip(target: BinaryIO, members: Iterable[Member]) -> None:
    """Writes the zip, with SHA256SUMS.txt over its members; one piece in memory at a time."""
    sums = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for member in members:
            sums.append(f"{_add(archive, member)}  {member.name}\n")
        _add(archive, _text("SHA256SUMS.txt", "".join(sums)))


def _add(archive: zipfile.ZipFile, member: Member) -> str:
    info = zipfile.ZipInfo(member.name, EARLIEST)
    info.create_system = 3  # Unix, on whatever system this runs
    info.external_attr = 0o644 << 16
    digest = hashlib.sha256()
    with member.open() as source:
        info.file_size = source.seek(0, io.SEEK_END)  # a large one is announced as such
        source.seek(0)
        with archive.open(info, "w") as place:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                place.write(chunk)
    return digest.hexdigest()


def opener(file: SourceFile) -> Callable[[], BinaryIO]:
    """Opens a file's bytes as they are published."""
    body = file.body
    return open_path(file.path) if body is None else lambda: io.BytesIO(body)


def open_path(path: Path) -> Callable[[], BinaryIO]:
    """Opens a file on the disk."""
    return lambda: path.open("rb")


def _text(name: str, text: str) -> Member:
    return _member(name, text.encode())


def _member(name: str, body: bytes) -> Member:
    return Member(name, lambda: io.BytesIO(body))


def _usage(logo: SourceLogoPack) -> Iterator[Member]:
    for language in ("th", "en"):
        yield _text(f"logo/USAGE.{language}.txt", usage_text(logo, language))


def _licences(kit: SourceKit, slugs: set[str]) -> Iterator[Member]:
    for licence in kit.licences:
        if licence.slug in slugs:
            body = f"{licence.title} ({licence.version})\n\n{licence.body_text}\n"
            yield _text(f"licences/{licence.slug}.{licence.language}.txt", body)


_CREDITS = (
    *("file", "credit", "creator", "copyright", "licence"),
    *("title_th", "title_en", "alt_th", "alt_en"),
)


def _credits(files: Iterable[tuple[str, SourceFile]]) -> Member:
    rows = []
    for name, file in sorted(files, key=lambda pair: pair[0]):
        made = (file.photo.creator, file.photo.copyright_notice) if file.photo else ("", "")
        rows.append((name, file.credit, *made, file.licence, file.title.th, file.title.en, file.alt.th, file.alt.en))
    return _member("CREDITS.csv", csv_file(_CREDITS, rows))


def _readme(kit: SourceKit, language: str, members: Iterable[Member]) -> Member:
    contact, files, terms = _WORDS[language]
    people = []
    for one in kit.contacts:
        words = (one.name, one.phone, one.email, one.organisation.get(language))
        people.append(", ".join(word for word in words if word))
    lines = [
        *(kit.title.get(language), "", kit.summary.get(language), ""),
        *(not_before(kit.embargo_until, language), f"{contact}: {'; '.join(people)}", ""),
        *(f"{files}:", *(f"  {name}" for name in sorted(member.name for member in members))),
        *("", terms, ""),
    ]
    return _text(f"README.{language}.txt", "\n".join(lines))
