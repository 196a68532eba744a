"""Recommendations: what an officer proposes, silently, until it is released."""

from datetime import datetime

from press.accreditation.errors import DecidedMeanwhile, IllegalMove, NotRecommended
from press.accreditation.models import Application, Recommendation
from press.accreditation.moves import mark_changed, move
from press.accreditation.queries.recommendations import HELD, open_recommendation
from press.accreditation.services.settling import Proposal, check_words
from press.accreditation.states import LEGAL_MOVES, OUTCOMES, ApplicationState, RecommendationEnd
from press.audit.services import Act, By, record, record_many
from press.db import db

_S = ApplicationState


def recommend(application: Application, proposal: Proposal, *, version: int, by: By, at: datetime) -> Recommendation:
    """Proposes an outcome. No mail leaves, and the applicant reads what was there before. An older recommendation is
    replaced; whoever is on the waiting list stays there until the release.

    Raises DecidedMeanwhile, IllegalMove, ReasonMissing or LimitsMissing."""
    made, act = propose(application, proposal, version=version, by=by, at=at)
    db.session.flush()
    record_many([act])
    return made


def propose(
    application: Application, proposal: Proposal, *, version: int, by: By, at: datetime
) -> tuple[Recommendation, Act]:
    """The same without the audit, whose entry is returned: for many at once."""
    if application.version != version:
        raise DecidedMeanwhile
    check_words(proposal)
    _check_possible(application, proposal.outcome)
    replaced = _end_open(application, RecommendationEnd.REPLACED, at=at)
    if application.state in HELD:
        mark_changed(application)
    else:
        move(application, _S.RECOMMENDED)
    made = Recommendation(
        application_id=application.id,
        outcome=proposal.outcome,
        reason_code=proposal.code,
        reason=proposal.reason,
        limits=proposal.limits,
        version=application.version,
        recommended_at=at,
        recommended_by_id=by.account_id,
        recommended_by=by.name,
    )
    db.session.add(made)
    details = {"outcome": proposal.outcome.value, "code": proposal.code, "version": version, "replaced": replaced}
    return made, Act("application.recommended", application.subject, by, at, details)


def take_back(application: Application, *, version: int, by: By, at: datetime) -> None:
    """Undoes a recommendation that was not released: back under review, or as before on the waiting list. Raises
    NotRecommended when there is none."""
    if application.version != version:
        raise DecidedMeanwhile
    if not _end_open(application, RecommendationEnd.TAKEN_BACK, at=at):
        raise NotRecommended
    if application.state is _S.RECOMMENDED:
        move(application, _S.IN_REVIEW)
    else:
        mark_changed(application)
    db.session.flush()
    record("application.recommendation_taken_back", application.subject, by=by, at=at)


def _check_possible(application: Application, outcome: ApplicationState) -> None:
    legal = LEGAL_MOVES[application.state]
    recommendable = application.state in HELD or _S.RECOMMENDED in legal
    if not recommendable or outcome not in OUTCOMES or outcome not in legal:
        raise IllegalMove(f"{application.ref}: {outcome} recommended while {application.state}")


def _end_open(application: Application, how: RecommendationEnd, *, at: datetime) -> bool:
    """Ends what is recommended now. False when nothing is. Flushes: one recommendation is open at most."""
    found = open_recommendation(application) if application.state in HELD else None
    if found is None:
        return False
    found.ended_at, found.ended = at, how
    db.session.flush()
    return True
