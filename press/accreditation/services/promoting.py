"""The waiting list: a place that is free goes to the next who fits every quota."""

from datetime import datetime

from press.accreditation.models import Application
from press.accreditation.queries.places import lock_places, waiting_list, with_a_place_now
from press.accreditation.services.recommending import recommend
from press.accreditation.services.settling import Decisions, Proposal
from press.accreditation.states import ApplicationState
from press.audit.services import SYSTEM, By
from press.events.models import Event

_APPROVE = Proposal(ApplicationState.APPROVED)


def promote_next(event: Event, *, by: By, at: datetime) -> Application | None:
    """Approves the first on the waiting list for whom there is a place, or recommends that where two officers decide.
    None when nobody fits, or nobody waits."""
    fitting = with_a_place_now(lock_places(event), waiting_list(event.id, for_update=True))
    if not fitting:
        return None
    first = fitting[0]
    if event.two_officers:
        recommend(first, _APPROVE, version=first.version, by=by, at=at)
    else:
        _approve(event, [first], by=by, at=at)
    return first


def fill_free_places(event: Event, *, at: datetime) -> list[Application]:
    """Approves, by the system, whoever on the waiting list has a place now, where the event wants that. Call it in the
    transaction that freed a place: a withdrawal, a revocation, "I cannot come", a quota that was raised. Where that
    transaction records something before, it takes `lock_places` before it records."""
    if not event.promotes_by_itself or not event.places():
        return []
    fitting = with_a_place_now(lock_places(event), waiting_list(event.id, for_update=True))
    if fitting:
        _approve(event, fitting, by=SYSTEM, at=at)
    return fitting


def _approve(event: Event, people: list[Application], *, by: By, at: datetime) -> None:
    together = Decisions(event, by=by, at=at)
    for each in people:
        together.decide(each, _APPROVE)
    together.keep()
