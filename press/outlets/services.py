"""The verbs of the registry."""

from datetime import datetime

from sqlalchemy import select

from press.audit.services import By, record
from press.db import db
from press.errors import Invalid
from press.outlets.errors import IllegalOutletMove
from press.outlets.models import Outlet, OutletAlias, Owner, OwnMedium
from press.outlets.names import fold
from press.outlets.queries import match
from press.outlets.states import LEGAL_MOVES, Medium, OutletState

_THAI_BLOCK = range(0x0E00, 0x0E80)


def propose(name: str, *, medium: Medium, country: str, by: By, at: datetime) -> Outlet:
    """The outlet that an applicant names: the one in the registry, or a new proposed one."""
    known = match(name, medium, country)
    if known is not None:
        return known
    thai = any(ord(c) in _THAI_BLOCK for c in name)
    outlet = Outlet(
        name_th=name if thai else "",
        name_en="" if thai else name,
        medium=medium,
        country=country,
        state=OutletState.PROPOSED,
        created_at=at,
    )
    db.session.add(outlet)
    db.session.flush()
    add_alias(outlet, name)
    record("outlet.proposed", _subject(outlet), by=by, at=at, name=name)
    return outlet


def add_alias(outlet: Outlet, alias: str) -> None:
    """Another name under which this outlet is found; nothing happens if it is known or empty."""
    folded = fold(alias)
    if folded and folded not in {known.folded for known in outlet.aliases}:
        outlet.aliases.append(OutletAlias(alias=alias, folded=folded))
        db.session.flush()


def verify(
    outlet: Outlet,
    *,
    name_th: str,
    name_en: str,
    medium: Medium,
    country: str,
    owner: str,
    how: str,
    by: By,
    at: datetime,
) -> None:
    """An officer has checked that this is an outlet, and says how. `owner` may be empty.

    Raises Invalid without a name or a word on how it was checked, IllegalOutletMove for a merged outlet."""
    if not (name_th or name_en):
        raise Invalid("an outlet needs a name in one language at least")
    if not how:
        raise Invalid("say how this outlet was checked")
    if outlet.state is not OutletState.VERIFIED:
        _move(outlet, OutletState.VERIFIED)
    outlet.name_th, outlet.name_en, outlet.medium, outlet.country = name_th, name_en, medium, country
    outlet.owner = _owner(owner)
    outlet.verified_at, outlet.verified_by, outlet.verified_how = at, by.name, how
    for name in (name_th, name_en):
        add_alias(outlet, name)
    db.session.flush()
    record(
        "outlet.verified",
        _subject(outlet),
        by=by,
        at=at,
        how=how,
        medium=medium.value,
        country=country,
        owner=owner,
    )


def absorb(outlet: Outlet, into: Outlet, *, by: By, at: datetime) -> None:
    """A proposed name turned out to be another outlet: its names lead there from now on.

    Raises IllegalOutletMove when either is merged already, or both are the same one."""
    if into.id == outlet.id or into.state is OutletState.MERGED:
        raise IllegalOutletMove(f"outlet {outlet.id} cannot be merged into {into.id}")
    _move(outlet, OutletState.MERGED)
    outlet.merged_into_id = into.id
    for alias in outlet.aliases:
        add_alias(into, alias.alias)
    db.session.flush()
    record("outlet.merged", _subject(outlet), by=by, at=at, into=into.id)


def set_own_medium(outlet: Outlet, *, event_id: int, own: bool, by: By, at: datetime) -> None:
    """Says whether this outlet is the organiser's or a partner's own medium: such a one is never counted."""
    known = db.session.get(OwnMedium, (event_id, outlet.id))
    if (known is not None) == own:
        return
    if known is None:
        db.session.add(OwnMedium(event_id=event_id, outlet_id=outlet.id))
    else:
        db.session.delete(known)
    db.session.flush()
    record("outlet.own_medium", _subject(outlet), by=by, at=at, event=event_id, own=own)


def _owner(name: str) -> Owner | None:
    if not name:
        return None
    owner = db.session.scalar(select(Owner).where(Owner.name == name))
    if owner is None:
        owner = Owner(name=name)
        db.session.add(owner)
    return owner


def _move(outlet: Outlet, to: OutletState) -> None:
    if to not in LEGAL_MOVES[outlet.state]:
        raise IllegalOutletMove(f"an outlet that is {outlet.state} cannot become {to}")
    outlet.state = to


def _subject(outlet: Outlet) -> str:
    return f"outlet:{outlet.id}"
