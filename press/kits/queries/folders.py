"""The folders that revisions were made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from press.db import db
from press.kits.models import Kit, KitDraft, KitRevision, ReleaseText, RevisionFile
from press.kits.queries.visible import current_revision, kit_row
from press.kits.source.model import SourceKit, SourceText
from press.kits.states import DraftState

Paths = tuple[str, ...]


@dataclass(frozen=True)
class Changes:
    """What a folder would change in its kit: files by their paths, releases by their names, and the clock as
    (what, before, after). Of a kit that is new, or was published before folders were kept, every file is added."""

    added: Paths
    changed: Paths
    removed: Paths
    releases: tuple[tuple[str, str], ...] = ()
    times: tuple[tuple[str, datetime, datetime], ...] = ()


def revision_called(kit: Kit, number: int | None) -> KitRevision | None:
    """One revision of a kit; without a number the one that holds."""
    wanted = kit.current_number if number is None else number
    return db.session.scalar(select(KitRevision).where(KitRevision.kit_id == kit.id, KitRevision.number == wanted))


def folder_of(revision: KitRevision) -> Sequence[RevisionFile]:
    """Every file of the folder that a revision was made of, sorted by path."""
    return db.session.scalars(
        select(RevisionFile).where(RevisionFile.kit_revision_id == revision.id).order_by(RevisionFile.path)
    ).all()


def was_published_from_studio(slug: str) -> bool:
    """Whether people have published this kit from a draft, so that a folder elsewhere may be older."""
    found = (
        select(KitDraft.id)
        .join(Kit, Kit.id == KitDraft.kit_id)
        .where(Kit.slug == slug, KitDraft.state == DraftState.PUBLISHED)
    )
    return db.session.scalar(found.limit(1)) is not None


def changes_of(source: SourceKit) -> Changes:
    """What publishing this folder would change."""
    kit = kit_row(source.slug)
    revision = current_revision(kit.id) if kit else None
    given = {file.relative: file.sha256 for file in source.folder}
    if kit is None or revision is None:
        return Changes(tuple(given), (), ())
    held = {file.path: file.sha256 for file in folder_of(revision)}
    clock = (
        ("available_from", kit.available_from, source.available_from),
        ("embargo_until", kit.embargo_until, source.embargo_until),
    )
    return Changes(
        *differences(held, given),
        releases=tuple(_changed_releases(source, revision)),
        times=tuple(time for time in clock if time[1] != time[2]),
    )


def differences(
    held: dict[str, str], given: dict[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Paths that are added, changed and removed between two folders, each by path and SHA-256."""
    added = sorted(given.keys() - held.keys())
    changed = sorted(path for path in given.keys() & held.keys() if given[path] != held[path])
    return tuple(added), tuple(changed), tuple(sorted(held.keys() - given.keys()))


def _changed_releases(source: SourceKit, revision: KitRevision) -> list[tuple[str, str]]:
    held: dict[str, set[tuple[str, ...]]] = {}
    for text in db.session.scalars(select(ReleaseText).where(ReleaseText.kit_revision_id == revision.id)):
        held.setdefault(text.release.slug, set()).add(_words(text))
    given = {release.slug: {_words(text) for text in release.texts} for release in source.releases}
    found = [(slug, "new" if slug not in held else "changed") for slug in given if given[slug] != held.get(slug)]
    return found + [(slug, "left out") for slug in held if slug not in given]


def _words(text: ReleaseText | SourceText) -> tuple[str, ...]:
    return (text.language, text.kind, text.title, text.subtitle, text.summary, text.dateline, text.body_md)
