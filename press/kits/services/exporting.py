"""A revision's folder, written out again byte for byte as it came."""

import hashlib
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from press.kits.errors import FolderNotEmpty, FolderUnfit
from press.kits.models import RevisionFile
from press.storage.errors import WrongChecksum
from press.storage.keys import content_key
from press.storage.store import ObjectStore


def export(files: Sequence[RevisionFile], target: Path, store: ObjectStore) -> None:
    """Writes the files into `target`, which does not exist yet or is empty; whole or not at all. Raises
    FolderNotEmpty, FolderUnfit, StorageUnavailable, ObjectNotFound, WrongChecksum."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise FolderNotEmpty(f"{target} is not empty: a kit is exported into a folder of its own")
    parent = target.absolute().parent
    parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=parent))
    try:
        beside.chmod(0o755)
        for file in files:
            _write(file, beside, store)
        beside.replace(target)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _write(file: RevisionFile, folder: Path, store: ObjectStore) -> None:
    place = folder / file.path
    if not place.resolve().is_relative_to(folder.resolve()):
        raise FolderUnfit(f"{file.path} leads out of the folder")
    place.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with store.get(content_key(file.sha256)) as stored, place.open("xb") as written:
        for chunk in stored.chunks:
            digest.update(chunk)
            written.write(chunk)
    if digest.hexdigest() != file.sha256:
        raise WrongChecksum(f"{file.path} is not what it was: the store holds other bytes")
