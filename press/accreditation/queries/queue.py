"""The officers' queue."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, func, literal, or_, select, union_all
from sqlalchemy.orm import joinedload, load_only, raiseload

from press.accounts.models import Account
from press.accreditation.models import Application
from press.accreditation.queries.filtering import QueueFilter, Reader, Sort, free, matches, narrowing
from press.accreditation.queries.ordering import behind, ordered
from press.accreditation.states import SHOWN_TO_STAFF, WAITING, ApplicationState
from press.db import db
from press.outlets.models import Outlet
from press.outlets.states import Medium
from press.web.pagination import Page

PAGE_SIZE = 50
Counts = dict[ApplicationState, int]


def queue(event_id: int, wanted: QueueFilter, *, reader: Reader, counts: Counts, number: int) -> Page[Application]:
    """One page of applications in the order that is asked for; `counts` as from `count_each`."""
    total = shown(wanted, counts)
    if not total:
        return Page(rows=[], number=1, size=PAGE_SIZE, total=0)
    number = min(max(number, 1), max(1, -(-total // PAGE_SIZE)))
    # An index alone finds the page where it can; only the page's own rows are read.
    page = (
        select(Application.id)
        .where(*matches(event_id, wanted, reader))
        .order_by(*ordered(wanted.sort, reader.language))
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return Page(rows=_rows(db.session.scalars(page).all()), number=number, size=PAGE_SIZE, total=total)


def _rows(ids: Sequence[int]) -> Sequence[Application]:
    rows = db.session.scalars(
        select(Application)
        .where(Application.id.in_(ids))
        .options(
            load_only(
                Application.ref,
                Application.name_th,
                Application.name_en,
                Application.outlet_name,
                Application.medium,
                Application.country,
                Application.state,
                Application.version,
                Application.grade,
                Application.submitted_at,
                Application.claimed_by_id,
                Application.claimed_at,
            ),
            joinedload(Application.outlet).options(
                load_only(Outlet.name_th, Outlet.name_en, Outlet.state), raiseload(Outlet.owner)
            ),
            joinedload(Application.claimed_by).options(
                load_only(Account.name, Account.email), raiseload(Account.grants)
            ),
        )
    )
    found = {row.id: row for row in rows}
    return [found[each] for each in ids if each in found]


def state_counts(event_id: int) -> dict[Medium, Counts]:
    """How many applications of each medium stand where; states without any are 0."""
    return dict(zip(Medium, _count(event_id, [[Application.medium == each] for each in Medium]), strict=True))


def count_each(event_id: int, filters: Sequence[QueueFilter], reader: Reader) -> list[Counts]:
    """For each of these filters how many applications of each state it would show, if that state were asked for.
    Filters that differ by state and order alone are counted once."""
    counted = [replace(wanted, states=(), sort=Sort.OLDEST) for wanted in filters]
    different = list(dict.fromkeys(counted))
    counts = dict(zip(different, _count(event_id, [narrowing(each, reader) for each in different]), strict=True))
    return [counts[each] for each in counted]


def shown(wanted: QueueFilter, counts: Counts) -> int:
    """How many applications the filter shows; `counts` are its own."""
    return sum(counts[state] for state in wanted.states or SHOWN_TO_STAFF)


def _count(event_id: int, narrowings: Sequence[list[ColumnElement[bool]]]) -> list[Counts]:
    """Applications by state under each of these conditions: one statement, in which each has the index that fits it."""
    by_state = [
        select(literal(number).label("number"), Application.state, func.count().label("n"))
        .where(Application.event_id == event_id, *conditions)
        .group_by(Application.state)
        for number, conditions in enumerate(narrowings)
    ]
    found = {(row.number, row.state): row.n for row in db.session.execute(union_all(*by_state))}
    return [{state: found.get((number, state), 0) for state in SHOWN_TO_STAFF} for number in range(len(narrowings))]


def next_waiting(
    event_id: int, *, after: Application, wanted: QueueFilter | None = None, reader: Reader
) -> Application | None:
    """Who comes next after this one, of those whom the filter shows and nobody else has claimed; at the end, the
    first. A filter for all states leads to those who wait."""
    wanted = wanted or QueueFilter()
    conditions = [
        Application.event_id == event_id,
        Application.state.in_(wanted.states or WAITING),
        Application.id != after.id,
        or_(free(reader.at), Application.claimed_by_id == reader.account_id),
        *narrowing(wanted, reader),
    ]
    first = select(Application).where(*conditions).order_by(*ordered(wanted.sort, reader.language)).limit(1)
    later = first.where(behind(after, wanted.sort, reader.language)) if after.submitted_at else first
    return db.session.scalar(later) or db.session.scalar(first)


def exactly(event_id: int, typed: str) -> Application | None:
    """The one application with this number or address; of a person's several, none is guessed."""
    is_it = Application.ref == typed.upper()
    if "@" in typed:
        is_it = Application.account_id.in_(select(Account.id).where(Account.email == typed.lower()))
    query = select(Application).where(Application.event_id == event_id, Application.state.in_(SHOWN_TO_STAFF), is_it)
    found = db.session.scalars(query.limit(2)).all()
    return found[0] if len(found) == 1 else None
