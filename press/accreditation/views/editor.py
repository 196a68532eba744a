"""The applicant asks the editor to confirm: by mail, instead of a scanned letter."""

from collections.abc import Collection

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from press.accreditation.errors import AskedTooOften
from press.accreditation.forms import EditorForm
from press.accreditation.models import Application
from press.accreditation.queries.confirmations import editor_of, is_asked_about
from press.accreditation.queries.papers import papers_state
from press.accreditation.services.naming_editor import name_editor
from press.accreditation.states import ACCREDITED
from press.accreditation.views.blueprint import blueprint, secret_key
from press.accreditation.views.papers_page import by, own, owner_only
from press.clock import now
from press.events.settings import PaperKind
from press.outlets.domains import domains_of
from press.outlets.states import OutletState


@blueprint.get("/applications/<ref>/editor")
@owner_only
def editor(ref: str) -> ResponseReturnValue:
    """Where the question may be sent to."""
    application = own(ref)
    return _page(application, EditorForm(domains=_domains(application), formdata=None))


@blueprint.post("/applications/<ref>/editor")
@owner_only
def ask_editor(ref: str) -> ResponseReturnValue:
    """Mails the editor; the applicant learns no more than that."""
    application = own(ref, for_update=True)
    form = EditorForm(own=application.email, domains=_domains(application))
    if not form.validate_on_submit():
        return _page(application, form), 422
    try:
        name_editor(application, email=form.email.data, secret_key=secret_key(), by=by(), at=now())
    except AskedTooOften:
        form.email.errors = [_("This address has had three e-mails within an hour. Ask again later.")]
        return _page(application, form), 422
    flash(_("Your editor has the question by e-mail."), "success")
    return redirect(url_for("accreditation.status", ref=ref), 303)


def _domains(application: Application) -> Collection[str]:
    outlet = application.outlet
    return domains_of(outlet) if outlet is not None and outlet.state is OutletState.VERIFIED else ()


def _page(application: Application, form: EditorForm) -> str:
    return render_template(
        "accreditation/editor.html",
        application=application,
        event=application.event,
        may_ask=is_asked_about(application),
        named=editor_of(application),
        takes_back=application.state in ACCREDITED and PaperKind.EDITOR in papers_state(application).current,
        form=form,
    )
