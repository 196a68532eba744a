"""What somebody has who took a file: the file that it was drawn from, the release that it is made of, and of a zip
whatever may be in it. Of a zip only its name and bytes are known here, so that too many are counted and told rather
than too few. The list of holders, its numbers and the notices all ask here, and so name the same people.

Every row is a revision of a file that can be taken (`revision_id`), what it carries (`item_id`), and the newest version
of that (`number`) which was in the kit together with it."""

from typing import Any

from sqlalchemy import CompoundSelect, Select, func, or_, select, union_all
from sqlalchemy.orm import aliased

from press.kits.models import Asset, AssetEntry, AssetRevision, KitRevision, LogoPack, ReleaseText
from press.kits.states import AssetKind, Audience, MarkKind

Wanted = Select[Any] | list[int]


def files_carried(assets: Wanted) -> CompoundSelect[Any]:
    """In what else than itself each of these files was given out: pictures that are drawn from it, and zips."""
    held, revision, source = aliased(AssetEntry), aliased(AssetRevision), aliased(Asset)
    emblems = select(LogoPack.kit_revision_id).where(LogoPack.kind == MarkKind.CERTIFICATION_EMBLEM)
    together = (
        _given_out(revision.asset_id, revision.number)
        .join(held, held.kit_revision_id == AssetEntry.kit_revision_id)
        .join(revision, revision.id == held.asset_revision_id)
        .where(revision.asset_id.in_(assets))
    )
    zips = together.join(source, source.id == revision.asset_id).where(
        Asset.kind == AssetKind.ZIP,
        source.kind != AssetKind.ZIP,
        held.usable_until.is_(None),
        or_(AssetEntry.audience == Audience.ACCREDITED, held.audience == Audience.PUBLIC),
        or_(held.layout.is_(None), held.kit_revision_id.not_in(emblems)),  # no zip holds an emblem
    )
    return union_all(together.where(Asset.rendition_of_id == revision.asset_id), zips)


def releases_carried(releases: Wanted) -> CompoundSelect[Any]:
    """In what each of these releases was given out: as a file of its own, and in zips for the kit's own audience. Their
    version is a number of the kit's revision."""
    files = _given_out(Asset.release_id, KitRevision.number).join(
        KitRevision, KitRevision.id == AssetEntry.kit_revision_id
    )
    zips = (
        _given_out(ReleaseText.release_id, KitRevision.number)
        .join(KitRevision, KitRevision.id == AssetEntry.kit_revision_id)
        .join(ReleaseText, ReleaseText.kit_revision_id == KitRevision.id)
        .where(Asset.kind == AssetKind.ZIP, AssetEntry.audience == KitRevision.audience)
    )
    return union_all(files.where(Asset.release_id.in_(releases)), zips.where(ReleaseText.release_id.in_(releases)))


def _given_out(item_id: Any, number: Any) -> Select[Any]:
    """Each revision of a file once for each item, however many revisions of the kit they stand in together."""
    revision_id = AssetEntry.asset_revision_id
    columns = (revision_id.label("revision_id"), item_id.label("item_id"), func.max(number).label("number"))
    query: Select[Any] = (
        select(*columns)
        .select_from(AssetEntry)
        .join(AssetRevision, AssetRevision.id == revision_id)
        .join(Asset, Asset.id == AssetRevision.asset_id)
    )
    return query.group_by(revision_id, item_id)
