"""What readers may know of a kit through time: since when a text reads as it does, what ended, and whether a copy that
somebody holds is the newest. Each asks the rule of `visible` first, and nothing here is older than the lift."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import contains_eager, joinedload

from press.db import db
from press.kits.errors import BeingMadeAnew, KitNotFound
from press.kits.models import (
    Asset,
    AssetEntry,
    AssetRevision,
    Correction,
    Kit,
    KitRevision,
    Release,
    ReleaseEnding,
    ReleaseText,
    Tombstone,
)
from press.kits.queries.tombstones import file_tombstone, rights_ended_at
from press.kits.queries.visible import Reader, may_see_kit, visible_entries, visible_kit, visible_texts
from press.kits.states import AssetKind, CopyState, EndingKind


@dataclass(frozen=True)
class DatedText:
    """A text as it reads now. `first_at` is since when there is one, `changed_at` since when it reads so, both never
    before the lift; `changed_in` is the number of the kit's revision that made it so."""

    text: ReleaseText
    first_at: datetime
    changed_at: datetime
    changed_in: int


def dated_texts(kit: str, reader: Reader, at: datetime) -> list[DatedText]:
    """Every text that this reader may have, in the order of reading, with its moments."""
    return dated(visible_texts(kit, reader, at))


def dated(texts: Sequence[ReleaseText]) -> list[DatedText]:
    """These texts of one revision, which the reader was given, with their moments: nobody asks again which they are,
    for there may be a newer revision by now."""
    if not texts:
        return []
    revision = texts[0].kit_revision
    earlier = _through_time(revision, {text.release_id for text in texts})
    return [_dated(text, earlier[text.release_id, text.language], revision.kit) for text in texts]


def _through_time(revision: KitRevision, releases: Collection[int]) -> dict[tuple[int, str], list[ReleaseText]]:
    """Every text that these releases had up to this revision, the newest first."""
    rows = db.session.scalars(
        select(ReleaseText)
        .join(ReleaseText.kit_revision)
        .options(contains_eager(ReleaseText.kit_revision))
        .where(
            KitRevision.kit_id == revision.kit_id,
            KitRevision.number <= revision.number,
            ReleaseText.release_id.in_(releases),
        )
        .order_by(KitRevision.number.desc())
    )
    found: dict[tuple[int, str], list[ReleaseText]] = {}
    for row in rows:
        found.setdefault((row.release_id, row.language), []).append(row)
    return found


def _dated(text: ReleaseText, all_of_it: Sequence[ReleaseText], kit: Kit) -> DatedText:
    since = text
    for earlier in all_of_it:
        if not earlier.reads_as(text):
            break
        since = earlier
    return DatedText(
        text,
        first_at=max(kit.lift, all_of_it[-1].kit_revision.published_at),
        changed_at=max(kit.lift, since.kit_revision.published_at),
        changed_in=since.kit_revision.number,
    )


def known_endings(kit: str, reader: Reader, at: datetime) -> Sequence[ReleaseEnding]:
    """The releases of a kit that ended after this reader could have read them, the oldest first. One that ended before
    the lift never was there for readers, and is not named. Raises KitNotFound."""
    held = visible_kit(kit, reader, at).kit
    was_published = exists().where(
        ReleaseText.release_id == Release.id,
        KitRevision.id == ReleaseText.kit_revision_id,
        KitRevision.published_at <= ReleaseEnding.at,
    )
    return db.session.scalars(
        select(ReleaseEnding)
        .join(ReleaseEnding.release)
        .options(contains_eager(ReleaseEnding.release))
        .where(Release.kit_id == held.id, ReleaseEnding.at >= held.lift, ReleaseEnding.at <= at, was_published)
        .order_by(ReleaseEnding.at)
    ).all()


@dataclass(frozen=True)
class KnownCopy:
    """A file of the kit with these very bytes. `newest` is what holds now; `corrections` say why, the oldest first;
    `release` is the slug of the release that it is a file of, if this reader may read that; `expired_at`: since when it
    may not be used."""

    state: CopyState
    held: AssetRevision
    newest: AssetEntry | None = None
    ending: Tombstone | None = None
    corrections: Sequence[Correction] = ()
    release: str | None = None
    expired_at: datetime | None = None

    @property
    def is_killed(self) -> bool:
        return isinstance(self.ending, ReleaseEnding) and self.ending.kind is EndingKind.KILLED


def known_copies(kit: str, sha256: str, reader: Reader, at: datetime) -> list[KnownCopy]:
    """What is known of a file with this SHA-256 (hex), for this reader; nothing of files that this reader may not know
    of. Raises KitNotFound when there is nothing here for this reader at all."""
    entries = {entry.asset.id: entry for entry in visible_entries(kit, list(AssetKind), reader, at)}
    if not entries and not may_see_kit(kit, reader, at):
        raise KitNotFound
    rows = db.session.scalars(
        select(AssetRevision)
        .join(AssetRevision.asset)
        .join(Kit, Kit.id == Asset.kit_id)
        .options(contains_eager(AssetRevision.asset))
        .where(Kit.slug == kit, AssetRevision.sha256 == sha256)
        .order_by(AssetRevision.asset_id, AssetRevision.number.desc())
    )
    newest_of_each = {held.asset_id: held for held in reversed(rows.all())}
    found = [_known(held, entries.get(held.asset_id), kit, reader, at) for held in newest_of_each.values()]
    return [one for one in found if one is not None]


def _known(held: AssetRevision, newest: AssetEntry | None, kit: str, reader: Reader, at: datetime) -> KnownCopy | None:
    if newest is not None:
        if newest.asset_revision.id == held.id:
            return KnownCopy(CopyState.CURRENT, held, newest, release=_release_of(held))
        return KnownCopy(CopyState.OLD, held, newest, corrections=_corrections_since(held), release=_release_of(held))
    try:
        ending = file_tombstone(held.asset.ref, reader, at)
    except BeingMadeAnew:
        return KnownCopy(CopyState.BEING_MADE, held)
    if ending is not None:
        return KnownCopy(CopyState.WITHDRAWN, held, ending=ending)
    expired_at = rights_ended_at(held.asset, reader, at)
    if expired_at is not None:
        return KnownCopy(CopyState.EXPIRED, held, expired_at=expired_at)
    if not may_see_kit(kit, reader, at):
        return None
    return KnownCopy(CopyState.GONE, held) if _was_given(held, kit, reader) else None


def _release_of(held: AssetRevision) -> str | None:
    return db.session.scalar(select(Release.slug).where(Release.id == held.asset.release_id))


def _corrections_since(held: AssetRevision) -> Sequence[Correction]:
    """Why the release that this is a file of reads otherwise now."""
    first = db.session.scalar(select(KitRevision.number).where(KitRevision.id.in_(_revisions_with(held))).limit(1))
    if held.asset.release_id is None or first is None:
        return ()
    return db.session.scalars(
        select(Correction)
        .join(KitRevision, KitRevision.id == Correction.kit_revision_id)
        .where(Correction.release_id == held.asset.release_id, KitRevision.number > first)
        .order_by(KitRevision.number)
    ).all()


def _revisions_with(held: AssetRevision) -> list[int]:
    return list(db.session.scalars(select(AssetEntry.kit_revision_id).where(AssetEntry.asset_revision_id == held.id)))


def _was_given(held: AssetRevision, kit: str, reader: Reader) -> bool:
    """Whether a file that left the kit was there for this reader after the lift: what went before it, nobody had."""
    last = db.session.scalar(
        select(AssetEntry)
        .join(AssetEntry.kit_revision)
        .options(joinedload(AssetEntry.kit_revision))
        .where(AssetEntry.asset_revision_id == held.id)
        .order_by(KitRevision.number.desc())
        .limit(1)
    )
    if last is None:
        return False
    held_kit = last.kit_revision.kit
    replaced_at = db.session.scalar(
        select(KitRevision.published_at).where(
            KitRevision.kit_id == held_kit.id, KitRevision.number == last.kit_revision.number + 1
        )
    )
    seen = replaced_at is not None and replaced_at > held_kit.lift
    return reader.staff or (seen and last.audience in reader.audiences)


def texts_as_files(kit: str, release: str, reader: Reader, at: datetime) -> list[AssetEntry]:
    """A release as PDF, DOCX and plain text, in each language."""
    return [entry for entry in _texts(kit, reader, at) if entry.asset.path.startswith(f"releases/{release}/")]


def files_by_release(kit: str, reader: Reader, at: datetime) -> dict[int, list[AssetEntry]]:
    """The same for every release of the kit, by the release's number."""
    found: dict[int, list[AssetEntry]] = {}
    for entry in _texts(kit, reader, at):
        found.setdefault(entry.asset.release_id or 0, []).append(entry)
    return found


def _texts(kit: str, reader: Reader, at: datetime) -> Iterator[AssetEntry]:
    yield from visible_entries(kit, [AssetKind.TEXT], reader, at)
