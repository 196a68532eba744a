"""One act on the rows that were ticked in the queue."""

from collections.abc import Sequence

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accreditation.errors import ReasonMissing
from press.accreditation.models import Batch
from press.accreditation.services.bulk import recommend_many, take_up_many
from press.accreditation.services.settling import Proposal, check_words
from press.accreditation.states import ApplicationState, BatchAct, DeclineReason
from press.clock import now
from press.desk.forms import BulkForm
from press.desk.request_keys import request_key
from press.desk.views.blueprint import blueprint, officers_only
from press.errors import Invalid
from press.events.models import Event
from press.events.queries import event_for_officer

MOST_AT_ONCE = 500
_OUTCOME = {
    BatchAct.RECOMMEND_APPROVE: ApplicationState.APPROVED,
    BatchAct.RECOMMEND_DECLINE: ApplicationState.DECLINED,
    BatchAct.RECOMMEND_WAITLIST: ApplicationState.WAITLISTED,
}


@blueprint.post("/<slug>/applications/bulk")
@officers_only
def bulk(slug: str) -> ResponseReturnValue:
    """Does `act` to each `ref`, and leads to what became of each."""
    event = event_for_officer(slug, actor=current_user)
    refs = [ref for ref in request.form.getlist("ref") if ref.isascii() and ref.isprintable()][:MOST_AT_ONCE]
    wanted = request.form.get("act", "")
    if not refs or wanted not in {*_OUTCOME, BatchAct.TAKE_UP}:
        flash(_("Tick at least one application, and choose what to do."), "warning")
        return redirect(url_for("desk.applications", slug=slug), 303)
    batch = _do(BatchAct(wanted), refs, event)
    return redirect(url_for("desk.release_result", slug=slug, number=batch.id), 303)


def _do(act: BatchAct, refs: Sequence[str], event: Event) -> Batch:
    key = request_key()
    if act is BatchAct.TAKE_UP:
        return take_up_many(refs, event=event, request_key=key, by=current_user.by, at=now())
    proposal = _proposal(_OUTCOME[act])
    return recommend_many(refs, proposal, act=act, event=event, request_key=key, by=current_user.by, at=now())


def _proposal(outcome: ApplicationState) -> Proposal:
    form = BulkForm()
    if not form.validate():
        raise Invalid(form.reason.errors[0])
    code = request.form.get("code", "")
    proposal = Proposal(
        outcome,
        reason=form.reason.data,
        code=DeclineReason(code) if outcome is ApplicationState.DECLINED and code in set(DeclineReason) else None,
    )
    try:
        check_words(proposal)
    except ReasonMissing:
        raise ReasonMissing(_("Write why, and what would change it: the applicant reads this.")) from None
    return proposal
