"""Legal groups behind outlets."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accreditation import words
from press.clock import now
from press.desk.forms.registry import MergeOwnerForm, RenameForm
from press.desk.views.blueprint import blueprint, officers_only
from press.desk.views.registry import LONGEST_SEARCH, NUMBER
from press.errors import Conflict
from press.outlets import services as registry_verbs
from press.outlets.models import Owner
from press.outlets.queries.owners import all_owners, outlets_of_owner, owner_by_id
from press.outlets.queries.owners import owners as owners_page
from press.web.fields import one_line, options

_OWNER = "/owners/" + NUMBER.format("owner_id")


@blueprint.get("/owners")
@officers_only
def owners() -> ResponseReturnValue:
    """Every owner, with how many outlets."""
    searched = one_line(request.args.get("q"))[:LONGEST_SEARCH]
    number = request.args.get("page", "1")
    found = owners_page(searched, number=int(number) if number.isdecimal() and len(number) < 7 else 1)
    return render_template("desk/outlets/owners.html", page=found, searched=searched)


@blueprint.get(_OWNER)
@officers_only
def owner(owner_id: int) -> ResponseReturnValue:
    """One owner, its outlets, and what can be done."""
    return _page(owner_by_id(owner_id))


@blueprint.post(_OWNER + "/rename")
@officers_only
def rename_owner(owner_id: int) -> ResponseReturnValue:
    """The same group under another name."""
    found, form = owner_by_id(owner_id, for_update=True), RenameForm()
    if not form.validate_on_submit():
        return _page(found, rename=form), 422
    try:
        registry_verbs.rename_owner(found, form.name.data, by=current_user.by, at=now())
    except Conflict:
        form.name.errors = [_("Another owner has this name. If they are the same, merge them below.")]
        return _page(found, rename=form), 422
    flash(_("Saved."), "success")
    return redirect(url_for("desk.owner", owner_id=owner_id), 303)


@blueprint.post(_OWNER + "/merge")
@officers_only
def merge_owner(owner_id: int) -> ResponseReturnValue:
    """One group was noted under two names."""
    found = owner_by_id(owner_id, for_update=True)
    form = _merge_form(found, filled=False)
    if not form.validate_on_submit():
        return _page(found, merge=form), 422
    into = owner_by_id(form.into_owner.data, for_update=True)
    registry_verbs.merge_owners(found, into, by=current_user.by, at=now())
    flash(_("Merged. All outlets now belong to %(name)s.", name=into.name), "success")
    return redirect(url_for("desk.owner", owner_id=into.id), 303)


def _page(found: Owner, *, rename: RenameForm | None = None, merge: MergeOwnerForm | None = None) -> str:
    return render_template(
        "desk/outlets/owner.html",
        owner=found,
        outlets=outlets_of_owner(found),
        rename=rename or RenameForm(formdata=None, name=found.name),
        merge=merge or _merge_form(found, filled=True),
        words=words,
    )


def _merge_form(found: Owner, *, filled: bool) -> MergeOwnerForm:
    form = MergeOwnerForm(formdata=None) if filled else MergeOwnerForm()
    form.into_owner.choices = options((each.id, each.name) for each in all_owners() if each.id != found.id)
    return form
