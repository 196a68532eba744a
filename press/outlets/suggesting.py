"""Outlets of the registry whose names look like one that was typed.

Each application keeps the registry's names taken apart in memory. Before each
look-up one small statement asks whether names were added; nothing else can make the index wrong, because it holds
names alone: what stands in an outlet (its state, whether it was merged) is read from the database each time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from flask import current_app
from sqlalchemy import func, select

from press.db import db
from press.outlets.lookalikes import Index, worth_showing
from press.outlets.models import Outlet, OutletAlias, OutletMerge
from press.outlets.queries import find_by_name
from press.outlets.states import OutletState

# How many are looked at for each that is wanted: some are merged, or not for this reader.
_SPARE = 6


@dataclass(frozen=True, slots=True)
class _Mark:
    """What the table of names was like. Names are never changed in place, so that count and highest number tell of
    every addition; the sums tell of those that were taken away, `newest` of one that took the number of the last
    (SQLite gives it again), `merges` (done and undone) of those that went to another outlet."""

    count: int
    last: int
    outlets: int
    letters: int
    newest: datetime | None
    merges: int

    def __add__(self, other: "_Mark") -> "_Mark":
        return _Mark(
            self.count + other.count,
            other.last,
            self.outlets + other.outlets,
            self.letters + other.letters,
            max((at for at in (self.newest, other.newest) if at), default=None),
            self.merges,
        )


@dataclass(slots=True)
class _Kept:
    index: Index
    mark: _Mark


_NOTHING = _Mark(0, 0, 0, 0, None, 0)
_KEPT = "press.outlets.names"
_lock = Lock()


def look_alikes(name: str, *, limit: int, verified_only: bool = False, but: Outlet | None = None) -> Sequence[Outlet]:
    """Outlets that stand for themselves and look like this name, most alike first; `but` is left out. Nothing is
    decided by it."""
    found = _index().look_up(name, limit=limit * _SPARE)
    if not found:
        return []
    fits = Outlet.state == OutletState.VERIFIED if verified_only else Outlet.state != OutletState.MERGED
    wanted = select(Outlet).where(Outlet.id.in_([key for key, _likeness in found]), fits)
    outlets = {outlet.id: outlet for outlet in db.session.scalars(wanted) if outlet is not but}
    # Only now: what this reader may not see, however alike, hides nothing that they may.
    shown = worth_showing([(key, likeness) for key, likeness in found if key in outlets], limit=limit)
    return [outlets[key] for key, _likeness in shown]


def alike_numbers(words: str, *, limit: int) -> list[int]:
    """Numbers of outlets that look like these words, most alike first, merged ones among them."""
    return [key for key, _likeness in worth_showing(_index().look_up(words, limit=limit), limit=limit)]


def pairs_alike() -> list[tuple[int, int, float]]:
    """Pairs of numbers of outlets that look alike and how much, most alike first, merged ones among them."""
    return _index().pairs()


def candidates(words: str, *, but: Outlet | None, limit: int = 20) -> list[tuple[Outlet, bool]]:
    """Outlets that an officer may mean by these words, and whether each looks like them: these first, most alike
    first, then those with a name that merely contains the words. `but` is left out: it is the one at hand."""
    alike = look_alikes(words, limit=limit, but=but)
    known = {outlet.id for outlet in alike}
    others = [outlet for outlet in find_by_name(words, limit=limit) if outlet.id not in known]
    found = [*((outlet, True) for outlet in alike), *((outlet, False) for outlet in others)]
    return [(outlet, is_alike) for outlet, is_alike in found if but is None or outlet.id != but.id][:limit]


def _index() -> Index:
    mark = _mark(after=0)
    with _lock:
        kept: _Kept | None = current_app.extensions.get(_KEPT)
        if kept is not None and kept.mark == mark:
            return kept.index
        if kept is None or kept.mark + _mark(after=kept.mark.last) != mark:
            kept = current_app.extensions[_KEPT] = _Kept(Index(), _NOTHING)
        names = select(OutletAlias.outlet_id, OutletAlias.alias).where(OutletAlias.id > kept.mark.last)
        for outlet_id, alias in db.session.execute(names.order_by(OutletAlias.id)):
            kept.index.add(outlet_id, alias)
        kept.mark = mark
        return kept.index


def _mark(*, after: int) -> _Mark:
    merges = select(func.count() + func.count(OutletMerge.undone_at)).select_from(OutletMerge).scalar_subquery()
    count, last, outlets, letters, newest, moved = db.session.execute(
        select(
            func.count(),
            func.coalesce(func.max(OutletAlias.id), after),
            func.coalesce(func.sum(OutletAlias.outlet_id), 0),
            func.coalesce(func.sum(func.length(OutletAlias.alias)), 0),
            func.max(OutletAlias.added_at),
            merges,
        ).where(OutletAlias.id > after)
    ).one()
    return _Mark(count, last, int(outlets), int(letters), newest, int(moved))
