"""The life of a kit's releases as the page shows it, put together at one moment."""

from bisect import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from press.distribution.queries.holding import RELEASE, Key
from press.kits.lives import ReleaseLife, lives_of, release_state
from press.kits.models import AssetEntry, Kit, KitDraft, KitRevision, ReleaseEnding
from press.kits.queries import (
    Reader,
    corrections_of,
    current_revision,
    draft_files,
    ended_releases,
    open_draft_of,
    revisions_of,
    texts_through_time,
    visible_entries,
)
from press.kits.services.ending import FILES_WITH_AN_END
from press.kits.states import DraftState, ReleaseState


@dataclass(frozen=True)
class ReleaseRow:
    """One release: what it is now, and the versions that it has been through. `life` is None before the first."""

    slug: str
    state: ReleaseState
    life: ReleaseLife | None
    ending: ReleaseEnding | None

    @property
    def may_end(self) -> bool:
        return self.state in {ReleaseState.EMBARGOED, ReleaseState.PUBLISHED, ReleaseState.CORRECTED}

    def title(self, language: str) -> str:
        return self.life.newest.text(language).title if self.life else self.slug


Numbering = Callable[[Key, int | None], int | None]


def numbering(kit: Kit) -> Numbering:
    """How versions are called on pages: files by their own number, releases by how often they have read otherwise,
    whatever revision of the kit (which is what is kept of whoever read it) that was."""
    texts = texts_through_time(kit.id)
    lives, slugs = lives_of(texts, []), {text.release_id: text.release.slug for text in texts}
    begun = {which: [one.revision.number for one in lives[slug].versions] for which, slug in slugs.items()}

    def number(item: Key, kept: int | None) -> int | None:
        kind, which = item
        return bisect(begun[which], kept) if kept and kind == RELEASE and which in begun else kept

    return number


def release_rows(kit: Kit, at: datetime) -> list[ReleaseRow]:
    """Every release that was ever published or is being written, in the order of their folders."""
    lives = lives_of(texts_through_time(kit.id), corrections_of(kit.id))
    endings, revision, draft = ended_releases(kit.id), current_revision(kit.id), open_draft_of(kit.id)
    written = _written(draft) if draft else set()
    state = draft.state if draft else None
    rows = [
        _row(slug, lives.get(slug), endings.get(slug), revision, state, at) for slug in sorted(lives.keys() | written)
    ]
    return [row for row in rows if row.slug in written or row.ending or _is_published(row.life, revision)]


def flagged_revisions(kit: Kit) -> list[KitRevision]:
    """Revisions that readers have and nobody but their author has approved, the newest first."""
    return [revision for revision in revisions_of(kit.id) if revision.waits_for_eyes]


def files_that_may_end(kit: Kit, at: datetime) -> Sequence[AssetEntry]:
    """The files that can be taken back."""
    return visible_entries(kit.slug, FILES_WITH_AN_END, Reader(staff=True), at)


def _row(
    slug: str,
    life: ReleaseLife | None,
    ending: ReleaseEnding | None,
    revision: KitRevision | None,
    draft: DraftState | None,
    at: datetime,
) -> ReleaseRow:
    published = _is_published(life, revision)
    lifted = revision is not None and revision.kit.is_lifted(at)
    corrected = False
    if life and revision and published and lifted:
        corrected = len(life.shown(staff=False, lift=revision.kit.lift, at=at)) > 1
    kind = ending.kind if ending else None
    state = release_state(published=published, lifted=lifted, corrected=corrected, ending=kind, draft=draft)
    return ReleaseRow(slug, state, life, ending)


def _is_published(life: ReleaseLife | None, revision: KitRevision | None) -> bool:
    if life is None or revision is None:
        return False
    return life.last_revision == revision.number


def _written(draft: KitDraft) -> set[str]:
    paths = (file.path.split("/") for file in draft_files(draft.id))
    return {path[1] for path in paths if len(path) == 3 and path[0] == "releases"}
