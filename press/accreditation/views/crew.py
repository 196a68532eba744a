"""The crew as its leader and its members see it: who was asked, who is done, and nothing of what they entered."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from press.accounts.rules import is_signed_in
from press.accreditation import words
from press.accreditation.errors import CrewFull
from press.accreditation.forms import PeopleForm
from press.accreditation.models import Application, CrewInvitation
from press.accreditation.queries import application_for_owner
from press.accreditation.queries.crews import crew_of, is_gone, led_crew
from press.accreditation.queries.invitations import invitation_of_leader
from press.accreditation.services import crews
from press.accreditation.services.applying import APPLICANT
from press.accreditation.services.inviting import MOST_PEOPLE, Added
from press.accreditation.states import InvitationState
from press.accreditation.views.blueprint import blueprint, secret_key
from press.audit.services import By
from press.clock import now
from press.web.guards import requires

own_only = requires(is_signed_in, sign_in="accounts.ask_link")


@blueprint.get("/applications/<ref>/crew")
@own_only
def crew(ref: str) -> ResponseReturnValue:
    """Whom the leader has asked, and the form for more; to a member, that there is a crew."""
    return _page(application_for_owner(ref, account_id=current_user.account_id), PeopleForm(formdata=None))


@blueprint.post("/applications/<ref>/crew")
@own_only
def add_to_crew(ref: str) -> ResponseReturnValue:
    """Invites people; the first of them opens the crew."""
    application = application_for_owner(ref, account_id=current_user.account_id, for_update=True)
    form = PeopleForm()
    if not form.validate_on_submit():
        return _page(application, form), 422
    if not form.invitees():
        form.people.errors = [_("Name somebody: in the list, or in the rows below it.")]
        return _page(application, form), 422
    try:
        added = crews.add_people(application, form.invitees(), secret_key=secret_key(), by=_by(), at=now())
    except CrewFull:
        form.people.errors = [_("A crew has at most %(most)s people.", most=MOST_PEOPLE)]
        return _page(application, form), 422
    flash_added(added)
    return _back(ref)


@blueprint.post("/applications/<ref>/crew/<int(max=2147483647):number>/remind")
@own_only
def remind(ref: str, number: int) -> ResponseReturnValue:
    """Mails the link again."""
    if crews.remind(_invitation(ref, number), at=now()):
        flash(_("A reminder is on its way."), "success")
    else:
        flash(_("This address had an e-mail within the last hour. Remind again later."), "warning")
    return _back(ref)


@blueprint.post("/applications/<ref>/crew/<int(max=2147483647):number>/remove")
@own_only
def remove_from_crew(ref: str, number: int) -> ResponseReturnValue:
    """Takes somebody off the list; an application that is there stays."""
    crews.remove(_invitation(ref, number), by=_by(), at=now())
    flash(_("Taken off the list."), "success")
    return _back(ref)


@blueprint.post("/applications/<ref>/crew/leave")
@own_only
def leave_crew(ref: str) -> ResponseReturnValue:
    """A member goes; the application stays."""
    application = application_for_owner(ref, account_id=current_user.account_id, for_update=True)
    crews.leave(application, by=_by(), at=now())
    flash(_("You have left the crew. Your application stays as it is."), "success")
    return redirect(url_for("accreditation.status", ref=ref), 303)


def flash_added(added: Added) -> None:
    """Says what became of everybody who was named."""
    if added.mailed:
        flash(
            ngettext("%(num)s invitation is on its way.", "%(num)s invitations are on their way.", added.mailed),
            "success",
        )
    if added.unmailed:
        flash(_("One address has had three e-mails within an hour: remind again later."), "warning")
    if not added.mailed and not added.unmailed:
        flash(_("They were already on the list. Nothing was sent twice."), "info")


def _page(application: Application, form: PeopleForm) -> str:
    found = crew_of(application)
    leads = found is None or found.leader_id == application.id
    return render_template(
        "accreditation/crew.html",
        application=application,
        event=application.event,
        crew=found,
        leads=leads,
        # Only what the leader typed: never what the person made of it.
        invited=[each for each in found.invitations if each.state is not InvitationState.REMOVED] if found else [],
        may_add=leads and not is_gone(application) and application.event.takes_applications(now()),
        form=form,
        words=words,
    )


def _invitation(ref: str, number: int) -> CrewInvitation:
    application = application_for_owner(ref, account_id=current_user.account_id, for_update=True)
    return invitation_of_leader(number, crew=led_crew(application, for_update=True))


def _by() -> By:
    return By(current_user.account_id, APPLICANT)


def _back(ref: str) -> ResponseReturnValue:
    return redirect(url_for("accreditation.crew", ref=ref), 303)
