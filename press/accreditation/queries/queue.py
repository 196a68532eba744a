"""The officers' queue."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload, load_only, raiseload

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


def queue(event_id: int, wanted: QueueFilter, *, counts: dict[ApplicationState, int], number: int) -> Page[Application]:
    """One page of applications, longest waiting first, with the number of all that match; `counts` as from
    `state_counts`, which spares counting again what no medium and no words narrow."""
    conditions = matches(event_id, wanted)
    if wanted.medium is None and not fold(wanted.words):
        total = sum(counts[state] for state in wanted.states or SHOWN_TO_STAFF)
    else:
        total = db.session.scalar(select(func.count()).select_from(Application).where(*conditions)) or 0
    number = min(max(number, 1), max(1, -(-total // PAGE_SIZE)))
    # The index alone finds the page; only its own rows are read.
    page = (
        select(Application.id)
        .where(*conditions)
        .order_by(Application.submitted_at, Application.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    rows = db.session.scalars(
        select(Application)
        .where(Application.id.in_(page))
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
            joinedload(Application.outlet).options(
                load_only(Outlet.name_th, Outlet.name_en, Outlet.state), raiseload(Outlet.owner)
            ),
        )
        .order_by(Application.submitted_at, Application.id)
    ).all()
    return Page(rows=rows, number=number, size=PAGE_SIZE, total=total)


def matches(event_id: int, wanted: QueueFilter) -> list[ColumnElement[bool]]:
    """The conditions of this filter."""
    conditions = [Application.event_id == event_id, Application.state.in_(wanted.states or SHOWN_TO_STAFF)]
    if wanted.medium is not None:
        conditions.append(Application.medium == wanted.medium)
    folded = fold(wanted.words)
    if folded:
        conditions.append(Application.words.contains(folded, autoescape=True))
    return conditions


def state_counts(event_id: int) -> dict[ApplicationState, int]:
    """How many applications stand where; states without any are 0."""
    rows = db.session.execute(
        select(Application.state, func.count().label("n"))
        .where(Application.event_id == event_id, Application.state.in_(SHOWN_TO_STAFF))
        .group_by(Application.state)
    )
    found = {row.state: row.n for row in rows}
    return {state: found.get(state, 0) for state in SHOWN_TO_STAFF}


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
