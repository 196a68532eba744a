"""Reads of kits. Who may see what, and from which second, is a condition in the query: a row that a reader
may not know of never leaves the database, so that no page, count or link can give it away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, contains_eager

from press.db import db
from press.kits.errors import KitNotFound
from press.kits.models import (
    Asset,
    AssetEntry,
    AssetRevision,
    Kit,
    KitRevision,
    LicenceText,
    LogoPack,
    Release,
    ReleaseText,
)
from press.kits.queries.emblems import IS_MARK, EmblemGrant, no_emblem_but
from press.kits.queries.ended import IS_GIVEN_OUT, TEXT_STANDS
from press.kits.states import AssetKind, Audience, MarkKind


@dataclass(frozen=True)
class Reader:
    """What counts of a person when a kit is asked for: a credential for its event as of this request, the numbers of
    the kits whose embargo they have undertaken to keep, or being staff of the kits, who also see it before its lift;
    and which emblems the person was allowed to use."""

    credentialed: bool = False
    staff: bool = False
    undertaken: frozenset[int] = frozenset()
    emblems: tuple[EmblemGrant, ...] = ()

    @property
    def audiences(self) -> tuple[Audience, ...]:
        return (Audience.PUBLIC, Audience.ACCREDITED) if self.credentialed else (Audience.PUBLIC,)


_IS_CURRENT = and_(KitRevision.kit_id == Kit.id, KitRevision.number == Kit.current_number)


def _open_to(
    reader: Reader, at: datetime | ColumnElement[datetime], audience: InstrumentedAttribute[Audience]
) -> ColumnElement[bool]:
    """The rule itself: lifted, and for this reader's audience; or available, and for an accredited reader who has
    undertaken to keep the embargo."""
    if reader.staff:
        return true()
    lifted = and_(Kit.embargo_until <= at, audience.in_(reader.audiences))
    early = Kit.id.in_(reader.undertaken) if reader.credentialed and reader.undertaken else false()
    return and_(Kit.available_from <= at, or_(lifted, early))


def _announced_to(reader: Reader, at: datetime) -> ColumnElement[bool]:
    """Who may know when a kit that is still held will open, and nothing else of it: the accredited of its event."""
    return and_(Kit.lifts_after(at), Kit.current_number > 0) if reader.credentialed else false()


def _given(reader: Reader, at: datetime) -> tuple[ColumnElement[bool], ...]:
    """Which files this reader is given: open to them, still to be used, in nothing that was taken back, and of no
    certification emblem but one that they were allowed to use."""
    no_emblem = true() if reader.staff else no_emblem_but(reader.emblems, at)
    return _open_to(reader, at, AssetEntry.audience), _usable(at), IS_GIVEN_OUT, no_emblem


def _usable(at: datetime) -> ColumnElement[bool]:
    """Rights in a file may end on a day: from then on nobody is given it, staff neither."""
    return or_(AssetEntry.usable_until.is_(None), AssetEntry.usable_until > at)


def kit_row(slug: str) -> Kit | None:
    """The bare kit, to learn which event's credential counts. It says nothing of what may be shown."""
    return db.session.scalar(select(Kit).where(Kit.slug == slug))


def published_slugs() -> Sequence[str]:
    """The names of all kits that have a revision, for those who run the service."""
    return db.session.scalars(select(Kit.slug).where(Kit.current_number > 0).order_by(Kit.slug)).all()


def kit_row_of_asset(ref: str) -> Kit | None:
    """The bare kit of the asset with this address; as `kit_row`."""
    return db.session.scalar(select(Kit).join(Asset, Asset.kit_id == Kit.id).where(Asset.ref == ref))


def current_revision(kit_id: int) -> KitRevision | None:
    """The revision that holds now, for those who publish."""
    return db.session.scalar(select(KitRevision).join(Kit, _IS_CURRENT).where(Kit.id == kit_id))


def visible_kit(slug: str, reader: Reader, at: datetime) -> KitRevision:
    """The kit as this reader may have it at this moment. Raises KitNotFound."""
    revision = db.session.scalar(
        select(KitRevision)
        .join(Kit, _IS_CURRENT)
        .options(contains_eager(KitRevision.kit))
        .where(Kit.slug == slug, _open_to(reader, at, KitRevision.audience))
    )
    if revision is None:
        raise KitNotFound
    return revision


def may_see_kit(slug: str, reader: Reader, at: datetime) -> bool:
    """Whether the kit's own page is there for this reader; some of its files may be without it."""
    try:
        visible_kit(slug, reader, at)
    except KitNotFound:
        return False
    return True


@dataclass(frozen=True)
class KnownKit:
    """A kit that a reader may know of. `revision` is missing while it is held from them."""

    kit: Kit
    revision: KitRevision | None


def known_kits_of_event(event_id: int, reader: Reader, at: datetime) -> list[KnownKit]:
    """Every kit of the event that this reader may have, the newest first; then those that are held and whose hour they
    may know, in the order in which they open."""
    shown = and_(_IS_CURRENT, _open_to(reader, at, KitRevision.audience))
    rows = db.session.execute(
        select(Kit, KitRevision)
        .outerjoin(KitRevision, shown)
        .where(Kit.event_id == event_id, or_(KitRevision.id.is_not(None), _announced_to(reader, at)))
        .order_by(KitRevision.id.is_(None), KitRevision.published_at.desc())
        .order_by(Kit.embargo_until, Kit.available_from, Kit.id)
    )
    return [KnownKit(kit, revision) for kit, revision in rows]


def announced_kit(slug: str, reader: Reader, at: datetime) -> Kit:
    """A kit that is held, for a reader who may know of its hour. Raises KitNotFound."""
    kit = db.session.scalar(select(Kit).where(Kit.slug == slug, _announced_to(reader, at)))
    if kit is None:
        raise KitNotFound
    return kit


def visible_texts(kit: str, reader: Reader, at: datetime) -> Sequence[ReleaseText]:
    """Every text of the kit's releases in every language, in the order of reading."""
    return db.session.scalars(
        select(ReleaseText)
        .join(ReleaseText.kit_revision)
        .join(Kit, _IS_CURRENT)
        .where(Kit.slug == kit, TEXT_STANDS, _open_to(reader, at, KitRevision.audience))
        .order_by(ReleaseText.position, ReleaseText.language)
    ).all()


def visible_release(kit: str, release: str, reader: Reader, at: datetime) -> Sequence[ReleaseText]:
    """The texts of one release, one a language. Raises KitNotFound."""
    texts = db.session.scalars(
        select(ReleaseText)
        .join(ReleaseText.kit_revision)
        .join(Kit, _IS_CURRENT)
        .join(ReleaseText.release)
        .options(contains_eager(ReleaseText.release))
        .where(Kit.slug == kit, Release.slug == release, TEXT_STANDS, _open_to(reader, at, KitRevision.audience))
        .order_by(ReleaseText.language)
    ).all()
    if not texts:
        raise KitNotFound
    return texts


def visible_entries(kit: str, kinds: Sequence[AssetKind], reader: Reader, at: datetime) -> Sequence[AssetEntry]:
    """The kit's files of these kinds that this reader may have, in the kit's order."""
    return _entries(kit, Asset.kind.in_(kinds), reader, at)


def visible_renditions(kit: str, sources: Sequence[AssetEntry], reader: Reader, at: datetime) -> Sequence[AssetEntry]:
    """What is drawn from these of the kit's files and this reader may have, in the kit's order."""
    return _entries(kit, Asset.rendition_of_id.in_([entry.asset.id for entry in sources]), reader, at)


def _entries(kit: str, wanted: ColumnElement[bool], reader: Reader, at: datetime) -> Sequence[AssetEntry]:
    # The revision comes once, not beside each of its hundreds of files: its texts are long.
    return db.session.scalars(
        select(AssetEntry)
        .join(AssetEntry.kit_revision)
        .join(Kit, _IS_CURRENT)
        .join(AssetEntry.asset_revision)
        .join(AssetRevision.asset)
        .options(contains_eager(AssetEntry.asset_revision).contains_eager(AssetRevision.asset))
        .where(Kit.slug == kit, wanted, *_given(reader, at))
        .order_by(AssetEntry.position)
    ).all()


def visible_asset(ref: str, reader: Reader, at: datetime) -> AssetEntry:
    """The newest revision of the asset with this address, in the kit as it holds now. Raises KitNotFound."""
    entry = db.session.scalar(
        select(AssetEntry)
        .join(AssetEntry.kit_revision)
        .join(Kit, _IS_CURRENT)
        .join(AssetEntry.asset_revision)
        .join(AssetRevision.asset)
        .options(
            contains_eager(AssetEntry.asset_revision).contains_eager(AssetRevision.asset),
            contains_eager(AssetEntry.kit_revision).contains_eager(KitRevision.kit),
        )
        .where(Asset.ref == ref, *_given(reader, at))
    )
    if entry is None:
        raise KitNotFound
    return entry


def visible_emblem(slug: str, reader: Reader, at: datetime) -> KitRevision:
    """The kit, when it has a certification emblem that this reader may know of. That there is one may know whoever its
    audience lets in; its files are another matter. Raises KitNotFound."""
    revision = db.session.scalar(
        select(KitRevision)
        .join(Kit, _IS_CURRENT)
        .join(LogoPack, LogoPack.kit_revision_id == KitRevision.id)
        .join(AssetEntry, AssetEntry.kit_revision_id == KitRevision.id)
        .options(contains_eager(KitRevision.kit))
        .where(Kit.slug == slug, LogoPack.kind == MarkKind.CERTIFICATION_EMBLEM)
        .where(IS_MARK, _open_to(reader, at, AssetEntry.audience))
        .limit(1)
    )
    if revision is None:
        raise KitNotFound
    return revision


def visible_mark_of_event(event_id: int, reader: Reader, at: datetime) -> tuple[str, LogoPack] | None:
    """The mark of the event's newest kit that has one which this reader may know of: a programme mark whose files they
    are given, or an emblem that can be asked for; and the kit's name in addresses."""
    emblem = LogoPack.kind == MarkKind.CERTIFICATION_EMBLEM
    found = db.session.execute(
        select(Kit.slug, LogoPack)
        .join(KitRevision, _IS_CURRENT)
        .join(LogoPack, LogoPack.kit_revision_id == KitRevision.id)
        .join(AssetEntry, AssetEntry.kit_revision_id == KitRevision.id)
        .join(AssetEntry.asset_revision)
        .join(AssetRevision.asset)
        .where(Kit.event_id == event_id, IS_MARK, _open_to(reader, at, AssetEntry.audience))
        .where(or_(emblem, and_(_usable(at), IS_GIVEN_OUT)))
        .order_by(KitRevision.published_at.desc())
        .limit(1)
    ).first()
    return (found[0], found[1]) if found else None


def name_of_revision(asset_id: int, number: int) -> str | None:
    """The name that an asset which the reader was given bore in this revision of it, if there was one."""
    return db.session.scalar(
        select(AssetRevision.file_name).where(AssetRevision.asset_id == asset_id, AssetRevision.number == number)
    )


def licences_of(revision: KitRevision, slugs: Sequence[str]) -> Sequence[LicenceText]:
    """The terms that these licences have in a revision which the reader was given."""
    return db.session.scalars(
        select(LicenceText)
        .where(LicenceText.kit_revision_id == revision.id, LicenceText.slug.in_(slugs))
        .order_by(LicenceText.slug, LicenceText.language)
    ).all()


def logo_pack_of(revision: KitRevision) -> LogoPack | None:
    """What a revision which the reader was given says of its logos."""
    return db.session.get(LogoPack, revision.id)
