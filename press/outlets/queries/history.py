"""What became of an outlet: merges, owners, what is known of it."""

from collections.abc import Iterable, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from press.db import db
from press.outlets.errors import OutletNotFound
from press.outlets.models import Outlet, OutletEvidence, OutletMerge, OutletOwner, OutletPlatform


def merges_of(outlet: Outlet) -> Sequence[OutletMerge]:
    """Every merge that it was part of, the newest first."""
    return db.session.scalars(
        select(OutletMerge)
        .where(or_(OutletMerge.merged_id == outlet.id, OutletMerge.survivor_id == outlet.id))
        .options(
            joinedload(OutletMerge.merged).joinedload(Outlet.owner),
            joinedload(OutletMerge.survivor).joinedload(Outlet.owner),
        )
        .order_by(OutletMerge.id.desc())
    ).all()


def merge_by_id(merge_id: int, *, for_update: bool = False) -> OutletMerge:
    """Raises OutletNotFound."""
    lock = {"of": OutletMerge} if for_update else None
    found = db.session.get(OutletMerge, merge_id, with_for_update=lock, populate_existing=for_update)
    if found is None:
        raise OutletNotFound
    return found


def standing_merges(survivors: Iterable[int]) -> Sequence[OutletMerge]:
    """Merges into these outlets that were not undone, oldest first."""
    return db.session.scalars(
        select(OutletMerge)
        .where(OutletMerge.survivor_id.in_(list(survivors)), OutletMerge.undone_at.is_(None))
        .order_by(OutletMerge.id)
    ).all()


def chain_from(outlet_id: int) -> list[int]:
    """The outlet and all that it was merged into one after the other; the last one stands for itself."""
    chain = [outlet_id]
    while (further := db.session.scalar(select(Outlet.merged_into_id).where(Outlet.id == chain[-1]))) is not None:
        chain.append(further)
    return chain


def owners_over_time(outlet: Outlet) -> Sequence[OutletOwner]:
    """Its owners, today's first."""
    return db.session.scalars(
        select(OutletOwner)
        .where(OutletOwner.outlet_id == outlet.id)
        .options(joinedload(OutletOwner.owner))
        .order_by(OutletOwner.since.desc(), OutletOwner.id.desc())
    ).all()


def platforms_of(outlet: Outlet) -> Sequence[OutletPlatform]:
    return db.session.scalars(
        select(OutletPlatform).where(OutletPlatform.outlet_id == outlet.id).order_by(OutletPlatform.id)
    ).all()


def platform_by_id(platform_id: int, *, outlet: Outlet) -> OutletPlatform:
    """A platform of this outlet. Raises OutletNotFound."""
    found = db.session.get(OutletPlatform, platform_id)
    if found is None or found.outlet_id != outlet.id:
        raise OutletNotFound
    return found


def evidence_of(outlet: Outlet) -> Sequence[OutletEvidence]:
    """What proves it, the latest look first."""
    return db.session.scalars(
        select(OutletEvidence)
        .where(OutletEvidence.outlet_id == outlet.id)
        .order_by(OutletEvidence.checked_at.desc(), OutletEvidence.id.desc())
    ).all()


def evidence_by_id(evidence_id: int, *, outlet: Outlet) -> OutletEvidence:
    """A piece of evidence of this outlet. Raises OutletNotFound."""
    found = db.session.get(OutletEvidence, evidence_id)
    if found is None or found.outlet_id != outlet.id:
        raise OutletNotFound
    return found
