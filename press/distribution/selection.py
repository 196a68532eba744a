"""Files picked by hand, as one zip that is made while it is sent: its length is known beforehand, and one piece of one
file is in memory at a time."""

from collections.abc import Iterator, Sequence

from zipstream import ZipStream

from press.kits.models import AssetEntry
from press.kits.states import AssetKind
from press.storage.store import ObjectStore
from press.web.spreadsheet import csv_file

_FOLDERS = {
    AssetKind.DOCUMENT: "documents",
    AssetKind.TEXT: "releases",
    AssetKind.PHOTO: "photos",
    AssetKind.LOGO: "logo",
    AssetKind.RENDITION: "renditions",
}


def zip_of(entries: Sequence[AssetEntry], store: ObjectStore, *, terms: str) -> ZipStream:
    """The zip of these files, with their credits, checksums and `terms` (plain text); `len()` is its size in bytes.
    Iterating it reads the store, and raises StorageUnavailable or ObjectNotFound in the midst when that fails: the
    reader then has less than was announced, and knows."""
    archive = ZipStream(sized=True)
    names = _names(entries)
    for entry in entries:
        held = entry.asset_revision
        archive.add(_bytes(store, held.storage_key), names[held.id], size=held.size)
    archive.add(_credits(entries, names), "CREDITS.csv")
    archive.add(terms, "TERMS.txt")
    sums = sorted((names[entry.asset_revision.id], entry.asset_revision.sha256) for entry in entries)
    archive.add("".join(f"{digest}  {name}\n" for name, digest in sums), "SHA256SUMS.txt")
    return archive


def _names(entries: Sequence[AssetEntry]) -> dict[int, str]:
    """ASCII paths that differ, by the number of the asset's revision."""
    names: dict[int, str] = {}
    taken: set[str] = set()
    for entry in entries:
        held = entry.asset_revision
        name = f"{_FOLDERS.get(entry.asset.kind, 'files')}/{held.ascii_name}"
        if name.casefold() in taken:
            stem, dot, ending = name.rpartition(".")
            name = f"{stem}-{entry.asset.ref}{dot}{ending}"
        taken.add(name.casefold())
        names[held.id] = name
    return names


def _bytes(store: ObjectStore, key: str) -> Iterator[bytes]:
    with store.get(key) as stored:
        yield from stored.chunks


def _credits(entries: Sequence[AssetEntry], names: dict[int, str]) -> bytes:
    rows = (
        (names[entry.asset_revision.id], entry.credit, entry.licence or "", entry.title_th, entry.title_en)
        for entry in entries
    )
    return csv_file(("file", "credit", "licence", "title_th", "title_en"), rows)
