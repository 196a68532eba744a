"""Pairs of outlets that look alike, for officers to look at."""

from dataclasses import dataclass

from sqlalchemy import select

from press.db import db
from press.outlets.models import Outlet, OutletApart
from press.outlets.queries.registry import SHOWN
from press.outlets.suggesting import pairs_alike
from press.web.pagination import Page

PAGE_SIZE = 25


@dataclass(frozen=True)
class Pair:
    """Two outlets and how much their names are alike, from 0 to 1."""

    one: Outlet
    other: Outlet
    likeness: float


PairPage = Page[Pair]


def pairs_to_look_at(*, number: int) -> PairPage:
    """One page of pairs, most alike first; pairs of which somebody said that they are two are left out."""
    standing = set(db.session.scalars(select(Outlet.id).where(Outlet.state.in_(SHOWN))))
    apart = {
        (row.first_id, row.second_id) for row in db.session.execute(select(OutletApart.first_id, OutletApart.second_id))
    }
    found = [
        (one, other, likeness)
        for one, other, likeness in pairs_alike()
        if one in standing and other in standing and (one, other) not in apart
    ]
    number = min(max(number, 1), max(1, -(-len(found) // PAGE_SIZE)))
    shown = found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    numbers = {each for one, other, _likeness in shown for each in (one, other)}
    outlets = {outlet.id: outlet for outlet in db.session.scalars(select(Outlet).where(Outlet.id.in_(numbers)))}
    rows = [Pair(outlets[one], outlets[other], likeness) for one, other, likeness in shown]
    return Page(rows=rows, number=number, size=PAGE_SIZE, total=len(found))
