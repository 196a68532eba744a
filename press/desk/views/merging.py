"""Two applications of one person made one, and taken apart again; and what is asked for in vain."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accreditation.errors import ApplicationNotFound, IllegalMove, MergeRefused
from press.accreditation.models import Application
from press.accreditation.queries import application_for_officer
from press.accreditation.queries.merges import pair_for_officer
from press.accreditation.services import expiring, merging
from press.clock import now
from press.desk.forms import MergeForm, VersionedForm
from press.desk.views.application import act, move, page
from press.desk.views.blueprint import blueprint, officers_only


@blueprint.post("/applications/<ref>/merge")
@officers_only
def merge(ref: str) -> ResponseReturnValue:
    """Makes this application part of the same person's other one."""
    form = MergeForm()
    found = application_for_officer(ref, actor=current_user)
    if not form.validate_on_submit():
        return page(found, failed=form), 422
    try:
        found, into = pair_for_officer(ref, form.into.data.upper(), actor=current_user)
        merging.merge(found, into, version=form.version.data, by=current_user.by, at=now())
    except ApplicationNotFound:
        return _refused(found, form, _("There is no such application."))
    except MergeRefused:
        return _refused(found, form, _("The other one must be another application to this event that still holds."))
    except IllegalMove:
        return _refused(found, form, _("From where it stands this one cannot be merged. Merge the other into it."))
    flash(_("Merged. The other application stays; nobody is mailed."), "success")
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
                _("The other application is decided, or this person has applied anew: they stay merged.")
            ) from refusal
        return _("The merge is undone. This application is under review.")

    return act(ref, VersionedForm(), verb)


@blueprint.post("/applications/<ref>/expire")
@officers_only
def expire(ref: str) -> ResponseReturnValue:
    """Ends an application for which nothing came."""
    said = _("The application has ended. The applicant is told by e-mail.")
    return move(ref, expiring.expire, said, then_next=True)


def _refused(found: Application, form: MergeForm, why: str) -> ResponseReturnValue:
    form.into.errors = [why]
    return page(found, failed=form), 422
