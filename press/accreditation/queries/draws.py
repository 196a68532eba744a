"""Who takes part in a draw, with what values; and draws that were held."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from press.accreditation.errors import ApplicationNotFound
from press.accreditation.models import Application, Draw
from press.accreditation.queries.places import has_a_place
from press.accreditation.queries.progress import progress
from press.accreditation.ranking import Candidate, Rule
from press.accreditation.states import WAITING, ApplicationState, Criterion, DrawScope
from press.clock import BANGKOK
from press.db import db
from press.events.models import Event

_SCOPE = {
    DrawScope.WAITING: WAITING,
    DrawScope.WAITLISTED: (ApplicationState.WAITLISTED,),
    DrawScope.BOTH: (*WAITING, ApplicationState.WAITLISTED),
}
_Reader = Callable[[Application], str]


def applications_for(rule: Rule, event_id: int, *, for_update: bool = False) -> Sequence[Application]:
    """Everybody whom the rule lets take part, in the order of their numbers."""
    query = (
        select(Application)
        .where(Application.event_id == event_id, Application.state.in_(_SCOPE[rule.scope]))
        .options(joinedload(Application.outlet))
        .order_by(Application.id)
    )
    if rule.medium is not None:
        query = query.where(Application.medium == rule.medium)
    return db.session.scalars(query.with_for_update(of=Application) if for_update else query).all()


def candidates(rule: Rule, event: Event, people: Sequence[Application], *, at: datetime) -> list[Candidate]:
    """The same with their values as of now."""
    readers = _readers(event, at)
    return [Candidate(each.ref, tuple(readers[criterion](each) for criterion in rule.criteria)) for each in people]


def _readers(event: Event, at: datetime) -> dict[Criterion, _Reader]:
    """How each criterion reads an application: as text, the lesser before the greater; "0" before "1"."""
    figures = progress(event, at=at)
    here = (Application.event_id == event.id, has_a_place())
    represented = set(db.session.scalars(select(Application.outlet_id).distinct().where(*here)))
    short = {medium for medium, count in figures.by_medium.items() if count < event.targets.get(medium, 0)}

    def medium_target(one: Application) -> str:
        return "0" if (one.outlet.medium if one.outlet else one.medium) in short else "1"

    def balance(one: Application) -> str:
        is_thai = (one.outlet.country if one.outlet else one.country) == "TH"
        more = figures.thai - figures.foreign
        return "1" if (more > 0 and is_thai) or (more < 0 and not is_thai) else "0"

    def submitted(one: Application) -> str:
        return one.submitted_at.astimezone(BANGKOK).date().isoformat() if one.submitted_at else "9999-12-31"

    return {
        Criterion.GRADE: lambda one: one.grade.value,
        Criterion.NEW_OUTLET: lambda one: "1" if one.outlet_id in represented else "0",
        Criterion.MEDIUM_TARGET: medium_target,
        Criterion.BALANCE: balance,
        Criterion.SUBMITTED: submitted,
    }


def draw_by_request(request_key: str, *, event_id: int) -> Draw | None:
    """The draw that this very form held already."""
    return db.session.scalar(select(Draw).where(Draw.request_key == request_key, Draw.event_id == event_id))


def draws_of(event_id: int, *, published: bool = False) -> Sequence[Draw]:
    """Every draw of the event, the latest first; for the public those that were published."""
    query = select(Draw).where(Draw.event_id == event_id).order_by(Draw.id.desc())
    return db.session.scalars(query.where(Draw.published_at.is_not(None)) if published else query).all()


def draw_of(event_id: int, number: int, *, published: bool = False) -> Draw:
    """One draw of the event. Raises ApplicationNotFound; to the public, too, until it is published."""
    found = db.session.scalar(select(Draw).where(Draw.id == number, Draw.event_id == event_id))
    if found is None or (published and found.published_at is None):
        raise ApplicationNotFound
    return found
