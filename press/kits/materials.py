"""A folder again: the files of a draft, or of a revision, laid out on the disk as the reader wants them."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from press.kits.models import DraftFile, RevisionFile
from press.kits.source.faults import N_, Fault, KitFaults
from press.storage.keys import content_key
from press.storage.store import ObjectStore


@dataclass(frozen=True)
class Material:
    """One file: its path in the folder, its SHA-256 in hex, and its text where the store need not be asked."""

    path: str
    sha256: str
    text: str | None = None


def materials_of(files: Iterable[DraftFile | RevisionFile]) -> list[Material]:
    """The files as values, which outlive their transaction."""
    return [Material(file.path, file.sha256, getattr(file, "text", None)) for file in files]


@contextmanager
def laid_out(slug: str, materials: Iterable[Material], store: ObjectStore) -> Iterator[Path]:
    """The folder, until the end of the `with`. Raises StorageUnavailable, ObjectNotFound."""
    with tempfile.TemporaryDirectory(prefix="press-draft-") as name:
        folder = Path(name) / slug
        folder.mkdir()
        for material in materials:
            _lay(_place(folder, material.path), material, store)
        yield folder


def _place(folder: Path, path: str) -> Path:
    """Where the file goes: never outside the folder, whatever its path says."""
    place = folder / path
    if not place.resolve().is_relative_to(folder.resolve()) or place == folder:
        raise KitFaults([Fault(path, 1, N_("does not lie inside the kit's folder"))])
    return place


def _lay(place: Path, material: Material, store: ObjectStore) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KitFaults([Fault(material.path, 1, N_("lies in a folder that is a file"))]) from error
    if material.text is not None:
        place.write_bytes(material.text.encode("utf-8"))
        return
    with store.get(content_key(material.sha256)) as stored, place.open("wb") as target:
        for chunk in stored.chunks:
            target.write(chunk)
