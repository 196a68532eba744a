"""The newsroom behind one application: asked, and its answer judged."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accreditation.errors import AskedAlready, AskedTooOften
from press.accreditation.models import Application
from press.accreditation.queries import application_for_officer
from press.accreditation.queries.confirmations import yes_about
from press.accreditation.services import confirming, judging
from press.accreditation.states import Grade
from press.accreditation.views.blueprint import secret_key
from press.clock import now
from press.desk.forms import AskDeskForm, DomainForm, JudgeForm
from press.desk.views.application import act, page
from press.desk.views.blueprint import blueprint, officers_only
from press.errors import Invalid
from press.outlets.queries import outlet_by_id

_NUMBER = "<int(max=2147483647):number>"


@blueprint.post("/applications/<ref>/confirmation")
@officers_only
def ask_desk(ref: str) -> ResponseReturnValue:
    """Mails the outlet's newsroom the link to its page."""
    found = application_for_officer(ref, actor=current_user, for_update=True)
    form = AskDeskForm()
    if not form.validate_on_submit():
        return page(found, failed=form), 422
    try:
        confirming.ask_desk(
            outlet=outlet_by_id(found.outlet_id or 0),
            event=found.event,
            email=form.email.data,
            secret_key=secret_key(),
            by=current_user.by,
            at=now(),
        )
    except AskedAlready:
        form.email.errors = [_("This address has already been asked, and its link still works.")]
        return page(found, failed=form), 422
    except AskedTooOften:
        form.email.errors = [_("This address has had three e-mails within an hour. Ask again later.")]
        return page(found, failed=form), 422
    flash(_("The newsroom is asked by e-mail."), "success")
    return redirect(url_for("desk.application", ref=ref) + "#confirmation", 303)


@blueprint.post(f"/applications/<ref>/confirmation/{_NUMBER}/judge")
@officers_only
def judge_desk(ref: str, number: int) -> ResponseReturnValue:
    """What a newsroom's yes is worth."""

    def verb(found: Application, form: JudgeForm) -> str:
        said = yes_about(found, confirmation_id=number)
        judging.judge(found, said, grade=Grade(form.grade.data), by=current_user.by, at=now())
        return _("Evidence noted.")

    return act(ref, JudgeForm(), verb)


@blueprint.post(f"/applications/<ref>/confirmation/{_NUMBER}/domain")
@officers_only
def know_domain(ref: str, number: int) -> ResponseReturnValue:
    """The address is at the outlet's own domain."""

    def verb(found: Application, form: DomainForm) -> str:
        said = yes_about(found, confirmation_id=number)
        judging.know_domain(found, said, how=form.how.data, by=current_user.by, at=now())
        return _("The domain is the outlet's from now on, and this confirmation is of grade A.")

    try:
        return act(ref, DomainForm(), verb)
    except Invalid as refused:
        raise Invalid(_("Anybody can have an address at this domain: it cannot be an outlet's.")) from refused
