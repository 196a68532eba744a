"""One outlet, by its number or by a name."""

from collections.abc import Sequence

from sqlalchemy import select

from press.db import db
from press.outlets.errors import OutletNotFound
from press.outlets.models import Outlet, OutletAlias, OwnMedium
from press.outlets.names import fold
from press.outlets.states import Medium, OutletState


def outlet_by_id(outlet_id: int, *, for_update: bool = False) -> Outlet:
    """The outlet, or the one it was merged into. Raises OutletNotFound."""
    outlet = outlet_itself(outlet_id, for_update=for_update)
    while outlet.merged_into_id is not None:
        outlet = outlet_itself(outlet.merged_into_id, for_update=for_update)
    return outlet


def outlet_itself(outlet_id: int, *, for_update: bool = False) -> Outlet:
    """The outlet of this number, merged or not. Raises OutletNotFound."""
    # Of the outlet alone: PostgreSQL cannot lock the owner's side of the outer join.
    lock = {"of": Outlet} if for_update else None
    outlet = db.session.get(Outlet, outlet_id, with_for_update=lock, populate_existing=for_update)
    if outlet is None:
        raise OutletNotFound
    return outlet


def held_outlet(outlet_id: int) -> Outlet:
    """As `outlet_by_id`; it is not merged into another one until this transaction ends, and so what points to it now
    points right."""
    query = select(Outlet).where(Outlet.id == outlet_id).execution_options(populate_existing=True)
    outlet = db.session.scalar(query.with_for_update(read=True, key_share=True, of=Outlet))
    if outlet is None:
        raise OutletNotFound
    return outlet if outlet.merged_into_id is None else held_outlet(outlet.merged_into_id)


def is_own_medium(outlet_id: int, event_id: int) -> bool:
    """Whether the outlet is the organiser's or a partner's own medium for this event."""
    return db.session.get(OwnMedium, (event_id, outlet_id)) is not None


def own_media_of(outlet_id: int) -> set[int]:
    """The numbers of the events at which this outlet is the organisers' own."""
    return set(db.session.scalars(select(OwnMedium.event_id).where(OwnMedium.outlet_id == outlet_id)))


def match(name: str, medium: Medium, country: str) -> Outlet | None:
    """The one outlet that bears this name or alias. A name that several bear is settled by medium and country;
    if that leaves more than one, nothing is guessed."""
    outlets = db.session.scalars(
        select(Outlet)
        .join(OutletAlias)
        .where(OutletAlias.folded == fold(name), Outlet.state != OutletState.MERGED)
        .distinct()
    ).all()
    if len(outlets) > 1:
        outlets = [outlet for outlet in outlets if (outlet.medium, outlet.country) == (medium, country)]
    return outlets[0] if len(outlets) == 1 else None


def find_by_name(words: str, *, limit: int = 20) -> Sequence[Outlet]:
    """Outlets with a name or alias that contains these words, verified ones first."""
    folded = fold(words)
    if not folded:
        return []
    return db.session.scalars(
        select(Outlet)
        .where(
            Outlet.id.in_(select(OutletAlias.outlet_id).where(OutletAlias.folded.contains(folded, autoescape=True))),
            Outlet.state != OutletState.MERGED,
        )
        .order_by((Outlet.state == OutletState.VERIFIED).desc(), Outlet.id)
        .limit(limit)
    ).all()
