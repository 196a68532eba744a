"""Where the application stands, and what its owner can do about it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accounts.rules import is_signed_in
from press.accreditation import words
from press.accreditation.countries import country_names
from press.accreditation.queries import application_for_owner
from press.accreditation.queries.merges import ref_of_survivor
from press.accreditation.services import applying
from press.accreditation.states import ACCREDITED, LEGAL_MOVES, ApplicationState, shown_to_applicant
from press.accreditation.timeline import timeline
from press.accreditation.views.blueprint import blueprint
from press.audit.queries import entries_about
from press.audit.services import By
from press.clock import now
from press.web.guards import requires
from press.web.language import locale


@blueprint.get("/applications/<ref>")
@requires(is_signed_in, sign_in="accounts.ask_link")
def status(ref: str) -> ResponseReturnValue:
    """Where the application stands, to its owner."""
    application = application_for_owner(ref, account_id=current_user.account_id)
    return render_template(
        "accreditation/status.html",
        application=application,
        event=application.event,
        state=shown_to_applicant(application.state),
        is_accredited=application.state in ACCREDITED,
        steps=timeline(application, list(entries_about(application.subject))),
        decision=application.decisions[-1] if application.decisions else None,
        merged_into_ref=ref_of_survivor(application),
        may_withdraw=ApplicationState.WITHDRAWN in LEGAL_MOVES[application.state],
        countries=country_names(locale()),
        words=words,
    )


@blueprint.post("/applications/<ref>/withdraw")
@requires(is_signed_in, sign_in="accounts.ask_link")
def withdraw(ref: str) -> ResponseReturnValue:
    """Takes the application back."""
    application = application_for_owner(ref, account_id=current_user.account_id, for_update=True)
    applying.withdraw(application, by=By(current_user.account_id, applying.APPLICANT), at=now())
    flash(_("The application is withdrawn."), "success")
    return redirect(url_for("accreditation.status", ref=ref), 303)
