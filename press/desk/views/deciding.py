"""What an officer decides, or recommends, on one application."""

from collections.abc import Callable

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accounts.rules import may_go_over_in
from press.accreditation.errors import NoPlace, OutletBlocked, TwoOfficersNeeded
from press.accreditation.models import Application
from press.accreditation.queries import application_for_officer
from press.accreditation.services import deciding
from press.accreditation.states import DeclineReason, EvidenceKind, Grade
from press.clock import now
from press.desk.forms import (
    ApproveForm,
    DeclineForm,
    EvidenceForm,
    LimitedForm,
    RevokeForm,
    VersionedForm,
    WaitlistForm,
)
from press.desk.views.application import act, move, page, who
from press.desk.views.blueprint import blueprint, officers_only
from press.web.fields import Form
from press.web.transaction import drop_changes


@blueprint.post("/applications/<ref>/take-up")
@officers_only
def take_up(ref: str) -> ResponseReturnValue:
    """Begins the review."""
    return move(ref, deciding.take_up, _("You have taken this application up."))


@blueprint.post("/applications/<ref>/approve")
@officers_only
def approve(ref: str) -> ResponseReturnValue:
    """Approves; the mail leaves after the commit."""

    def verb(found: Application, form: ApproveForm) -> str:
        deciding.approve(
            found,
            version=form.version.data,
            reason=form.reason.data or "",
            over=_over(found, form),
            by=current_user.by,
            at=now(),
        )
        return _("%(who)s: approved. The applicant is told by e-mail.", who=who(found))

    return _decided(ref, ApproveForm(), verb)


@blueprint.post("/applications/<ref>/limited")
@officers_only
def approve_limited(ref: str) -> ResponseReturnValue:
    """Approves for a part."""

    def verb(found: Application, form: LimitedForm) -> str:
        deciding.approve_limited(
            found,
            version=form.version.data,
            limits=form.limits.data,
            reason=form.reason.data or "",
            over=_over(found, form),
            by=current_user.by,
            at=now(),
        )
        return _("%(who)s: approved with limits. The applicant is told by e-mail.", who=who(found))

    return _decided(ref, LimitedForm(), verb)


@blueprint.post("/applications/<ref>/waitlist")
@officers_only
def waitlist(ref: str) -> ResponseReturnValue:
    """Puts the person on the waiting list."""

    def verb(found: Application, form: WaitlistForm) -> str:
        reason = form.reason.data or ""
        deciding.waitlist(found, version=form.version.data, reason=reason, by=current_user.by, at=now())
        return _("%(who)s: on the waiting list. The applicant is told by e-mail.", who=who(found))

    return _decided(ref, WaitlistForm(), verb)


@blueprint.post("/applications/<ref>/decline")
@officers_only
def decline(ref: str) -> ResponseReturnValue:
    """Declines, with a reason."""

    def verb(found: Application, form: DeclineForm) -> str:
        deciding.decline(
            found,
            version=form.version.data,
            code=DeclineReason(form.code.data),
            reason=form.reason.data,
            by=current_user.by,
            at=now(),
        )
        return _("%(who)s: not approved. The applicant is told by e-mail, with your reason.", who=who(found))

    return _decided(ref, DeclineForm(), verb)


@blueprint.post("/applications/<ref>/revoke")
@officers_only
def revoke(ref: str) -> ResponseReturnValue:
    """Revokes: gate and kit close at once."""

    def verb(found: Application, form: RevokeForm) -> str:
        deciding.revoke(found, version=form.version.data, reason=form.reason.data, by=current_user.by, at=now())
        return _("%(who)s: revoked. The press kit is closed to this person from now on.", who=who(found))

    return act(ref, RevokeForm(), verb)


@blueprint.post("/applications/<ref>/reopen")
@officers_only
def reopen(ref: str) -> ResponseReturnValue:
    """Takes a decline or revocation back into review."""
    return move(ref, deciding.reopen, _("Back under review."))


@blueprint.post("/applications/<ref>/evidence")
@officers_only
def evidence(ref: str) -> ResponseReturnValue:
    """Notes evidence and its grade."""

    def verb(found: Application, form: EvidenceForm) -> str:
        deciding.grade_evidence(
            found,
            kind=EvidenceKind(form.kind.data),
            grade=Grade(form.grade.data),
            note=form.note.data or "",
            by=current_user.by,
            at=now(),
        )
        return _("Evidence noted.")

    return act(ref, EvidenceForm(), verb)


@blueprint.post("/applications/<ref>/arrival")
@officers_only
def arrival(ref: str) -> ResponseReturnValue:
    """Notes by hand that the person came."""

    def verb(found: Application, _form: Form) -> str:
        deciding.record_arrival(found, by=current_user.by, at=now())
        return _("Arrival noted.")

    return act(ref, Form(), verb)


def _decided(ref: str, form: VersionedForm, verb: Callable[[Application, VersionedForm], str]) -> ResponseReturnValue:
    """A decision; where no place is left, the page again, which offers the waiting list."""
    try:
        return act(ref, form, verb, then_next=True)
    except NoPlace as full:
        form.full = full.line
    except OutletBlocked:
        form.blocked = True
    except TwoOfficersNeeded as refusal:
        raise TwoOfficersNeeded(
            _("In this event one officer recommends and another releases. Recommend it instead.")
        ) from refusal
    drop_changes()
    return page(application_for_officer(ref, actor=current_user), failed=form), 409


def _over(found: Application, form: ApproveForm) -> str:
    """Why a quota may be exceeded; the words of anybody but an admin are none."""
    return (form.over.data or "") if may_go_over_in(current_user, found.event_id) else ""
