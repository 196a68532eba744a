"""Applications go along when outlets are merged and taken apart, and the events' figures are restated.

Locks, in this order: the registry, applications, outlets, the audit. See `press/outlets/locking.py`."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from press.accreditation.models import Application
from press.accreditation.queries.progress import progress
from press.accreditation.services.indexing import make_findable
from press.audit.services import By, record
from press.db import db
from press.events.models import Event
from press.outlets.locking import lock_registry
from press.outlets.models import Outlet, OutletMerge
from press.outlets.moves import check_version
from press.outlets.queries import outlet_itself, own_media_of
from press.outlets.queries.history import chain_from, merge_by_id
from press.outlets.services import absorb, take_apart

Figures = dict[int, dict[str, Any]]  # an event's number -> its figures


def merge_outlets(
    outlet: Outlet,
    into: Outlet,
    *,
    reason: str,
    by: By,
    at: datetime,
    versions: tuple[int, int] | None = None,
) -> OutletMerge:
    """An officer says that these are one: the applications of the first are the second's. `versions` are those of
    both that were on the officer's screen.

    Raises EditedMeanwhile for others, IllegalOutletMove when either is merged already or both are the same."""
    lock_registry()
    going = select(Application).where(Application.outlet_id == outlet.id)
    _locked(going)
    _lock_outlets([outlet.id, into.id])
    applications = _locked(going)  # and those that came while the outlets were waited for; no more can come now
    if versions is not None:
        check_version(outlet, versions[0])
        check_version(into, versions[1])
    before = _figures(_events(applications, own_media_of(outlet.id)), at=at)
    for application in applications:
        _point(application, into)
    merge = absorb(outlet, into, reason=reason, applications=[each.id for each in applications], by=by, at=at)
    _restate(merge, before, reason=reason, by=by, at=at)
    return merge


def undo_merge(merge_id: int, *, why: str, by: By, at: datetime) -> OutletMerge:
    """They are two, after all: the applications that went along come back, but for those that an officer has matched
    to yet another outlet since. Raises NotUndone when it was undone already."""
    lock_registry()
    merge = merge_by_id(merge_id, for_update=True)
    chain = chain_from(merge.survivor_id)
    moved = merge.moved.get("applications", [])
    applications = _locked(select(Application).where(Application.id.in_(moved), Application.outlet_id.in_(chain)))
    _lock_outlets([merge.merged_id, *chain])
    before = _figures(_events(applications, merge.moved.get("own_media", [])), at=at)
    take_apart(merge, why=why, by=by, at=at)
    for application in applications:
        _point(application, merge.merged)
    _restate(merge, before, reason=why, by=by, at=at)
    return merge


def _locked(query: Any) -> Sequence[Application]:
    ordered = query.order_by(Application.id).with_for_update(of=Application)
    return db.session.scalars(ordered.execution_options(populate_existing=True)).all()


def _lock_outlets(numbers: Iterable[int]) -> None:
    for number in sorted(set(numbers)):
        outlet_itself(number, for_update=True)


def _point(application: Application, outlet: Outlet) -> None:
    application.outlet = outlet
    make_findable(application)


def _events(applications: Iterable[Application], own_media: Iterable[int]) -> set[int]:
    return {*own_media, *(each.event_id for each in applications)}


def _figures(events: Iterable[int], *, at: datetime) -> Figures:
    db.session.flush()
    found = {number: progress(db.session.get_one(Event, number), at=at).as_json() for number in sorted(events)}
    return {number: {name: value for name, value in of.items() if name != "as_of"} for number, of in found.items()}


def _restate(merge: OutletMerge, before: Figures, *, reason: str, by: By, at: datetime) -> None:
    """The counting rule: "a merge restates the figure", with date and reason."""
    after = _figures(before, at=at)
    for number, figures in before.items():
        changed = {
            name: [value, after[number][name]] for name, value in figures.items() if value != after[number][name]
        }
        if changed:
            subject = f"event:{figures['event']}"
            record("event.figures_restated", subject, by=by, at=at, outlet=merge.merged_id, reason=reason, **changed)
