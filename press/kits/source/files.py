"""The folder's files: their names, and whether they are what they say."""

import codecs
import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from press.kits.source.faults import N_, Findings
from press.kits.source.model import FolderFile

CONTENT_TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "txt": "text/plain",
}
_BEGINNINGS = {
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
    "webp": b"RIFF",
    "pdf": b"%PDF-",
}
# Nothing that a terminal, a file system or a header could take for something else.
_BAD_IN_NAMES = re.compile(r"[\x00-\x1f\x7f\\/:*?\"<>|\u202a-\u202e\u2066-\u2069\u200e\u200f]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
CHUNK = 1024 * 1024
MOST_TEXT = 1024 * 1024  # bytes of a text that is written here
MOST_DRAWING = 4 * 1024 * 1024


@dataclass(frozen=True)
class Listing:
    """Every file under the folder, by its path inside it; SHA-256 in hex."""

    folder: Path
    digests: dict[str, str]

    def digest(self, recipe: str) -> str:
        """One SHA-256 over all names and contents, and over what is made of them."""
        whole = hashlib.sha256(recipe.encode())
        for name in sorted(self.digests):
            whole.update(f"{name}\0{self.digests[name]}\n".encode())
        return whole.hexdigest()

    def files(self) -> tuple[FolderFile, ...]:
        """Every file, sorted by name."""
        paths = ((name, self.folder / name) for name in sorted(self.digests))
        return tuple(FolderFile(name, path, path.stat().st_size, self.digests[name]) for name, path in paths)


def list_folder(folder: Path, findings: Findings) -> Listing:
    """Reads every file once. Names that would not survive elsewhere, links and double names are faults."""
    paths = list(_walk(folder, folder, findings))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        digests = pool.map(sha256_of, paths)
        return Listing(
            folder, {path.relative_to(folder).as_posix(): digest for path, digest in zip(paths, digests, strict=True)}
        )


def _walk(directory: Path, folder: Path, findings: Findings) -> Iterator[Path]:
    seen: dict[str, str] = {}
    for path in sorted(directory.iterdir()):
        if path.name.startswith("."):
            continue
        relative = path.relative_to(folder).as_posix()
        if path.is_symlink():
            findings.fault(relative, 1, N_("is a symbolic link: put the file itself here"))
            continue
        _check_name(path.name, relative, seen, findings)
        if path.is_dir():
            yield from _walk(path, folder, findings)
        elif path.is_file():
            yield path


def _check_name(name: str, relative: str, seen: dict[str, str], findings: Findings) -> None:
    if unicodedata.normalize("NFC", name) != name:
        findings.fault(relative, 1, N_("the name is not in Unicode NFC: rename the file"))
    if _BAD_IN_NAMES.search(name):
        findings.fault(relative, 1, N_("the name holds a character that not every system can keep"))
    folded = unicodedata.normalize("NFC", name).casefold()
    if folded in seen:
        words = N_("has the same name as %(other)s where capitals do not count", other=repr(seen[folded]))
        findings.fault(relative, 1, words)
    seen[folded] = name


def clean_name(name: str) -> str:
    """The name in NFC without what not every system can keep, and never hidden."""
    return _BAD_IN_NAMES.sub("", unicodedata.normalize("NFC", name)).strip().lstrip(".") or "file"


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, in hex, a piece at a time."""
    with path.open("rb", buffering=0) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_text_name(path: str) -> bool:
    """Whether a file of this name is written, not made: what editors change in the browser."""
    return path.endswith((".toml", ".md"))


def is_plain(text: str) -> bool:
    """Whether a text holds nothing but text, lines and tabs."""
    return _CONTROLS.search(text) is None


def content_type_of(path: Path) -> tuple[str, str]:
    """(content type, "") when the content is what the name says, else ("", what is wrong)."""
    ending = path.suffix.lower().removeprefix(".")
    if ending not in CONTENT_TYPES:
        taken = ", ".join(CONTENT_TYPES)
        return "", N_("files that end in .%(ending)s are not taken; %(taken)s are", ending=ending, taken=taken)
    if ending == "svg" and path.stat().st_size > MOST_DRAWING:
        return "", N_("is larger than %(most)s MB: draw it with fewer points", most=MOST_DRAWING // 1024**2)
    if not _is_what_it_says(path, ending):
        return "", N_("the content is not that of a .%(ending)s", ending=ending)
    return CONTENT_TYPES[ending], ""


def _is_what_it_says(path: Path, ending: str) -> bool:
    with path.open("rb") as file:
        if ending in _BEGINNINGS:
            return file.read(8).startswith(_BEGINNINGS[ending])
        text = codecs.getincrementaldecoder("utf-8")()
        try:
            chunks = iter(lambda: file.read(CHUNK), b"")
            binary = any(_CONTROLS.search(text.decode(chunk)) for chunk in chunks)
            text.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return not binary
