"""The outlet behind one application: verified, matched, marked as the organisers' own."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accreditation.models import Application
from press.accreditation.services import deciding
from press.accreditation.services.indexing import outlet_changed
from press.clock import now
from press.desk.forms import OutletForm, OwnMediumForm
from press.desk.views.application import act
from press.desk.views.blueprint import blueprint, officers_only
from press.outlets import services as registry
from press.outlets.locking import lock_registry
from press.outlets.queries import outlet_by_id
from press.outlets.states import Medium
from press.web.fields import Form


@blueprint.post("/applications/<ref>/outlet")
@officers_only
def verify_outlet(ref: str) -> ResponseReturnValue:
    """Verifies the outlet that the application points to."""

    def verb(found: Application, form: OutletForm) -> str:
        outlet = outlet_by_id(found.outlet_id or 0, for_update=True)
        registry.verify(
            outlet,
            name_th=form.name_th.data or "",
            name_en=form.name_en.data or "",
            medium=Medium(form.medium.data),
            country=form.country.data,
            owner=form.owner.data or "",
            how=form.how.data,
            by=current_user.by,
            at=now(),
        )
        outlet_changed(outlet)
        return _("The outlet is verified.")

    return act(ref, OutletForm(), verb)


@blueprint.post("/applications/<ref>/own-medium")
@officers_only
def own_medium(ref: str) -> ResponseReturnValue:
    """Says that the outlet is the organisers' own, or takes that back."""

    def verb(found: Application, form: OwnMediumForm) -> str:
        outlet = outlet_by_id(found.outlet_id or 0, for_update=True)
        own = bool(form.own.data)
        registry.set_own_medium(outlet, event_id=found.event_id, own=own, by=current_user.by, at=now())
        return _("This outlet is not counted.") if own else _("This outlet may be counted.")

    return act(ref, OwnMediumForm(), verb)


@blueprint.post("/applications/<ref>/match/<int(max=2147483647):outlet_id>")
@officers_only
def match_outlet(ref: str, outlet_id: int) -> ResponseReturnValue:
    """Points the application to an outlet of the registry."""

    def verb(found: Application, _form: Form) -> str:
        deciding.match_outlet(found, outlet_by_id(outlet_id, for_update=True), by=current_user.by, at=now())
        return _("Matched.")

    lock_registry()  # matching may merge: whoever merges waits here, before any row is held
    return act(ref, Form(), verb)
