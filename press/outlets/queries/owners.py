"""Legal groups and how many outlets each has."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from press.db import db
from press.outlets.errors import OutletNotFound
from press.outlets.models import Outlet, Owner
from press.outlets.names import fold, sort_key
from press.outlets.states import OutletState
from press.web.pagination import Page

PAGE_SIZE = 50


@dataclass(frozen=True)
class OwnerRow:
    """An owner, and how many outlets that stand for themselves are its own today."""

    id: int
    name: str
    outlets: int


def owners(words: str, *, number: int) -> Page[OwnerRow]:
    """One page of owners by name."""
    folded = fold(words)
    rows = db.session.execute(
        select(Owner.id, Owner.name, func.count(Outlet.id).label("outlets"))
        .outerjoin(Outlet, (Outlet.owner_id == Owner.id) & (Outlet.state != OutletState.MERGED))
        .group_by(Owner.id, Owner.name)
    )
    found = [OwnerRow(row.id, row.name, row.outlets) for row in rows if not words or folded in fold(row.name)]
    found.sort(key=lambda row: (sort_key(row.name), row.id))
    number = min(max(number, 1), max(1, -(-len(found) // PAGE_SIZE)))
    first = (number - 1) * PAGE_SIZE
    return Page(rows=found[first : first + PAGE_SIZE], number=number, size=PAGE_SIZE, total=len(found))


def owner_by_id(owner_id: int, *, for_update: bool = False) -> Owner:
    """Raises OutletNotFound."""
    owner = db.session.get(Owner, owner_id, with_for_update=for_update or None, populate_existing=for_update)
    if owner is None:
        raise OutletNotFound
    return owner


def outlets_of_owner(owner: Owner) -> Sequence[Outlet]:
    """The outlets that are this owner's today, by name."""
    found = db.session.scalars(
        select(Outlet).where(Outlet.owner_id == owner.id, Outlet.state != OutletState.MERGED)
    ).all()
    return sorted(found, key=lambda outlet: (sort_key(outlet.name("th")), outlet.id))


def all_owners() -> Sequence[Owner]:
    """Every owner, by name."""
    return sorted(db.session.scalars(select(Owner)), key=lambda owner: (sort_key(owner.name), owner.id))
