"""Two outlets are one; two are not, after all; two look alike and are two."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from press.accounts.rules import may_review_in
from press.accreditation.queries.outlets import effects_of_merge
from press.accreditation.services.outlets import merge_outlets, undo_merge
from press.clock import now
from press.desk.forms.registry import MergeForm, UndoForm
from press.desk.outlet_page import page, vocabulary
from press.desk.views.blueprint import blueprint, officers_only
from press.desk.views.registry import LONGEST_SEARCH, NUMBER, OUTLET
from press.outlets.errors import EditedMeanwhile, IllegalOutletMove
from press.outlets.locking import lock_registry
from press.outlets.models import Outlet
from press.outlets.queries import outlet_by_id, outlet_itself
from press.outlets.queries.history import evidence_of, merge_by_id, platforms_of
from press.outlets.queries.resembling import PairPage, pairs_to_look_at
from press.outlets.services.resembling import say_apart
from press.outlets.suggesting import candidates
from press.web.fields import one_line
from press.web.language import locale

_NO_NUMBER = 0


@blueprint.get(OUTLET + "/merge")
@officers_only
def choose_merge(outlet_id: int) -> ResponseReturnValue:
    """Look for the other outlet; with `into`, what a merge would do."""
    outlet = outlet_itself(outlet_id)
    wanted = request.args.get("into", "")
    into = outlet_itself(int(wanted)) if wanted.isdecimal() and len(wanted) < 10 else None
    if into is None or not _may_be_one(outlet, into):
        return _choosing(outlet)
    form = MergeForm(formdata=None, into=into.id, version=outlet.version, into_version=into.version)
    return _preview(outlet, into, form)


@blueprint.post(OUTLET + "/merge")
@officers_only
def merge_outlet(outlet_id: int) -> ResponseReturnValue:
    """Merges, as it was shown."""
    lock_registry()
    outlet, form = outlet_itself(outlet_id), MergeForm()
    into = outlet_itself(form.into.data or _NO_NUMBER) if form.into.data else None
    if into is None:
        return _choosing(outlet), 422
    if not form.validate_on_submit():
        return _preview(outlet, into, form), 422
    versions = (form.version.data, form.into_version.data)
    try:
        merge_outlets(outlet, into, reason=form.reason.data, versions=versions, by=current_user.by, at=now())
    except EditedMeanwhile:
        if not _may_be_one(outlet, into):
            raise IllegalOutletMove from None
        for field, changed in ((form.version, outlet), (form.into_version, into)):
            field.raw_data, field.data = None, changed.version
        return _preview(outlet, into, form, meanwhile=True), 409
    flash(_("Merged: %(name)s is %(into)s.", name=outlet.name(locale()), into=into.name(locale())), "success")
    return redirect(url_for("desk.outlet_page", outlet_id=into.id), 303)


@blueprint.post("/outlets/merges/" + NUMBER.format("merge_id") + "/undo")
@officers_only
def undo_outlet_merge(merge_id: int) -> ResponseReturnValue:
    """Takes a merge back."""
    lock_registry()
    form = UndoForm()
    merge = merge_by_id(merge_id)
    if not form.validate_on_submit():
        return page(outlet_by_id(merge.survivor_id), failed=form), 422
    undo_merge(merge_id, why=form.why.data, by=current_user.by, at=now())
    back = len(merge.moved.get("applications", []))
    said = ngettext("Undone. It had brought %(num)s application.", "Undone. It had brought %(num)s applications.", back)
    flash(said, "success")
    return redirect(url_for("desk.outlet_page", outlet_id=merge.merged_id), 303)


@blueprint.get("/outlets/look-alikes")
@officers_only
def outlet_look_alikes() -> ResponseReturnValue:
    """Pairs of outlets that look alike, for somebody to look at."""
    number = request.args.get("page", "1")
    found: PairPage = pairs_to_look_at(number=int(number) if number.isdecimal() and len(number) < 7 else 1)
    known = vocabulary(found.rows[0].one) if found.rows else {}
    return render_template("desk/outlets/look_alikes.html", page=found, **known)


@blueprint.post(OUTLET + "/apart/" + NUMBER.format("other_id"))
@officers_only
def say_outlets_apart(outlet_id: int, other_id: int) -> ResponseReturnValue:
    """These are two: not shown as a pair again."""
    say_apart(outlet_itself(outlet_id), outlet_itself(other_id), by=current_user.by, at=now())
    flash(_("Noted: these are two outlets."), "success")
    return redirect(url_for("desk.outlet_look_alikes"), 303)


def _may_be_one(outlet: Outlet, into: Outlet) -> bool:
    return outlet.id != into.id and outlet.merged_into_id is None and into.merged_into_id is None


def _choosing(outlet: Outlet) -> str:
    searched = one_line(request.args.get("q"))[:LONGEST_SEARCH] or outlet.name(locale())
    return render_template(
        "desk/outlets/choose_merge.html",
        outlet=outlet,
        searched=searched,
        candidates=candidates(searched, but=outlet),
        **vocabulary(outlet),
    )


def _preview(outlet: Outlet, into: Outlet, form: MergeForm, *, meanwhile: bool = False) -> str:
    effects = effects_of_merge(outlet, into, at=now())
    seen = [effect for effect in effects if may_review_in(current_user, effect.event.id)]
    return render_template(
        "desk/outlets/merge.html",
        outlet=outlet,
        into=into,
        form=form,
        meanwhile=meanwhile,
        effects=seen,
        unseen=len(effects) - len(seen),
        platforms=platforms_of(outlet),
        evidence=evidence_of(outlet),
        **vocabulary(outlet),
    )
