"""The release: recommendations become decisions, and everybody is told. Each row goes through or says why not."""

from collections.abc import Mapping
from datetime import datetime

from press.accreditation.errors import DecidedMeanwhile, SameOfficer
from press.accreditation.models import Batch, Decision, Recommendation
from press.accreditation.queries.recommendations import lock_recommendations
from press.accreditation.rows import RowResult
from press.accreditation.services.batches import begin_batch
from press.accreditation.services.settling import Decisions, Proposal
from press.accreditation.states import BatchAct, RowOutcome
from press.audit.services import Act, By
from press.errors import Refusal
from press.events.models import Event


def release(versions: Mapping[str, int], *, event: Event, request_key: str, by: By, at: datetime) -> Batch:
    """Releases what is recommended for these applications, each as it was on the screen (number of application ->
    version), in the order given. The same `request_key` again gives the first result and does nothing."""
    batch, is_new = begin_batch(BatchAct.RELEASE, event=event, request_key=request_key, by=by, at=at)
    if not is_new:
        return batch
    found = {each.application.ref: each for each in lock_recommendations(event.id, versions)}
    decisions = Decisions(event, by=by, at=at)
    rows = [_release_one(ref, version, found.get(ref), decisions) for ref, version in versions.items()]
    batch.rows = [row.as_json() for row in rows]
    done = sum(row.result is RowOutcome.DONE for row in rows)
    details = {"batch": batch.id, "released": done, "refused": len(rows) - done}
    decisions.keep(Act("event.released", f"event:{event.slug}", by, at, details))
    return batch


def proposal_of(recommendation: Recommendation) -> Proposal:
    """What this recommendation proposes."""
    return Proposal(
        outcome=recommendation.outcome,
        reason=recommendation.reason,
        code=recommendation.reason_code,
        limits=recommendation.limits,
    )


def as_decided(recommendation: Recommendation, *, at: datetime) -> Decision:
    """The decision that would come of it at this moment, for its mail to be looked at beforehand; it is in no
    session."""
    return Decision(
        outcome=recommendation.outcome,
        reason_code=recommendation.reason_code,
        reason=recommendation.reason,
        limits=recommendation.limits,
        decided_at=at,
    )


def _release_one(ref: str, version: int, found: Recommendation | None, decisions: Decisions) -> RowResult:
    if found is None:
        return RowResult(ref, RowOutcome.TAKEN_BACK)
    try:
        _check(found, version, decisions)
        decisions.decide(found.application, proposal_of(found), recommendation=found)
    except Refusal as refusal:
        return RowResult.refused(ref, refusal, found.outcome)
    return RowResult(ref, RowOutcome.DONE, found.outcome)


def _check(found: Recommendation, version: int, decisions: Decisions) -> None:
    if not found.version == found.application.version == version:
        raise DecidedMeanwhile
    recommender, releaser = found.recommended_by_id, decisions.by.account_id
    if decisions.event.two_officers and recommender is not None and recommender == releaser:
        raise SameOfficer
