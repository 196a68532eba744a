"""What a release is at a moment, and the versions that it has been through: computed from what is kept, never kept.

Knows no database: it is given the texts, corrections and endings."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from press.kits.models import Correction, KitRevision, ReleaseText
from press.kits.states import DraftState, EndingKind, ReleaseState

_BEFORE_READERS = {
    DraftState.DRAFT: ReleaseState.DRAFT,
    DraftState.IN_REVIEW: ReleaseState.IN_REVIEW,
    DraftState.APPROVED: ReleaseState.APPROVED,
}


def release_state(
    *, published: bool, lifted: bool, corrected: bool, ending: EndingKind | None, draft: DraftState | None
) -> ReleaseState:
    """`published`: the revision that holds has it; `lifted`: the kit's clock has passed; `corrected`: it has read
    otherwise to readers before; `draft`: where the open draft stands that would bring it."""
    if ending is not None:
        return ReleaseState(ending.value)
    if published and not lifted:
        return ReleaseState.EMBARGOED
    if published:
        return ReleaseState.CORRECTED if corrected else ReleaseState.PUBLISHED
    return _BEFORE_READERS.get(draft or DraftState.DRAFT, ReleaseState.DRAFT)


@dataclass
class Version:
    """A release as it read from one revision to the next that changed it; numbered from 1, by different texts."""

    number: int
    revision: KitRevision
    texts: dict[str, ReleaseText]
    correction: Correction | None = None
    until: datetime | None = None  # when the next version, or the release's end, took its place

    def text(self, language: str) -> ReleaseText:
        """The text in this language, or in the other."""
        return self.texts.get(language) or next(iter(self.texts.values()))

    def was_open(self, lift: datetime) -> bool:
        """Whether it was there at the lift or after it."""
        return self.until is None or self.until > lift


@dataclass
class ReleaseLife:
    """A release with all its versions, the oldest first; `last_revision` is the last one of the kit that held it."""

    slug: str
    versions: list[Version] = field(default_factory=list)
    last_revision: int = 0

    @property
    def newest(self) -> Version:
        return self.versions[-1]

    def shown(self, *, staff: bool, lift: datetime, at: datetime) -> list[Version]:
        """The versions that a reader of this release may have, the oldest first. The team sees every one; readers those
        that were open to them. What was corrected under embargo alone stays there, and so does its note."""
        if staff:
            return self.versions
        if at < lift:
            return [self.newest]
        first, *later = [version for version in self.versions if version.was_open(lift)]
        return [replace(first, correction=None), *later]


def lives_of(texts: Iterable[ReleaseText], corrections: Iterable[Correction]) -> dict[str, ReleaseLife]:
    """Every release of a kit by its slug, from the texts of all revisions in their order."""
    notes = {(note.release_id, note.kit_revision_id): note for note in corrections}
    lives: dict[str, ReleaseLife] = {}
    for (slug, number), several in _by_revision(texts).items():
        life = lives.setdefault(slug, ReleaseLife(slug))
        life.last_revision = number
        first = next(iter(several.values()))
        if life.versions and not _differ(life.newest.texts, several):
            life.newest.texts = several
            continue
        if life.versions:
            life.newest.until = first.kit_revision.published_at
        note = notes.get((first.release_id, first.kit_revision_id))
        life.versions.append(Version(len(life.versions) + 1, first.kit_revision, several, note))
    return lives


def _by_revision(texts: Iterable[ReleaseText]) -> dict[tuple[str, int], dict[str, ReleaseText]]:
    found: dict[tuple[str, int], dict[str, ReleaseText]] = {}
    for text in texts:
        found.setdefault((text.release.slug, text.kit_revision.number), {})[text.language] = text
    return found


def _differ(old: dict[str, ReleaseText], new: dict[str, ReleaseText]) -> bool:
    """Whether anything that was there reads otherwise; a new translation takes nothing back."""
    return any(language not in new or not text.reads_as(new[language]) for language, text in old.items())
