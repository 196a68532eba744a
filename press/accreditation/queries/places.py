"""Places: taken, free, and who waits for one."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select, tuple_
from sqlalchemy.orm import joinedload

from press.accreditation.models import Application
from press.accreditation.quotas import Places
from press.accreditation.states import ACCREDITED, ApplicationState, JobRole
from press.db import db
from press.events.models import Event
from press.outlets.states import Medium


def has_a_place() -> ColumnElement[bool]:
    """Who takes one of the event's places: whoever is accredited, but for those who said that they cannot come."""
    return and_(Application.state.in_(ACCREDITED), Application.coming.is_not(False))


@dataclass(frozen=True)
class _Alike:
    medium: Medium
    role: JobRole
    outlet_id: int | None


def places_of(event: Event) -> Places:
    """The event's places as of now. Events without quotas are not counted."""
    places = Places(event.places())
    if not places.quotas:
        return places
    alike = (Application.medium, Application.role, Application.outlet_id)
    rows = db.session.execute(
        select(*alike, func.count()).where(Application.event_id == event.id, has_a_place()).group_by(*alike)
    )
    for medium, role, outlet_id, people in rows:
        places.take(_Alike(medium, role, outlet_id), people)
    return places


def lock_places(event: Event) -> Places:
    """The same, and nobody else gives or counts places of this event until this transaction ends. Rows of
    applications are locked before. (Not FOR UPDATE: whoever applies meanwhile need not wait.)"""
    db.session.scalar(
        select(Event)
        .where(Event.id == event.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return places_of(event)


_WAITLISTED = (
    select(Application)
    .where(Application.state == ApplicationState.WAITLISTED)
    .order_by(Application.waitlisted_at, Application.id)
)


def waiting_list(event_id: int, *, for_update: bool = False) -> Sequence[Application]:
    """Who is on the waiting list, in its order. Locked, it leaves out whom somebody decides on in this moment: that
    one holds their row and will want the event's, which we hold."""
    query = _WAITLISTED.where(Application.event_id == event_id).options(joinedload(Application.outlet))
    if for_update:
        query = query.with_for_update(of=Application, skip_locked=True)
    return db.session.scalars(query).all()


def place_in_line(application: Application) -> int | None:
    """1 for the first on the waiting list; None for whoever was not on it when this application was read. (Counted,
    not looked for: in this moment somebody may take it off the list.)"""
    if application.state is not ApplicationState.WAITLISTED:
        return None
    before = tuple_(Application.waitlisted_at, Application.id) < (application.waitlisted_at, application.id)
    waiting = _WAITLISTED.order_by(None).with_only_columns(func.count(Application.id))
    return db.session.scalars(waiting.where(Application.event_id == application.event_id, before)).one() + 1


def with_a_place_now(places: Places, waiting: Sequence[Application]) -> list[Application]:
    """Who of these, in this order, would have a place if each of them took it."""
    left, fitting = places.copy(), []
    for each in waiting:
        if left.quotas and left.full_for(each) is None:
            left.take(each)
            fitting.append(each)
    return fitting
