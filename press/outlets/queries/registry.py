"""The registry as a list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from press.db import db
from press.outlets.models import Outlet, OutletAlias, Owner
from press.outlets.names import fold, sort_key
from press.outlets.states import Medium, OutletState
from press.outlets.suggesting import alike_numbers
from press.web.pagination import Page

PAGE_SIZE = 50
_ALIKE = 20
SHOWN = tuple(state for state in OutletState if state is not OutletState.MERGED)


@dataclass(frozen=True)
class RegistryFilter:
    """What an officer wants to see. No states means all outlets that stand for themselves. `sort` is "best" (for a
    search), "name" or "newest"."""

    states: tuple[OutletState, ...] = ()
    medium: Medium | None = None
    country: str = ""
    owner_id: int | None = None
    words: str = ""
    sort: str = "name"


def registry(wanted: RegistryFilter, *, language: str, number: int) -> Page[Outlet]:
    """One page of outlets, names sorted as this language does. Database and memory share the work: no collation
    of SQLite knows Thai, and a registry's names are few."""
    alike = alike_numbers(wanted.words, limit=_ALIKE) if fold(wanted.words) else []
    rows = db.session.execute(
        select(Outlet.id, Outlet.name_th, Outlet.name_en, Outlet.created_at).where(*_conditions(wanted, alike))
    ).all()
    found = sorted(rows, key=_order(wanted.sort, language, alike))
    number = min(max(number, 1), max(1, -(-len(found) // PAGE_SIZE)))
    ids = [row.id for row in found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]]
    by_id = {outlet.id: outlet for outlet in db.session.scalars(select(Outlet).where(Outlet.id.in_(ids)))}
    return Page(rows=[by_id[each] for each in ids], number=number, size=PAGE_SIZE, total=len(found))


def outlet_counts() -> dict[OutletState, int]:
    """How many outlets stand where; states without any are 0, merged ones are not told of."""
    rows = db.session.execute(select(Outlet.state, func.count().label("n")).group_by(Outlet.state))
    found = {row.state: row.n for row in rows}
    return {state: found.get(state, 0) for state in SHOWN}


def countries_of_outlets() -> Sequence[str]:
    """Codes of the countries that have an outlet here."""
    return db.session.scalars(select(Outlet.country).distinct().order_by(Outlet.country)).all()


def _conditions(wanted: RegistryFilter, alike: list[int]) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Outlet.state.in_(wanted.states or SHOWN)]
    if wanted.medium is not None:
        conditions.append(Outlet.medium == wanted.medium)
    if wanted.country:
        conditions.append(Outlet.country == wanted.country)
    if wanted.owner_id is not None:
        conditions.append(Outlet.owner_id == wanted.owner_id)
    if wanted.words:
        conditions.append(_found_by(wanted.words, alike))
    return conditions


def _found_by(words: str, alike: list[int]) -> ColumnElement[bool]:
    """By a name that contains the words or looks like them, or by the owner's."""
    folded = fold(words)
    if not folded:
        return Outlet.id.is_(None)
    named = select(OutletAlias.outlet_id).where(OutletAlias.folded.contains(folded, autoescape=True))
    owned = select(Owner.id).where(Owner.name.icontains(words, autoescape=True))
    return or_(Outlet.id.in_(named), Outlet.id.in_(alike), Outlet.owner_id.in_(owned))


def _order(sort: str, language: str, alike: list[int]) -> Callable[[Any], Any]:
    if sort == "newest":
        return lambda row: (-row.created_at.timestamp(), -row.id)
    rank = {number: place for place, number in enumerate(alike)} if sort == "best" else {}

    def by_name(row: Any) -> Any:
        first, second = (row.name_th, row.name_en) if language == "th" else (row.name_en, row.name_th)
        return rank.get(row.id, len(alike)), sort_key(first or second), row.id

    return by_name
