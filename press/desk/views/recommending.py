"""What an officer proposes for one application, and takes back."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accreditation.models import Application
from press.accreditation.queries import application_for_officer
from press.accreditation.services import recommending
from press.accreditation.services.settling import Proposal
from press.accreditation.states import ApplicationState, DeclineReason
from press.clock import now
from press.desk import decision_words
from press.desk.forms import ApproveForm, DeclineForm, LimitedForm, VersionedForm, WaitlistForm
from press.desk.views.application import act, move, page, who
from press.desk.views.blueprint import blueprint, officers_only

_FORMS: dict[str, type[VersionedForm]] = {
    ApplicationState.APPROVED: ApproveForm,
    ApplicationState.APPROVED_LIMITED: LimitedForm,
    ApplicationState.WAITLISTED: WaitlistForm,
    ApplicationState.DECLINED: DeclineForm,
}


@blueprint.post("/applications/<ref>/recommend")
@officers_only
def recommend(ref: str) -> ResponseReturnValue:
    """Proposes an outcome, silently."""
    wanted = request.form.get("outcome", "")
    if wanted not in _FORMS:
        return page(application_for_officer(ref, actor=current_user)), 422
    outcome = ApplicationState(wanted)

    def verb(found: Application, form: VersionedForm) -> str:
        recommending.recommend(found, _proposal(outcome, form), version=form.version.data, by=current_user.by, at=now())
        return _(
            "%(who)s: recommended (%(outcome)s). Nobody is told until it is released.",
            who=who(found),
            outcome=decision_words.outcome(outcome),
        )

    return act(ref, _FORMS[wanted](), verb, then_next=True)


@blueprint.post("/applications/<ref>/take-back")
@officers_only
def take_back(ref: str) -> ResponseReturnValue:
    """Undoes a recommendation that was not released."""
    return move(ref, recommending.take_back, _("The recommendation has been taken back."))


def _proposal(outcome: ApplicationState, form: VersionedForm) -> Proposal:
    code = form.code.data if isinstance(form, DeclineForm) else None
    return Proposal(
        outcome,
        reason=form.reason.data or "",
        code=DeclineReason(code) if code else None,
        limits=form.limits.data if isinstance(form, LimitedForm) else "",
    )
