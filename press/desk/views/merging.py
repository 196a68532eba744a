"""Two applications of one person made one, and taken apart again; and what is asked for in vain."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accreditation import paper_words, words
from press.accreditation.errors import ApplicationNotFound, IllegalMove, MergeRefused
from press.accreditation.models import Application
from press.accreditation.queries import application_for_officer
from press.accreditation.queries.carrying import carried_along
from press.accreditation.queries.merges import pair_for_officer
from press.accreditation.services import expiring, merging
from press.clock import now
from press.desk.forms import MergeForm, MergeSeenForm, VersionedForm
from press.desk.views.application import act, move, page
from press.desk.views.blueprint import blueprint, officers_only
from press.errors import Refusal


@blueprint.get("/applications/<ref>/merge")
@officers_only
def preview_merge(ref: str) -> ResponseReturnValue:
    """What a merge into that other application would move; nothing is changed."""
    form = MergeForm(request.args)
    found = application_for_officer(ref, actor=current_user)
    if not form.validate():
        return page(found, failed=form), 422
    try:
        into = application_for_officer(form.into.data.upper(), actor=current_user)
        merging.check(found, into, version=form.version.data, into_version=into.version)
    except (ApplicationNotFound, MergeRefused, IllegalMove) as refusal:
        return _refused(found, form, refusal)
    return _preview(found, into)


@blueprint.post("/applications/<ref>/merge")
@officers_only
def merge(ref: str) -> ResponseReturnValue:
    """Makes this application part of the same person's other one, as it was shown."""
    form = MergeSeenForm()
    found = application_for_officer(ref, actor=current_user)
    if not form.validate_on_submit():
        return page(found, failed=_unseen(form)), 422
    versions = {"version": form.version.data, "into_version": form.into_version.data}
    try:
        found, into = pair_for_officer(ref, form.into.data.upper(), actor=current_user)
        merging.merge(found, into, **versions, by=current_user.by, at=now())
    except (ApplicationNotFound, MergeRefused, IllegalMove) as refusal:
        return _refused(found, _unseen(form), refusal)
    flash(_("Merged. The other application stays; nobody is e-mailed."), "success")
    return redirect(url_for("desk.application", ref=into.ref), 303)


@blueprint.post("/applications/<ref>/unmerge")
@officers_only
def unmerge(ref: str) -> ResponseReturnValue:
    """Takes the two apart again."""

    def verb(found: Application, form: VersionedForm) -> str:
        try:
            merging.unmerge(found, version=form.version.data, by=current_user.by, at=now())
        except MergeRefused as refusal:
            raise MergeRefused(
                _("The other application has been decided, or this person has applied again: they stay merged.")
            ) from refusal
        return _("The merge has been undone. This application is under review.")

    return act(ref, VersionedForm(), verb)


@blueprint.post("/applications/<ref>/expire")
@officers_only
def expire(ref: str) -> ResponseReturnValue:
    """Ends an application for which nothing came."""
    said = _("The application has ended. The applicant is told by e-mail.")
    return move(ref, expiring.expire, said, then_next=True)


def _preview(found: Application, into: Application) -> str:
    form = MergeSeenForm(formdata=None, into=into.ref, version=found.version, into_version=into.version)
    return render_template(
        "desk/merge.html",
        application=found,
        into=into,
        form=form,
        along=carried_along(found, into),
        words=words,
        paper_words=paper_words,
    )


def _unseen(form: MergeSeenForm) -> MergeForm:
    """The form of the application's page, which asks for the number."""
    asked = MergeForm(formdata=None, into=form.into.data, version=form.version.data)
    asked.into.errors = form.into.errors
    return asked


def _refused(found: Application, form: MergeForm, refusal: Refusal) -> ResponseReturnValue:
    if isinstance(refusal, ApplicationNotFound):
        why = _("There is no such application.")
    elif isinstance(refusal, MergeRefused):
        why = _("The other one must be another application to this event that still holds.")
    else:
        why = _("In its current state this application cannot be merged. Merge the other into it.")
    form.into.errors = [why]
    return page(found, failed=form), 422
