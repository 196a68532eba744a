"""Who applied for an outlet, and what a merge would do to the figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, load_only, raiseload

from press.accreditation.models import Application
from press.accreditation.queries.progress import progress
from press.accreditation.states import ACCREDITED, COUNTING_GRADES, SHOWN_TO_STAFF
from press.db import db
from press.events.models import Event
from press.outlets.models import Outlet
from press.outlets.queries import own_media_of
from press.outlets.states import OutletState

SHOWN = 200  # applications on an outlet's page


@dataclass(frozen=True)
class Effect:
    """What a merge does at one event: how many applications go along, and how many outlets count before and after."""

    event: Event
    applications: int
    before: int
    after: int


def applications_for(outlet_id: int, *, events: Iterable[int]) -> Sequence[Application]:
    """Who applied for this outlet at these events, the latest first, at most SHOWN."""
    return db.session.scalars(
        select(Application)
        .where(
            Application.outlet_id == outlet_id,
            Application.event_id.in_(list(events)),
            Application.state.in_(SHOWN_TO_STAFF),
        )
        .options(
            load_only(
                Application.ref,
                Application.event_id,
                Application.name_th,
                Application.name_en,
                Application.role,
                Application.state,
                Application.grade,
                Application.submitted_at,
            ),
            raiseload(Application.outlet),
            joinedload(Application.event),
        )
        .order_by(Application.submitted_at.desc(), Application.id.desc())
        .limit(SHOWN)
    ).all()


def applications_by_outlet(outlets: Iterable[int], *, events: Iterable[int]) -> dict[int, int]:
    """How many applied for each of these outlets at these events; outlets without any are left out."""
    rows = db.session.execute(
        select(Application.outlet_id, func.count().label("n"))
        .where(
            Application.outlet_id.in_(list(outlets)),
            Application.event_id.in_(list(events)),
            Application.state.in_(SHOWN_TO_STAFF),
        )
        .group_by(Application.outlet_id)
    )
    return {row.outlet_id: row.n for row in rows}


def effects_of_merge(outlet: Outlet, into: Outlet, *, at: datetime) -> list[Effect]:
    """Each event where the figure may change, the latest first. Nothing is written."""
    moving = _by_event(outlet.id)
    own, own_into = own_media_of(outlet.id), own_media_of(into.id)
    events = db.session.scalars(
        select(Event).where(Event.id.in_([*moving, *own])).order_by(Event.starts_at.desc(), Event.id)
    )
    confirmed, confirmed_into = _by_event(outlet.id, counting=True), _by_event(into.id, counting=True)
    effects = []
    for event in events:
        here, there = event.id in confirmed, event.id in confirmed_into
        before = progress(event, at=at).outlets
        was = _counts(outlet, here, event.id in own) + _counts(into, there, event.id in own_into)
        will_be = _counts(into, here or there, event.id in own | own_into)
        effects.append(Effect(event, moving.get(event.id, 0), before, before - was + will_be))
    return effects


def _by_event(outlet_id: int, *, counting: bool = False) -> dict[int, int]:
    """How many applications this outlet has at each event; `counting`: those that make it count."""
    query = select(Application.event_id, func.count().label("n")).where(Application.outlet_id == outlet_id)
    if counting:
        query = query.where(Application.state.in_(ACCREDITED), Application.grade.in_(COUNTING_GRADES))
    return {row.event_id: row.n for row in db.session.execute(query.group_by(Application.event_id))}


def _counts(outlet: Outlet, confirmed: bool, own: bool) -> int:
    """1 or 0: the counting rule for one outlet at one event."""
    return int(outlet.state is OutletState.VERIFIED and confirmed and not own)
