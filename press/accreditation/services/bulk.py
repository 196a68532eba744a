"""One act on many rows of the queue, with a result for each."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import select

from press.accreditation.errors import IllegalMove
from press.accreditation.models import Application, Batch
from press.accreditation.moves import move
from press.accreditation.queries.recommendations import HELD, open_recommendation
from press.accreditation.rows import RowResult
from press.accreditation.services.batches import begin_batch
from press.accreditation.services.deciding import TAKEN_UP_FROM
from press.accreditation.services.recommending import propose
from press.accreditation.services.releasing import proposal_of
from press.accreditation.services.settling import Proposal
from press.accreditation.states import SHOWN_TO_STAFF, ApplicationState, BatchAct, RowOutcome
from press.audit.services import Act, By, record_many
from press.db import db
from press.errors import Refusal
from press.events.models import Event

_Verb = Callable[[Application], Act | None]


def recommend_many(
    refs: Sequence[str], proposal: Proposal, *, act: BatchAct, event: Event, request_key: str, by: By, at: datetime
) -> Batch:
    """Recommends the same for all of these; who has exactly this recommendation already is left alone."""

    def verb(application: Application) -> Act | None:
        standing = open_recommendation(application) if application.state in HELD else None
        if standing is not None and standing.version == application.version and proposal_of(standing) == proposal:
            return None
        return propose(application, proposal, version=application.version, by=by, at=at)[1]

    return _each(refs, verb, act=act, outcome=proposal.outcome, event=event, request_key=request_key, by=by, at=at)


def take_up_many(refs: Sequence[str], *, event: Event, request_key: str, by: By, at: datetime) -> Batch:
    """Begins the review of all of these; who is under review already is left alone."""

    def verb(application: Application) -> Act | None:
        if application.state is ApplicationState.IN_REVIEW:
            return None
        if application.state not in TAKEN_UP_FROM:
            raise IllegalMove(f"{application.ref} is {application.state}")
        move(application, ApplicationState.IN_REVIEW)
        return Act("application.taken_up", application.subject, by, at)

    kind = BatchAct.TAKE_UP
    return _each(refs, verb, act=kind, outcome=None, event=event, request_key=request_key, by=by, at=at)


def _each(
    refs: Sequence[str],
    verb: _Verb,
    *,
    act: BatchAct,
    outcome: ApplicationState | None,
    event: Event,
    request_key: str,
    by: By,
    at: datetime,
) -> Batch:
    batch, is_new = begin_batch(act, event=event, request_key=request_key, by=by, at=at)
    if not is_new:
        return batch
    found = _locked(refs, event)
    acts: list[Act] = []
    rows = [_one(ref, found.get(ref), verb, outcome, acts) for ref in dict.fromkeys(refs)]
    batch.rows = [row.as_json() for row in rows]
    record_many(acts)
    return batch


def _one(
    ref: str, found: Application | None, verb: _Verb, outcome: ApplicationState | None, acts: list[Act]
) -> RowResult:
    if found is None:
        return RowResult(ref, RowOutcome.NOT_FOUND, outcome)
    try:
        act = verb(found)
    except Refusal as refusal:
        return RowResult.refused(ref, refusal, outcome)
    if act is None:
        return RowResult(ref, RowOutcome.ALREADY, outcome)
    acts.append(act)
    return RowResult(ref, RowOutcome.DONE, outcome)


def _locked(refs: Sequence[str], event: Event) -> dict[str, Application]:
    rows = db.session.scalars(
        select(Application)
        .where(Application.event_id == event.id, Application.ref.in_(refs), Application.state.in_(SHOWN_TO_STAFF))
        .order_by(Application.id)
        .with_for_update()
    )
    return {row.ref: row for row in rows}
