"""An outlet turns out to be another one; and not, after all. What points to outlets from rooms above this one
(applications) is moved by them, in the same transaction: `press/accreditation/services/outlets.py`."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select

from press.audit.services import By, record
from press.db import db
from press.outlets.errors import IllegalOutletMove, NotUndone
from press.outlets.models import Outlet, OutletAlias, OutletEvidence, OutletMerge, OutletPlatform
from press.outlets.models.known import OfAnOutlet
from press.outlets.moves import move
from press.outlets.queries.finding import outlet_itself
from press.outlets.queries.history import chain_from, standing_merges
from press.outlets.services.naming import add_alias
from press.outlets.services.own_media import carry_own_media, give_own_media_back
from press.outlets.services.platforms import give_names
from press.outlets.states import OutletState

# What goes along with an outlet, by its name in `OutletMerge.moved`; names go along in their own way.
_CARRIED: dict[str, type[OfAnOutlet]] = {
    "platforms": OutletPlatform,
    "evidence": OutletEvidence,
}


def absorb(
    outlet: Outlet, into: Outlet, *, by: By, at: datetime, reason: str = "", applications: Sequence[int] = ()
) -> OutletMerge:
    """One outlet is another: its names, platforms and evidence are the other's from now on. `applications` are the
    numbers of those that went along.

    Raises IllegalOutletMove when either is merged already, or both are the same one."""
    if into.id == outlet.id or into.state is OutletState.MERGED:
        raise IllegalOutletMove
    merge = OutletMerge(
        merged=outlet,
        survivor=into,
        from_state=outlet.state,
        reason=reason,
        moved={"applications": list(applications)},
        merged_at=at,
        merged_by=by.name,
    )
    move(outlet, OutletState.MERGED, reason=outlet.state_reason)
    outlet.merged_into_id = into.id
    into.version += 1
    db.session.add(merge)
    db.session.flush()
    for name, table in _CARRIED.items():
        rows = db.session.scalars(select(table).where(table.outlet_id == outlet.id).order_by(table.id)).all()
        _moved(merge, name, [row.id for row in rows])
        for row in rows:
            row.outlet_id = into.id
    _carry_names(merge)
    _moved(merge, "own_media", carry_own_media(outlet.id, into.id))
    db.session.flush()
    record("outlet.merged", outlet.subject, by=by, at=at, into=into.id, reason=reason, moved=len(applications))
    return merge


def take_apart(merge: OutletMerge, *, why: str, by: By, at: datetime) -> None:
    """They are two, after all: exactly what went along comes back, wherever the survivor has gone since. What came
    later stays. Raises NotUndone when it was undone already."""
    if merge.undone_at is not None:
        raise NotUndone
    merge.undone_at, merge.undone_by, merge.undone_why = at, by.name, why
    chain = chain_from(merge.survivor_id)
    outlet = outlet_itself(merge.merged_id)
    move(outlet, merge.from_state, reason=outlet.state_reason)
    outlet.merged_into_id = None
    for number in chain:
        outlet_itself(number).version += 1
    db.session.flush()
    for name, table in _CARRIED.items():
        moved = select(table).where(table.id.in_(merge.moved.get(name, [])), table.outlet_id.in_(chain))
        for row in db.session.scalars(moved):
            row.outlet_id = outlet.id
    _give_names_back(merge, outlet, chain)
    give_own_media_back(merge, chain)
    for each in standing_merges(chain):  # a name that both had goes to the one that is still there
        _carry_names(each)
    db.session.flush()
    for number in (outlet.id, chain[-1]):
        give_names(outlet_itself(number), by=by, at=at)
    for own in (outlet.name_th, outlet.name_en):
        add_alias(outlet, own, by=by, at=at)
    record(
        "outlet.taken_apart", outlet.subject, by=by, at=at, **{"from": merge.survivor_id}, merge=merge.id, reason=why
    )


def _carry_names(merge: OutletMerge) -> None:
    """Names of the one that the other lacks; the rest stays where nobody looks for it."""
    known = set(db.session.scalars(select(OutletAlias.folded).where(OutletAlias.outlet_id == merge.survivor_id)))
    names = db.session.scalars(select(OutletAlias).where(OutletAlias.outlet_id == merge.merged_id)).all()
    going = [alias for alias in names if alias.folded not in known]
    for alias in going:
        alias.outlet_id = merge.survivor_id
    _moved(merge, "aliases", [alias.id for alias in going])
    _forget(merge.merged_id, merge.survivor_id)


def _give_names_back(merge: OutletMerge, outlet: Outlet, chain: list[int]) -> None:
    """The names that went along, and those that its platforms have got since."""
    platforms = merge.moved.get("platforms", [])
    its = or_(OutletAlias.id.in_(merge.moved.get("aliases", [])), OutletAlias.platform_id.in_(platforms))
    here = set(db.session.scalars(select(OutletAlias.folded).where(OutletAlias.outlet_id == outlet.id)))
    for alias in db.session.scalars(select(OutletAlias).where(its, OutletAlias.outlet_id.in_(chain))).all():
        if alias.folded not in here:
            alias.outlet_id = outlet.id
            here.add(alias.folded)
    _forget(outlet.id, *chain)


def _moved(merge: OutletMerge, name: str, numbers: Sequence[int]) -> None:
    known = merge.moved.get(name, [])
    merge.moved = {**merge.moved, name: [*known, *(number for number in numbers if number not in known)]}


def _forget(*numbers: int) -> None:
    """Their names were moved by number: what is in memory is read anew."""
    db.session.flush()
    for number in numbers:
        db.session.expire(outlet_itself(number), ["aliases"])
