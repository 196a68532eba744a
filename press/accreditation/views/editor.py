"""The applicant asks the editor to confirm: by mail, instead of a scanned letter."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accounts.rules import is_signed_in
from press.accreditation.errors import AskedTooOften
from press.accreditation.forms import EditorForm
from press.accreditation.models import Application
from press.accreditation.queries import application_for_owner
from press.accreditation.queries.confirmations import is_asked_about
from press.accreditation.services.applying import APPLICANT
from press.accreditation.services.naming_editor import name_editor
from press.accreditation.views.blueprint import blueprint, secret_key
from press.audit.services import By
from press.clock import now
from press.web.guards import requires


@blueprint.get("/applications/<ref>/editor")
@requires(is_signed_in, sign_in="accounts.ask_link")
def editor(ref: str) -> ResponseReturnValue:
    """Where the question may be sent to."""
    return _page(application_for_owner(ref, account_id=current_user.account_id), EditorForm(formdata=None))


@blueprint.post("/applications/<ref>/editor")
@requires(is_signed_in, sign_in="accounts.ask_link")
def ask_editor(ref: str) -> ResponseReturnValue:
    """Mails the editor; the applicant learns no more than that."""
    application = application_for_owner(ref, account_id=current_user.account_id, for_update=True)
    form = EditorForm(own=application.email)
    if not form.validate_on_submit():
        return _page(application, form), 422
    try:
        name_editor(
            application,
            email=form.email.data,
            secret_key=secret_key(),
            by=By(current_user.account_id, APPLICANT),
            at=now(),
        )
    except AskedTooOften:
        form.email.errors = [_("Three mails went to this address within an hour. Ask again later.")]
        return _page(application, form), 422
    flash(_("Your editor has the question by e-mail."), "success")
    return redirect(url_for("accreditation.status", ref=ref), 303)


def _page(application: Application, form: EditorForm) -> str:
    return render_template(
        "accreditation/editor.html",
        application=application,
        event=application.event,
        may_ask=is_asked_about(application),
        form=form,
    )
