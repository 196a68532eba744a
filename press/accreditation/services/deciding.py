"""The officer's verbs: take up, approve, decline, revoke, reopen, grade evidence, settle the outlet.

Every verb is handed the version that was on the officer's screen. Whoever comes second finds another version and
is told so: one decision stands, one mail leaves."""

from datetime import datetime

from sqlalchemy import update

from press.accreditation import mails
from press.accreditation.errors import DecidedMeanwhile, IllegalMove, ReasonMissing
from press.accreditation.models import Application, Credential, Decision, Evidence
from press.accreditation.moves import move
from press.accreditation.services.appealing import check_appeal
from press.accreditation.services.flagging import raise_flags
from press.accreditation.services.indexing import outlet_changed
from press.accreditation.services.outlets import merge_outlets
from press.accreditation.states import ACCREDITED, ApplicationState, DeclineReason, EvidenceKind, Grade
from press.audit.services import By, record
from press.db import db
from press.mail import outbox
from press.outlets.models import Outlet
from press.outlets.queries import is_blocked
from press.outlets.services import add_alias
from press.outlets.states import OutletState


def take_up(application: Application, *, version: int, by: By, at: datetime) -> None:
    """An officer begins to review; the applicant sees that."""
    _check_version(application, version)
    move(application, ApplicationState.IN_REVIEW)
    db.session.flush()
    record("application.taken_up", application.subject, by=by, at=at)


def approve(application: Application, *, version: int, reason: str, by: By, at: datetime) -> Decision:
    """Approves and issues the credential: kit and gate open with this commit. `reason` may be empty, unless the
    outlet is blocked: then it raises ReasonMissing."""
    _check_version(application, version)
    if is_blocked(application.outlet_id):
        _check_reason(reason)
    decision = _decide(application, ApplicationState.APPROVED, reason=reason, code=None, by=by, at=at)
    db.session.add(
        Credential(
            application_id=application.id,
            account_id=application.account_id,
            event_id=application.event_id,
            issued_at=at,
        )
    )
    db.session.flush()
    outbox.queue(mails.approved(application, decision), at=at)
    return decision


def decline(
    application: Application, *, version: int, code: DeclineReason, reason: str, by: By, at: datetime
) -> Decision:
    """Declines, with a reason from the list and the officer's own words. Raises ReasonMissing."""
    _check_version(application, version)
    _check_reason(reason)
    decision = _decide(application, ApplicationState.DECLINED, reason=reason, code=code, by=by, at=at)
    outbox.queue(mails.declined(application, decision), at=at)
    return decision


def revoke(application: Application, *, version: int, reason: str, by: By, at: datetime) -> Decision:
    """Ends an accreditation: gate and kit close on the next request. Raises ReasonMissing."""
    _check_version(application, version)
    _check_reason(reason)
    decision = _decide(application, ApplicationState.REVOKED, reason=reason, code=None, by=by, at=at)
    end_credentials(application, at=at)
    outbox.queue(mails.revoked(application, decision), at=at)
    return decision


def reopen(application: Application, *, version: int, by: By, at: datetime) -> None:
    """Takes a decline or a revocation back into review. No mail: the next decision tells."""
    _check_version(application, version)
    move(application, ApplicationState.IN_REVIEW)
    db.session.flush()
    record("application.reopened", application.subject, by=by, at=at)


def end_credentials(application: Application, *, at: datetime) -> None:
    """Revokes whatever right came of this application."""
    db.session.execute(
        update(Credential)
        .where(Credential.application_id == application.id, Credential.revoked_at.is_(None))
        .values(revoked_at=at)
    )


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


def _decide(
    application: Application,
    outcome: ApplicationState,
    *,
    reason: str,
    code: DeclineReason | None,
    by: By,
    at: datetime,
) -> Decision:
    check_appeal(application, by)
    decided_on = application.version
    move(application, outcome)
    decision = Decision(
        outcome=outcome,
        reason_code=code,
        reason=reason,
        version=decided_on,
        decided_at=at,
        decided_by_id=by.account_id,
        decided_by=by.name,
    )
    application.decisions.append(decision)
    db.session.flush()
    record(f"application.{outcome}", application.subject, by=by, at=at, version=decided_on, code=code)
    return decision


def _check_version(application: Application, version: int) -> None:
    if application.version != version:
        raise DecidedMeanwhile


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing
