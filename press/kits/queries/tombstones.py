"""What stands in the place of what was taken back: for those who could read it when it ended, and for nobody else."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from press.db import db
from press.kits.errors import BeingMadeAnew
from press.kits.models import (
    Asset,
    AssetEnding,
    AssetEntry,
    AssetRevision,
    Kit,
    KitRevision,
    Release,
    ReleaseEnding,
    Tombstone,
)
from press.kits.queries.visible import _IS_CURRENT, Reader, _open_to
from press.kits.states import AssetKind


def tombstones(kit: str, reader: Reader, at: datetime) -> Sequence[ReleaseEnding]:
    """The releases that were taken back from this reader: those that could be read when they ended, the newest
    first."""
    return db.session.scalars(_tombstones(kit, reader, at).order_by(ReleaseEnding.at.desc())).all()


def tombstone(kit: str, release: str, reader: Reader, at: datetime) -> ReleaseEnding | None:
    """What stands in the place of a release that was taken back from this reader."""
    return db.session.scalar(_tombstones(kit, reader, at).where(Release.slug == release))


def _tombstones(kit: str, reader: Reader, at: datetime) -> Select[ReleaseEnding]:
    return (
        select(ReleaseEnding)
        .join(ReleaseEnding.release)
        .join(Kit, Kit.id == Release.kit_id)
        .join(KitRevision, _IS_CURRENT)
        .options(contains_eager(ReleaseEnding.release))
        .where(
            Kit.slug == kit,
            _open_to(reader, at, KitRevision.audience),
            _open_to(reader, ReleaseEnding.__table__.c.at, KitRevision.audience),
        )
    )


def file_tombstone(ref: str, reader: Reader, at: datetime) -> Tombstone | None:
    """Why a file is no longer given to this reader, who could have had it when it ended: because it was taken back,
    or what it is made of. Raises BeingMadeAnew for a zip that waits to be made without something."""
    asset = db.session.scalar(select(Asset).where(Asset.ref == ref))
    entry = _last_entry(asset, reader, at) if asset else None
    if asset is None or entry is None:
        return None
    ended = db.session.scalar(
        select(AssetEnding).where(AssetEnding.asset_id.in_([asset.id, asset.rendition_of_id or asset.id]))
    )
    ending: Tombstone | None = ended or db.session.scalar(
        select(ReleaseEnding).where(ReleaseEnding.release_id == asset.release_id)
    )
    if ending is not None:
        return ending if _last_entry(asset, reader, ending.at) else None
    if asset.kind is AssetKind.ZIP and entry.kit_revision.number == entry.kit_revision.kit.current_number:
        raise BeingMadeAnew
    return None


def rights_ended_at(asset: Asset, reader: Reader, at: datetime) -> datetime | None:
    """Since when a file is not given to this reader, who could have had it until then, because the right to use it has
    ended."""
    entry = _last_entry(asset, reader, at)
    until = entry.usable_until if entry else None
    if until is None or until > at:
        return None
    return until if _last_entry(asset, reader, until) else None


def may_see_file(asset: Asset, reader: Reader, at: datetime) -> bool:
    """Whether this reader could have had a file in some revision of its kit, were it not taken back."""
    return _last_entry(asset, reader, at) is not None


def _last_entry(asset: Asset, reader: Reader, at: datetime) -> AssetEntry | None:
    """The asset's place in the last revision that held it, if this reader could have had it there."""
    return db.session.scalar(
        select(AssetEntry)
        .join(AssetEntry.kit_revision)
        .join(Kit, Kit.id == KitRevision.kit_id)
        .join(AssetEntry.asset_revision)
        .options(contains_eager(AssetEntry.kit_revision).contains_eager(KitRevision.kit))
        .where(AssetRevision.asset_id == asset.id, _open_to(reader, at, AssetEntry.audience))
        .order_by(KitRevision.number.desc())
        .limit(1)
    )
