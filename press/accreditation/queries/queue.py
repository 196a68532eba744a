"""The officers' queue."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload, load_only

from press.accreditation.models import Application
from press.accreditation.states import SHOWN_TO_STAFF, WAITING, ApplicationState
from press.db import db
from press.outlets.models import Outlet
from press.outlets.names import fold
from press.outlets.states import Medium
from press.web.pagination import Page

PAGE_SIZE = 50


@dataclass(frozen=True)
class QueueFilter:
    """What an officer wants to see. No states means all that staff may see."""

    states: tuple[ApplicationState, ...] = ()
    medium: Medium | None = None
    words: str = ""


def queue(event_id: int, wanted: QueueFilter, *, number: int) -> Page[Application]:
    """One page of applications, longest waiting first, with the number of all that match."""
    conditions = _conditions(event_id, wanted)
    total = db.session.scalar(select(func.count()).select_from(Application).where(*conditions)) or 0
    number = min(max(number, 1), max(1, -(-total // PAGE_SIZE)))
    rows = db.session.scalars(
        select(Application)
        .where(*conditions)
        .options(
            load_only(
                Application.ref,
                Application.name_th,
                Application.name_en,
                Application.outlet_name,
                Application.medium,
                Application.country,
                Application.state,
                Application.grade,
                Application.submitted_at,
            ),
            joinedload(Application.outlet).load_only(Outlet.name_th, Outlet.name_en, Outlet.state).noload(Outlet.owner),
        )
        .order_by(Application.submitted_at, Application.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    ).all()
    return Page(rows=rows, number=number, size=PAGE_SIZE, total=total)


def _conditions(event_id: int, wanted: QueueFilter) -> list[ColumnElement[bool]]:
    conditions = [Application.event_id == event_id, Application.state.in_(wanted.states or SHOWN_TO_STAFF)]
    if wanted.medium is not None:
        conditions.append(Application.medium == wanted.medium)
    folded = fold(wanted.words)
    if folded:
        conditions.append(Application.words.contains(folded, autoescape=True))
    return conditions


def state_counts(event_id: int) -> dict[ApplicationState, int]:
    """How many applications stand where; states without any are 0."""
    counts: dict[ApplicationState, int] = dict(
        db.session.execute(
            select(Application.state, func.count())
            .where(Application.event_id == event_id, Application.state.in_(SHOWN_TO_STAFF))
            .group_by(Application.state)
        )
        .tuples()
        .all()
    )
    return {state: counts.get(state, 0) for state in SHOWN_TO_STAFF}


def next_waiting(event_id: int, *, after: Application) -> Application | None:
    """Who comes next in the queue after this one; at its end, whoever waits longest."""
    waiting = (
        select(Application)
        .where(Application.event_id == event_id, Application.state.in_(WAITING), Application.id != after.id)
        .order_by(Application.submitted_at, Application.id)
        .limit(1)
    )
    later = waiting.where(Application.submitted_at >= after.submitted_at) if after.submitted_at else waiting
    return db.session.scalar(later) or db.session.scalar(waiting)
