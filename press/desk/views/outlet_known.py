"""What is known of an outlet: other names, platforms, evidence, owners."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.clock import now
from press.desk.forms.registry import AliasForm, OutletEvidenceForm, OwnerForm, PlatformForm
from press.desk.outlet_page import vocabulary
from press.desk.views.blueprint import blueprint, officers_only
from press.desk.views.registry import NUMBER, OUTLET, act
from press.outlets import services as registry_verbs
from press.outlets.models import Outlet
from press.outlets.queries import outlet_itself
from press.outlets.queries.history import evidence_by_id, platform_by_id
from press.outlets.services.evidence import Proof
from press.outlets.services.platforms import Place, place_of
from press.outlets.states import EvidenceGrade, Medium, OutletEvidenceKind, PlatformKind
from press.web.fields import Form

_ALIAS = OUTLET + "/names/" + NUMBER.format("alias_id")
_PLATFORM = OUTLET + "/platforms/" + NUMBER.format("platform_id")
_EVIDENCE = OUTLET + "/evidence/" + NUMBER.format("evidence_id")


@blueprint.post(OUTLET + "/names")
@officers_only
def add_outlet_name(outlet_id: int) -> ResponseReturnValue:
    """The outlet is found by this name, too."""

    def verb(outlet: Outlet, form: AliasForm) -> str:
        new = registry_verbs.note_alias(outlet, form.alias.data, by=current_user.by, at=now())
        return _("The outlet is found by this name from now on.") if new else _("This name was already known.")

    return act(outlet_id, AliasForm(), verb, anchor="names")


@blueprint.post(_ALIAS + "/remove")
@officers_only
def remove_outlet_name(outlet_id: int, alias_id: int) -> ResponseReturnValue:
    """The outlet is found by this name no longer."""

    def verb(outlet: Outlet, _form: Form) -> str:
        registry_verbs.remove_alias(outlet, alias_id, by=current_user.by, at=now())
        return _("The name has been removed.")

    return act(outlet_id, Form(), verb, anchor="names")


@blueprint.post(OUTLET + "/platforms")
@officers_only
def add_outlet_platform(outlet_id: int) -> ResponseReturnValue:
    """One more channel, site or page."""

    def verb(outlet: Outlet, form: PlatformForm) -> str:
        registry_verbs.add_platform(outlet, _place(form), by=current_user.by, at=now())
        return _("The platform has been added.")

    return act(outlet_id, PlatformForm(), verb, anchor="platforms")


@blueprint.get(_PLATFORM)
@officers_only
def outlet_platform(outlet_id: int, platform_id: int) -> ResponseReturnValue:
    """The form with what is known of a platform."""
    outlet = outlet_itself(outlet_id)
    place = place_of(platform_by_id(platform_id, outlet=outlet))
    form = PlatformForm(
        formdata=None,
        platform_kind=place.kind.value,
        platform_medium=place.medium.value,
        platform_name=place.name,
        address=place.address,
        followers=place.followers,
    )
    return render_template("desk/outlets/platform.html", outlet=outlet, form=form, **vocabulary(outlet))


@blueprint.post(_PLATFORM)
@officers_only
def save_outlet_platform(outlet_id: int, platform_id: int) -> ResponseReturnValue:
    """Corrects a platform, and the names that it gives."""
    outlet, form = outlet_itself(outlet_id, for_update=True), PlatformForm()
    platform = platform_by_id(platform_id, outlet=outlet)
    if not form.validate_on_submit():
        return render_template("desk/outlets/platform.html", outlet=outlet, form=form, **vocabulary(outlet)), 422
    registry_verbs.edit_platform(outlet, platform, _place(form), by=current_user.by, at=now())
    return redirect(url_for("desk.outlet_page", outlet_id=outlet_id, _anchor="platforms"), 303)


@blueprint.post(_PLATFORM + "/remove")
@officers_only
def remove_outlet_platform(outlet_id: int, platform_id: int) -> ResponseReturnValue:
    """Takes a platform away, and the names that only it gave."""

    def verb(outlet: Outlet, _form: Form) -> str:
        platform = platform_by_id(platform_id, outlet=outlet)
        registry_verbs.remove_platform(outlet, platform, by=current_user.by, at=now())
        return _("The platform has been removed.")

    return act(outlet_id, Form(), verb, anchor="platforms")


@blueprint.post(OUTLET + "/evidence")
@officers_only
def add_outlet_evidence(outlet_id: int) -> ResponseReturnValue:
    """Notes what proves the outlet."""

    def verb(outlet: Outlet, form: OutletEvidenceForm) -> str:
        proof = Proof(
            kind=OutletEvidenceKind(form.evidence_kind.data),
            grade=EvidenceGrade(form.evidence_grade.data),
            words=form.evidence_words.data,
            note=form.evidence_note.data or "",
            valid_until=form.valid_until.day,
        )
        registry_verbs.note_evidence(outlet, proof, by=current_user.by, at=now())
        return _("Evidence noted.")

    return act(outlet_id, OutletEvidenceForm(), verb, anchor="evidence")


@blueprint.post(_EVIDENCE + "/remove")
@officers_only
def remove_outlet_evidence(outlet_id: int, evidence_id: int) -> ResponseReturnValue:
    """It was noted by mistake."""

    def verb(outlet: Outlet, _form: Form) -> str:
        registry_verbs.remove_evidence(evidence_by_id(evidence_id, outlet=outlet), by=current_user.by, at=now())
        return _("The evidence has been removed; the activity log keeps that it was there.")

    return act(outlet_id, Form(), verb, anchor="evidence")


@blueprint.post(OUTLET + "/owner")
@officers_only
def change_outlet_owner(outlet_id: int) -> ResponseReturnValue:
    """The brand went to another group."""

    def verb(outlet: Outlet, form: OwnerForm) -> str:
        registry_verbs.move_to_owner(
            outlet,
            form.new_owner.data or "",
            since=form.since.meant,
            version=form.version.data,
            by=current_user.by,
            at=now(),
        )
        return _("The owner has been changed. The figures count today's owner.")

    return act(outlet_id, OwnerForm(), verb, anchor="owners")


def _place(form: PlatformForm) -> Place:
    return Place(
        medium=Medium(form.platform_medium.data),
        kind=PlatformKind(form.platform_kind.data),
        name=form.platform_name.data,
        address=form.address.data or "",
        followers=form.followers.data,
    )
