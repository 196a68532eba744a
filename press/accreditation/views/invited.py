"""Somebody who was invited: the form of one's own, without an account, by the mailed link."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accounts.login import sign_in
from press.accounts.models import Account
from press.accounts.queries import account_by_email
from press.accounts.states import Strength
from press.accreditation.errors import InAnotherCrew, InvitationOver
from press.accreditation.forms import ApplicationForm
from press.accreditation.models import Application, CrewInvitation
from press.accreditation.queries.invitations import applied_already, find_invitation, invitation_with
from press.accreditation.services import accepting
from press.accreditation.states import InvitationState
from press.accreditation.views.applying import PRIVACY_NOTICE_VERSION
from press.accreditation.views.blueprint import blueprint
from press.clock import now
from press.outlets.names import is_thai
from press.web.guards import public
from press.web.language import locale
from press.web.limits import limited


@blueprint.get("/crew/<token>")
@public
def crew_invitation(token: str) -> ResponseReturnValue:
    """The form, filled in with what is known. Spends nothing: mail scanners follow links."""
    try:
        invitation = find_invitation(token, at=now())
    except InvitationOver:
        return _over(token)
    own = applied_already(invitation)
    if own is not None:
        return render_template("accreditation/crew_join.html", event=own.event, application=own, token=token)
    form = ApplicationForm(formdata=None)
    form.name_th.data, form.name_en.data = _names(invitation.name)
    form.outlet.data, form.medium.data = invitation.outlet_name, invitation.medium.value
    form.country.data, form.role.data = invitation.country, invitation.role.value
    return _form_page(invitation, form, token)


@blueprint.post("/crew/<token>")
@limited("60/hour")
@public
def accept_invitation(token: str) -> ResponseReturnValue:
    """Submits the application, or lets the one that is there join; signs its owner in."""
    at = now()
    try:
        invitation = find_invitation(token, at=at)
    except InvitationOver:
        return _over(token)
    own = applied_already(invitation)
    try:
        if own is not None:
            return _join(invitation, own)
        form = ApplicationForm()
        form.email.data = invitation.email  # the link stands for this mailbox, and for no other
        form.email.raw_data = [invitation.email]
        if not form.validate_on_submit():
            return _form_page(invitation, form, token), 422
        account, application = accepting.accept(
            invitation, form.answers(), consent_version=PRIVACY_NOTICE_VERSION, locale=locale(), at=at
        )
    except InAnotherCrew:
        return render_template("accreditation/crew_other.html", event=invitation.event, application=own), 409
    ref = application.ref
    _signed_in(account)
    flash(_("We have received your application."), "success")
    return redirect(url_for("accreditation.status", ref=ref), 303)


@blueprint.post("/crew/<token>/decline")
@limited("60/hour")
@public
def decline_invitation(token: str) -> ResponseReturnValue:
    """The person does not come."""
    try:
        invitation = find_invitation(token, at=now())
    except InvitationOver:
        return _over(token)
    accepting.decline(invitation, at=now())
    flash(_("You have declined. You will get no more e-mails about this."), "success")
    return redirect(url_for("front.event", slug=invitation.event.slug), 303)


def _join(invitation: CrewInvitation, own: Application) -> ResponseReturnValue:
    account = account_by_email(invitation.email)
    assert account is not None  # noqa: S101  (whose application it is)
    accepting.join(invitation, own, account=account, at=now())
    ref = own.ref
    _signed_in(account)
    flash(_("You had already applied: this is that application. It is in the crew now."), "info")
    return redirect(url_for("accreditation.status", ref=ref), 303)


def _signed_in(account: Account) -> None:
    if not (current_user.is_authenticated and current_user.account_id == account.id):
        sign_in(account, Strength.LINK)


def _names(typed: str) -> tuple[str, str]:
    """Thai and Latin: whoever asked typed one of them."""
    return (typed, "") if is_thai(typed) else ("", typed)


def _form_page(invitation: CrewInvitation, form: ApplicationForm, token: str) -> str:
    return render_template(
        "accreditation/crew_invitation.html",
        event=invitation.event,
        invitation=invitation,
        leader=invitation.crew.leader if invitation.crew else None,
        form=form,
        token=token,
    )


def _over(token: str) -> ResponseReturnValue:
    """What became of a link that is over, to whoever has read that mailbox."""
    invitation = invitation_with(token)
    done = invitation.application if invitation and invitation.state is InvitationState.DONE else None
    if done is not None and current_user.is_authenticated and done.account_id == current_user.account_id:
        flash(_("This link has already been used. This is your application."), "info")
        return redirect(url_for("accreditation.status", ref=done.ref), 303)
    return render_template("accreditation/crew_over.html", application=done), 410
