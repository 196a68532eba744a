"""The newsroom's page: who named it, and whether they cover for it. By the mailed link, without an account."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from press.accreditation import words
from press.accreditation.errors import AnsweredMeanwhile, ConfirmationOver, CrewFull
from press.accreditation.forms import NewsroomForm, NotOursForm, newsroom_form
from press.accreditation.models import Confirmation
from press.accreditation.queries.confirmations import Listed, asker_of, find_confirmation, listed, was_replaced
from press.accreditation.services import answering, inviting
from press.accreditation.services.inviting import MOST_PEOPLE, Asker
from press.accreditation.views.blueprint import blueprint, secret_key
from press.accreditation.views.crew import flash_added
from press.clock import now
from press.outlets.queries import outlet_by_id
from press.web.guards import public
from press.web.limits import limited


@blueprint.get("/newsroom/<token>")
@public
def newsroom(token: str) -> ResponseReturnValue:
    """Who applied in this newsroom's name. Spends nothing, and may be opened again."""
    try:
        asked = find_confirmation(token, at=now())
    except ConfirmationOver:
        return _over(token)
    people = listed(asked)
    values = {"version": asked.version, "who": asked.answered_name, "function": asked.answered_function}
    return _page(asked, people, newsroom_form(people, formdata=None, **values))


@blueprint.post("/newsroom/<token>")
@limited("60/hour")
@public
def answer_newsroom(token: str) -> ResponseReturnValue:
    """Keeps the answers, and invites whom the newsroom adds."""
    try:
        asked = find_confirmation(token, at=now())
    except ConfirmationOver:
        return _over(token)
    people = listed(asked)
    form = newsroom_form(people)
    if not form.validate_on_submit():
        return _page(asked, people, form), 422
    try:
        _answer(asked, people, form)
    except AnsweredMeanwhile:
        return _meanwhile(token)
    except CrewFull:
        form.people.errors = [_("At most %(most)s people can be added.", most=MOST_PEOPLE)]
        return _page(asked, people, form), 422
    flash(_("Thank you. Your answers are with the PR team."), "success")
    return redirect(url_for("accreditation.newsroom", token=token), 303)


@blueprint.post("/newsroom/<token>/not-ours")
@limited("60/hour")
@public
def not_our_newsroom(token: str) -> ResponseReturnValue:
    """The address is no newsroom, or another one."""
    try:
        asked = find_confirmation(token, at=now())
    except ConfirmationOver:
        return _over(token)
    form = NotOursForm()
    if not form.validate_on_submit():
        return _meanwhile(token)
    try:
        answering.not_our_newsroom(asked, version=form.version.data, at=now())
    except AnsweredMeanwhile:
        return _meanwhile(token)
    flash(_("Thank you. The PR team knows that this is not your newsroom."), "success")
    return redirect(url_for("accreditation.newsroom", token=token), 303)


def _answer(asked: Confirmation, people: list[Listed], form: NewsroomForm) -> None:
    answering.answer(
        asked,
        form.answers(people),
        name=form.who.data,
        function=form.function.data,
        version=form.version.data,
        at=now(),
    )
    if form.invitees():
        outlet = outlet_by_id(asked.outlet_id)
        asker = Asker(asked.event, outlet.name("th"), outlet.medium, outlet.country, confirmation=asked)
        flash_added(inviting.invite_all(form.invitees(), asker, secret_key=secret_key(), at=now()))


def _page(asked: Confirmation, people: list[Listed], form: NewsroomForm) -> str:
    return render_template(
        "accreditation/newsroom.html",
        asked=asked,
        event=asked.event,
        asker=asker_of(asked),
        outlet=outlet_by_id(asked.outlet_id),
        people=people,
        form=form,
        words=words,
    )


def _meanwhile(token: str) -> ResponseReturnValue:
    flash(
        _("A colleague has answered in the meantime. This is the current answer: change it if it is wrong."), "warning"
    )
    return redirect(url_for("accreditation.newsroom", token=token), 303)


def _over(token: str) -> ResponseReturnValue:
    return render_template("accreditation/newsroom_over.html", was_replaced=was_replaced(token)), 410
