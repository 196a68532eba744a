"""Ready-made reasons of an event."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accounts.rules import may_review_in
from press.accreditation import words
from press.accreditation.errors import ReasonNotFound
from press.accreditation.models import ReasonTemplate
from press.accreditation.queries.notes import reason_of, reasons_for
from press.accreditation.services.noting import ReasonWords, delete_reason, keep_reason
from press.accreditation.states import ApplicationState, DeclineReason
from press.clock import now
from press.desk.forms import ReasonForm
from press.desk.views.blueprint import blueprint, officers_only
from press.events.models import Event
from press.events.queries import event_for_officer


@blueprint.get("/<slug>/reasons")
@officers_only
def reasons(slug: str) -> ResponseReturnValue:
    """All that are there, and a form for one more."""
    event = event_for_officer(slug, actor=current_user)
    return _page(event, ReasonForm(formdata=None))


@blueprint.post("/<slug>/reasons")
@officers_only
def add_reason(slug: str) -> ResponseReturnValue:
    """Keeps a new one."""
    event = event_for_officer(slug, actor=current_user)
    return _keep(event, None)


@blueprint.get("/<slug>/reasons/<int(max=2147483647):reason_id>")
@officers_only
def reason(slug: str, reason_id: int) -> ResponseReturnValue:
    """One of them, to be changed."""
    event = event_for_officer(slug, actor=current_user)
    found = _own(reason_id, event)
    values = {"outcome": found.outcome.value, "code": found.code.value if found.code else ""}
    form = ReasonForm(formdata=None, obj=found, everywhere=found.event_id is None, **values)
    form.outcome.data, form.code.data = values["outcome"], values["code"]
    return _page(event, form, found)


@blueprint.post("/<slug>/reasons/<int(max=2147483647):reason_id>")
@officers_only
def change_reason(slug: str, reason_id: int) -> ResponseReturnValue:
    """Keeps its new words."""
    event = event_for_officer(slug, actor=current_user)
    return _keep(event, _own(reason_id, event))


@blueprint.post("/<slug>/reasons/<int(max=2147483647):reason_id>/delete")
@officers_only
def remove_reason(slug: str, reason_id: int) -> ResponseReturnValue:
    """Deletes it; decisions that used its words keep them."""
    event = event_for_officer(slug, actor=current_user)
    delete_reason(_own(reason_id, event), by=current_user.by, at=now())
    flash(_("The reason has been deleted."), "success")
    return redirect(url_for("desk.reasons", slug=slug), 303)


def _keep(event: Event, known: ReasonTemplate | None) -> ResponseReturnValue:
    form = ReasonForm()
    if not form.validate_on_submit():
        return _page(event, form, known), 422
    given = ReasonWords(
        outcome=ApplicationState(form.outcome.data),
        code=DeclineReason(form.code.data) if form.code.data else None,
        title=form.title.data,
        text_th=form.text_th.data or "",
        text_en=form.text_en.data or "",
        event_id=None if form.everywhere.data and _reviews_everywhere() else event.id,
    )
    keep_reason(known, given, by=current_user.by, at=now())
    flash(_("The reason “%(title)s” has been saved.", title=given.title), "success")
    return redirect(url_for("desk.reasons", slug=event.slug), 303)


def _own(reason_id: int, event: Event) -> ReasonTemplate:
    """What this officer may change: what is for all events only with a role in all of them."""
    found = reason_of(reason_id, event.id)
    if found.event_id is None and not _reviews_everywhere():
        raise ReasonNotFound
    return found


def _reviews_everywhere() -> bool:
    return may_review_in(current_user, None)


def _page(event: Event, form: ReasonForm, known: ReasonTemplate | None = None) -> str:
    return render_template(
        "desk/reasons.html",
        event=event,
        form=form,
        known=known,
        reasons=reasons_for(event.id),
        everywhere=_reviews_everywhere(),
        words=words,
    )
