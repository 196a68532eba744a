"""What is known while a folder is read, and the files that its tables name."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from press.kits.source.faults import N_, Findings, Said
from press.kits.source.files import Listing, content_type_of
from press.kits.source.model import Both, SourceFile
from press.kits.source.svg import clean
from press.kits.source.texts import Facts
from press.kits.source.toml import Table
from press.kits.states import Audience, Colour, Language, Layout


@dataclass
class Reading:
    """What is known while a folder is read."""

    listing: Listing
    findings: Findings
    facts: Facts
    audience: Audience = Audience.ACCREDITED
    licence: str = ""
    used: set[str] = field(default_factory=set)
    licences_named: list[tuple[Table, str]] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return self.listing.folder

    def has(self, relative: str) -> bool:
        return relative in self.listing.digests


def file_beside(
    table: Table,
    beside: str,
    reading: Reading,
    *,
    ascii_name: str,
    licence: str,
    credit: str,
    title: Both,
    alt: Both,
    audience: Audience | None = None,
    language: Language = Language.NONE,
    layout: Layout | None = None,
    colour: Colour | None = None,
) -> SourceFile | None:
    """The file that a table names, if it is there and is what it says. `audience`: where the table names none; without
    it the kit's."""
    name = table.text("path")
    audience = table.choice("audience", Audience, default=audience or reading.audience)
    relative = f"{beside}/{name}"
    if not name or "/" in name or "\\" in name or not reading.has(relative):
        if name:
            table.fault("path", N_("there is no file %(value)s beside this one", value=repr(name)))
        return None
    reading.used.add(relative)
    path = reading.folder / relative
    content_type, wrong = content_type_of(path)
    if wrong:
        reading.findings.fault(relative, 1, wrong)
        return None
    body, size, sha256 = None, path.stat().st_size, reading.listing.digests[relative]
    if content_type == "image/svg+xml":
        body = _clean_svg(path, relative, reading.findings)
        size, sha256 = len(body), _sha256(body)
    return SourceFile(
        path=path,
        relative=relative,
        ascii_name=ascii_name,
        content_type=content_type,
        size=size,
        sha256=sha256,
        audience=audience,
        licence=licence,
        credit=credit,
        language=language,
        title=title,
        alt=alt,
        layout=layout,
        colour=colour,
        body=body,
    )


def _clean_svg(path: Path, relative: str, findings: Findings) -> bytes:
    body, faults = clean(path.read_bytes())
    for line, message in faults:
        findings.fault(relative, line, message)
    return body


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def is_plain_ascii(name: str) -> bool:
    """Whether a name stands in a zip and an address as it is."""
    return name.isascii() and not set(name) & set('/\\:*?"<>|% ')


def unlike_its_path(ascii_name: str) -> Said:
    """What is said of a name for zips that does not stand for the file."""
    return N_("%(key)s must be ASCII and end as path does: %(value)s", key="ascii_name", value=repr(ascii_name))


def no_name_twice(root: Table, files: Sequence[SourceFile | None]) -> None:
    """Notes what a list of files names twice."""
    names = [file.ascii_name.lower() for file in files if file]
    names += [file.relative for file in files if file and not file.file_name.isascii()]
    for name in sorted({name for name in names if names.count(name) > 1}):
        root.fault("files", N_("%(value)s is listed twice", value=repr(name)))
