"""The files of a kit in groups, to be picked by the group or one by one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from press.kits.models import AssetEntry
from press.kits.states import AssetKind

_OWN = {
    AssetKind.TEXT: "releases",
    AssetKind.DOCUMENT: "documents",
    AssetKind.PHOTO: "photos",
    AssetKind.LOGO: "logos",
}
# As a reporter looks for them, and how each stands in an address.
GROUPS = ("releases", "documents", "photos", "photo-pictures", "logos", "logo-pictures")


@dataclass(frozen=True)
class FileGroup:
    """Files of one sort, in the kit's order. `word` is how the group stands in an address."""

    word: str
    entries: list[AssetEntry]

    @property
    def size(self) -> int:
        """In bytes."""
        return sum(entry.asset_revision.size for entry in self.entries)

    @property
    def is_drawn(self) -> bool:
        """Whether these are pictures made of others: many, among which few want to choose."""
        return self.word.endswith("-pictures")

    def by_title(self, language: str) -> list[tuple[str, list[AssetEntry]]]:
        """Neighbours of the same title together, so that it is said once."""
        return [(title, list(same)) for title, same in groupby(self.entries, lambda entry: entry.title(language))]


@dataclass(frozen=True)
class Wish:
    """What somebody picked: whole groups, and files by their ref."""

    groups: frozenset[str] = frozenset()
    refs: frozenset[str] = frozenset()

    def of(self, entries: Sequence[AssetEntry]) -> list[AssetEntry]:
        """Those of `entries` that were picked, each once, in their order."""
        whole = {entry.id for group in groups_of(entries) if group.word in self.groups for entry in group.entries}
        return [entry for entry in entries if entry.id in whole or entry.asset.ref in self.refs]

    def is_whole_in(self, entries: Sequence[AssetEntry]) -> bool:
        """Whether everything that was picked is among `entries`."""
        words, refs = {group.word for group in groups_of(entries)}, {entry.asset.ref for entry in entries}
        return self.groups <= words and self.refs <= refs


def groups_of(entries: Sequence[AssetEntry]) -> list[FileGroup]:
    """Every group in which there is something."""
    photos = {entry.asset.id for entry in entries if entry.asset.kind is AssetKind.PHOTO}
    found: dict[str, list[AssetEntry]] = {word: [] for word in GROUPS}
    for entry in entries:
        found[_word(entry, photos)].append(entry)
    return [FileGroup(word, held) for word, held in found.items() if held]


def _word(entry: AssetEntry, photos: Collection[int]) -> str:
    drawn = "photo-pictures" if entry.asset.rendition_of_id in photos else "logo-pictures"
    return _OWN.get(entry.asset.kind, drawn)
