"""What the owner of an application does while it is under way: answer, change, appeal, say who is coming."""

from flask import current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accounts.rules import is_signed_in
from press.accreditation import item_words
from press.accreditation.calendar import calendar_file
from press.accreditation.errors import ApplicationNotFound, NotChangeable, NothingSent
from press.accreditation.forms import AnswerForm, AppealForm, ChangeForm
from press.accreditation.items import fields_among, papers_among
from press.accreditation.models import Application
from press.accreditation.queries import application_for_owner
from press.accreditation.queries.asking import open_request
from press.accreditation.services import appealing, asking, changing
from press.accreditation.services.applying import APPLICANT
from press.accreditation.services.coming import answer_coming
from press.accreditation.states import ACCREDITED, ApplicationState
from press.accreditation.views.blueprint import blueprint
from press.accreditation.views.status import status_page
from press.audit.services import By
from press.clock import now
from press.web.guards import requires
from press.web.language import locale

owners_only = requires(is_signed_in, sign_in="accounts.ask_link")


@blueprint.route("/applications/<ref>/answer", methods=["GET", "POST"])
@owners_only
def answer(ref: str) -> ResponseReturnValue:
    """What is asked for, and the way to send it."""
    application = _own(ref)
    asked = open_request(application)
    if asked is None:
        flash(_("You need not do anything now."), "info")
        return _to_status(ref)
    form = AnswerForm(application, fields_among(asked.items))
    if form.validate_on_submit():
        try:
            asking.answer(application, form.values(), words=form.words.data or "", by=_by(), at=now())
        except NothingSent:
            form.words.errors = [_("Nothing has come since we asked. Add a paper first, or write your answer here.")]
        else:
            flash(_("Sent. The PR team looks at it next."), "success")
            return _to_status(ref)
    page = render_template(
        "accreditation/answer.html",
        application=application,
        event=application.event,
        asked=asked,
        form=form,
        fields=fields_among(asked.items),
        papers=[item_words.item(f"paper:{kind}") for kind in papers_among(asked.items)],
        papers_url=f"/applications/{ref}/papers",
        overdue=asked.deadline < now(),
    )
    return page, _status()


@blueprint.route("/applications/<ref>/change", methods=["GET", "POST"])
@owners_only
def change(ref: str) -> ResponseReturnValue:
    """What was sent, to be changed; says beforehand what an accreditation loses by it."""
    application = _own(ref)
    if application.state not in changing.CHANGEABLE:
        raise NotChangeable
    form = ChangeForm(application)
    if form.validate_on_submit():
        flash(*_said(application, changing.change(application, form.values(), by=_by(), at=now())))
        return _to_status(ref)
    page = render_template(
        "accreditation/change.html",
        application=application,
        event=application.event,
        form=form,
        is_accredited=application.state in ACCREDITED,
        is_waitlisted=application.state is ApplicationState.WAITLISTED,
    )
    return page, _status()


@blueprint.post("/applications/<ref>/appeal")
@owners_only
def appeal(ref: str) -> ResponseReturnValue:
    """The one appeal."""
    application = _own(ref)
    form = AppealForm()
    if not form.validate_on_submit():
        return status_page(application, appeal_form=form), 422
    appealing.appeal(application, words=form.words.data, by=_by(), at=now())
    flash(_("Your appeal is with us. Another officer decides on it."), "success")
    return _to_status(ref)


@blueprint.post("/applications/<ref>/coming")
@owners_only
def coming(ref: str) -> ResponseReturnValue:
    """The answer to "Are you coming?"."""
    application = _own(ref)
    comes = request.form.get("coming") == "yes"
    answer_coming(application, coming=comes, by=_by(), at=now())
    flash(
        _("Thank you. We look forward to seeing you.")
        if comes
        else _("Thank you for telling us. Your place is free for somebody else."),
        "success",
    )
    return _to_status(ref)


@blueprint.get("/applications/<ref>/event.ics")
@owners_only
def calendar(ref: str) -> ResponseReturnValue:
    """The event for the calendar of somebody who is accredited."""
    application = _own(ref)
    if application.state not in ACCREDITED:
        raise ApplicationNotFound
    url = current_app.extensions["press.config"].base_url + url_for("accreditation.status", ref=ref)
    response = make_response(calendar_file(application, url=url, language=locale(), at=now()))
    response.mimetype = "text/calendar"
    response.headers["Content-Disposition"] = f"attachment; filename={application.event.slug}.ics"
    return response


def _own(ref: str) -> Application:
    locked = request.method == "POST"
    return application_for_owner(ref, account_id=current_user.account_id, for_update=locked)


def _by() -> By:
    return By(current_user.account_id, APPLICANT)


def _to_status(ref: str) -> ResponseReturnValue:
    return redirect(url_for("accreditation.status", ref=ref), 303)


def _status() -> int:
    return 422 if request.method == "POST" else 200


def _said(application: Application, what: list[str]) -> tuple[str, str]:
    """What became of a change, and how it is shown."""
    if not what:
        return _("Nothing was different, so nothing was changed."), "info"
    if application.state is ApplicationState.IN_REVIEW:
        return _("Changed. The PR team sees the difference and looks at your application again."), "success"
    return _("Changed. The PR team sees the difference."), "success"
