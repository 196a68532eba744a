"""The officer's verbs: take up, approve (with limits), waitlist, decline, revoke, reopen, grade evidence, settle the
outlet.

Every verb is handed the version that was on the officer's screen. Whoever comes second finds another version and
is told so: one decision stands, one mail leaves."""

from datetime import datetime

from press.accreditation.errors import IllegalMove, TwoOfficersNeeded
from press.accreditation.models import Application, Decision, Evidence
from press.accreditation.moves import check_version, move
from press.accreditation.services.flagging import raise_flags
from press.accreditation.services.indexing import outlet_changed
from press.accreditation.services.outlets import merge_outlets
from press.accreditation.services.promoting import fill_free_places
from press.accreditation.services.settling import Decisions, Proposal
from press.accreditation.states import ACCREDITED, ApplicationState, DeclineReason, EvidenceKind, Grade
from press.audit.services import By, record
from press.db import db
from press.outlets.models import Outlet
from press.outlets.services import add_alias
from press.outlets.states import OutletState

_S = ApplicationState
# What was asked of an applicant stays asked: `asking.go_on_without` is the way on without the answer.
TAKEN_UP_FROM = (_S.SUBMITTED, _S.WAITLISTED)


def take_up(application: Application, *, version: int, by: By, at: datetime) -> None:
    """An officer begins to review; the applicant sees that."""
    check_version(application, version)
    _check_state(application, *TAKEN_UP_FROM)
    move(application, ApplicationState.IN_REVIEW)
    db.session.flush()
    record("application.taken_up", application.subject, by=by, at=at)


def approve(application: Application, *, version: int, reason: str, by: By, at: datetime, over: str = "") -> Decision:
    """Approves and issues the credential: kit and gate open with this commit. `reason` may be empty; `over` is why
    an admin goes over a quota. Raises NoPlace when the event is full for this one, OutletBlocked."""
    check_version(application, version)
    return _decide(application, Proposal(ApplicationState.APPROVED, reason=reason, over=over), by=by, at=at)


def approve_limited(
    application: Application, *, version: int, limits: str, reason: str, by: By, at: datetime, over: str = ""
) -> Decision:
    """Approves for a part: `limits` says in words which. Otherwise as `approve`. Raises LimitsMissing, too."""
    check_version(application, version)
    outcome = ApplicationState.APPROVED_LIMITED
    return _decide(application, Proposal(outcome, reason=reason, limits=limits, over=over), by=by, at=at)


def waitlist(application: Application, *, version: int, reason: str, by: By, at: datetime) -> Decision:
    """Puts somebody at the end of the waiting list, and tells them."""
    check_version(application, version)
    return _decide(application, Proposal(ApplicationState.WAITLISTED, reason=reason), by=by, at=at)


def decline(
    application: Application, *, version: int, code: DeclineReason, reason: str, by: By, at: datetime
) -> Decision:
    """Declines, with a reason from the list and the officer's own words. Raises ReasonMissing."""
    check_version(application, version)
    return _decide(application, Proposal(ApplicationState.DECLINED, reason=reason, code=code), by=by, at=at)


def revoke(application: Application, *, version: int, reason: str, by: By, at: datetime) -> Decision:
    """Ends an accreditation: gate and kit close on the next request, which one officer may always do. The place may go
    to the next on the waiting list. Raises ReasonMissing."""
    check_version(application, version)
    decision = _settle(application, Proposal(ApplicationState.REVOKED, reason=reason), by=by, at=at)
    fill_free_places(application.event, at=at)
    return decision


def reopen(application: Application, *, version: int, by: By, at: datetime) -> None:
    """Takes a decline or a revocation back into review. No mail: the next decision tells."""
    check_version(application, version)
    _check_state(application, _S.DECLINED, _S.REVOKED)
    move(application, ApplicationState.IN_REVIEW)
    db.session.flush()
    record("application.reopened", application.subject, by=by, at=at)


def grade_evidence(
    application: Application, *, kind: EvidenceKind, grade: Grade, note: str, by: By, at: datetime
) -> None:
    """Notes what an officer looked at; the application has the grade of the latest look."""
    evidence = Evidence(kind=kind, grade=grade, note=note, checked_at=at, checked_by=by.name)
    application.evidence.append(evidence)
    application.grade = grade
    db.session.flush()
    record("application.evidence", application.subject, by=by, at=at, kind=kind.value, grade=grade.value)


def match_outlet(application: Application, outlet: Outlet, *, by: By, at: datetime) -> None:
    """What the applicant typed is this outlet. A name that was merely proposed leads there from now on, for
    everybody who typed it; from any other outlet only this application moves. Whoever locks the application locks
    the registry before (`press/outlets/locking.py`)."""
    typed = application.outlet
    if typed is not None and typed.id == outlet.id:
        return
    if typed is not None and typed.state is OutletState.PROPOSED:
        merge_outlets(typed, outlet, reason="", by=by, at=at)
    else:
        add_alias(outlet, application.outlet_name, by=by, at=at)
        application.outlet = outlet
    db.session.flush()
    outlet_changed(outlet)
    raise_flags(application, at=at)
    record("application.outlet_matched", application.subject, by=by, at=at, outlet=outlet.id)


def record_arrival(application: Application, *, by: By, at: datetime) -> None:
    """Notes that this person came. Again changes nothing. Raises IllegalMove unless approved."""
    if application.state not in ACCREDITED:
        raise IllegalMove(f"{application.ref} is {application.state}")
    if application.attended_at is None:
        application.attended_at = at
        db.session.flush()
        record("application.arrived", application.subject, by=by, at=at)


def _decide(application: Application, proposal: Proposal, *, by: By, at: datetime) -> Decision:
    if application.event.two_officers:
        raise TwoOfficersNeeded
    return _settle(application, proposal, by=by, at=at)


def _settle(application: Application, proposal: Proposal, *, by: By, at: datetime) -> Decision:
    decisions = Decisions(application.event, by=by, at=at)
    decision = decisions.decide(application, proposal)
    decisions.keep()
    return decision


def _check_state(application: Application, *states: ApplicationState) -> None:
    """Review can begin from more states than those in which this verb makes sense."""
    if application.state not in states:
        raise IllegalMove(f"{application.ref} is {application.state}")
