"""One's own data; and what people ask, to the data protection officer."""

import json

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accounts.errors import TooManyTries, WrongPassword
from press.accounts.queries import account_of
from press.accounts.rules import is_signed_in, may_answer_data_requests
from press.accounts.services.staff import check_password
from press.accreditation.services.applying import APPLICANT
from press.audit.services import By, record
from press.clock import now
from press.distribution.disposition import attachment
from press.privacy import words
from press.privacy.errors import NotErasable
from press.privacy.forms import AnswerForm, AskForm, EraseForm
from press.privacy.models import DataRequest
from press.privacy.queries.copying import copy_of
from press.privacy.queries.erasing import preview_of
from press.privacy.queries.requests import erasable, every_request, own_requests, request_by_id
from press.privacy.services import answering, erasing
from press.privacy.states import RequestKind, RequestState
from press.web.guards import requires
from press.web.language import locale
from press.web.limits import limited
from press.web.transaction import keep_changes

blueprint = Blueprint("privacy", __name__)
signed_in = requires(is_signed_in, sign_in="accounts.ask_link")
protectors_only = requires(may_answer_data_requests, sign_in="accounts.staff_sign_in")


@blueprint.get("/account/data")
@signed_in
def own_data() -> ResponseReturnValue:
    """A copy, what was asked before, and a form to ask."""
    return _own_page(AskForm(formdata=None))


@blueprint.post("/account/data.json")
@limited("20/hour")
@signed_in
def own_copy() -> ResponseReturnValue:
    """The copy, made on the spot. That it was taken is noted: if it was not the person, this is where to see it."""
    account = account_of(current_user)
    record("data_request.copy_taken", f"account:{account.id}", by=_asker(), at=now())
    text = json.dumps(copy_of(account), ensure_ascii=False, indent=2)
    response = Response(text, mimetype="application/json")
    response.headers["Content-Disposition"] = attachment(f"{_('My data')}.json", "my-data.json")
    return response


@blueprint.post("/account/data")
@limited("20/hour")
@signed_in
def ask() -> ResponseReturnValue:
    """Keeps a wish for the data protection officer."""
    form = AskForm()
    if not form.validate_on_submit():
        return _own_page(form), 422
    answering.ask(
        account_of(current_user, for_update=True),
        kind=RequestKind(form.kind.data),
        words=form.words.data,
        by=_asker(),
        at=now(),
    )
    flash(_("We have received your request. You will get the answer by e-mail."), "success")
    return redirect(url_for("privacy.own_data"), 303)


@blueprint.get("/staff/data-requests")
@protectors_only
def requests() -> ResponseReturnValue:
    """What people ask, open ones first."""
    return render_template("privacy/requests.html", requests=every_request(), words=words)


@blueprint.get("/staff/data-requests/<int(max=2147483647):number>")
@protectors_only
def request(number: int) -> ResponseReturnValue:
    """One of them."""
    return _page(request_by_id(number), AnswerForm(formdata=None))


@blueprint.post("/staff/data-requests/<int(max=2147483647):number>")
@protectors_only
def answer(number: int) -> ResponseReturnValue:
    """Done or refused; the person is told."""
    found = request_by_id(number, for_update=True)
    form = AnswerForm()
    if not form.validate_on_submit():
        return _page(found, form), 422
    outcome = RequestState(form.outcome.data)
    answering.answer(found, outcome=outcome, words=form.answer.data, by=current_user.by, at=now())
    flash(_("Answered. The person is told by e-mail."), "success")
    return redirect(url_for("privacy.requests"), 303)


@blueprint.get("/staff/data-requests/<int(max=2147483647):number>/erase")
@protectors_only
def erasure(number: int) -> ResponseReturnValue:
    """What would be erased, what would stay, and why."""
    return _erasure_page(erasable(number), EraseForm(formdata=None))


@blueprint.post("/staff/data-requests/<int(max=2147483647):number>/erase")
@limited("30/hour")
@protectors_only
def erase(number: int) -> ResponseReturnValue:
    """Erases the person, whole."""
    found = erasable(number, for_update=True)
    form = EraseForm()
    if not (form.validate_on_submit() and _is_own_password(form)):
        return _erasure_page(found, form), 422
    try:
        erasing.erase(found, by=current_user.by, at=now())
    except NotErasable:
        return _erasure_page(found, form), 409
    flash(_("Erased. One last e-mail tells the person; then the address goes, too."), "success")
    return redirect(url_for("privacy.request", number=number), 303)


def _is_own_password(form: EraseForm) -> bool:
    try:
        check_password(email=current_user.email, password=form.password.data, at=now())
    except WrongPassword:
        keep_changes()
        form.password.errors = [_("This is not your password.")]
    except TooManyTries:
        form.password.errors = [_("Too many wrong tries. Wait ten minutes and try again.")]
    else:
        return True
    return False


def _erasure_page(found: DataRequest, form: EraseForm) -> str:
    return render_template(
        "privacy/erase.html",
        request_row=found,
        form=form,
        refusal=erasing.why_not(found.account, at=now()),
        preview=preview_of(found.account, language=locale()),
    )


@blueprint.app_template_global()
def protects_data() -> bool:
    """Whether this person answers data requests and reads the activity log: every page leads them there."""
    return may_answer_data_requests(current_user)


def _asker() -> By:
    """Applicants stand in the audit by their number only, so that their names can be erased."""
    return current_user.by if current_user.is_staff else By(current_user.account_id, APPLICANT)


def _own_page(form: AskForm) -> str:
    return render_template("privacy/own.html", form=form, requests=own_requests(current_user.account_id), words=words)


def _page(found: DataRequest, form: AnswerForm) -> str:
    return render_template(
        "privacy/request.html", request_row=found, form=form, words=words, State=RequestState, Kind=RequestKind
    )
