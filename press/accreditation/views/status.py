"""Where the application stands, and what its owner can do about it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accounts.rules import is_signed_in
from press.accreditation import item_words, words
from press.accreditation.countries import country_names
from press.accreditation.forms import AppealForm
from press.accreditation.mails.inserts import arrival_facts
from press.accreditation.models import Application
from press.accreditation.queries import application_for_owner
from press.accreditation.queries.appeals import appeal_ends_at, open_appeal
from press.accreditation.queries.asking import open_request
from press.accreditation.queries.confirmations import editor_of, is_asked_about
from press.accreditation.queries.merges import ref_of_survivor
from press.accreditation.queries.waiting import usual_wait
from press.accreditation.services import applying
from press.accreditation.services.changing import CHANGEABLE
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
    return status_page(application_for_owner(ref, account_id=current_user.account_id))


@blueprint.post("/applications/<ref>/withdraw")
@requires(is_signed_in, sign_in="accounts.ask_link")
def withdraw(ref: str) -> ResponseReturnValue:
    """Takes the application back."""
    application = application_for_owner(ref, account_id=current_user.account_id, for_update=True)
    applying.withdraw(application, by=By(current_user.account_id, applying.APPLICANT), at=now())
    flash(_("The application has been withdrawn."), "success")
    return redirect(url_for("accreditation.status", ref=ref), 303)


def status_page(application: Application, *, appeal_form: AppealForm | None = None) -> str:
    """The whole page; the appeal that was refused keeps what was typed."""
    at, event = now(), application.event
    ends_at = appeal_ends_at(application)
    is_accredited = application.state in ACCREDITED
    asked = open_request(application)
    return render_template(
        "accreditation/status.html",
        application=application,
        event=event,
        state=shown_to_applicant(application.state),
        is_accredited=is_accredited,
        arrival=arrival_facts(event) if is_accredited else [],
        asks_editor=is_asked_about(application),
        named=editor_of(application),
        steps=timeline(application, entries_about(application.subject), usual_wait=usual_wait(event.id)),
        merged_into_ref=ref_of_survivor(application),
        decision=application.decisions[-1] if application.decisions else None,
        asked=asked,
        asked_items=[item_words.item(each) for each in asked.items] if asked else [],
        overdue=asked is not None and asked.deadline < at,
        appeal=open_appeal(application),
        appeal_ends_at=ends_at if ends_at and at <= ends_at else None,
        appeal_form=appeal_form or AppealForm(formdata=None),
        may_answer_coming=is_accredited and application.attended_at is None,
        may_change=application.state in CHANGEABLE,
        may_withdraw=ApplicationState.WITHDRAWN in LEGAL_MOVES[application.state],
        countries=country_names(locale()),
        words=words,
    )
