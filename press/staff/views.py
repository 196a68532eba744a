"""Staff: the list, one member, and what an administrator does with them."""

from collections.abc import Callable

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accounts import words
from press.accounts.errors import AccountDisabled, LastAdmin, LinkSpent, TooManyLinks
from press.accounts.queries import Member, member_for, members_for
from press.accounts.rules import may_manage_people
from press.accounts.services import invitations, roles
from press.accounts.states import Role
from press.clock import now
from press.errors import NotFound, Refusal
from press.staff.forms import InviteForm, RolesForm
from press.staff.scopes import Scopes
from press.web.fields import Form
from press.web.guards import requires
from press.web.limits import limited

blueprint = Blueprint("staff", __name__, url_prefix="/staff/people")
admins_only = requires(may_manage_people, sign_in="accounts.staff_sign_in")


@blueprint.get("")
@admins_only
def people() -> ResponseReturnValue:
    """Who works in this administrator's events."""
    return render_template(
        "staff/people.html", members=members_for(current_user), scopes=Scopes(current_user), words=words
    )


@blueprint.get("/invite")
@admins_only
def invite_form() -> ResponseReturnValue:
    """Asks for address, place and roles."""
    return _invite_page(InviteForm(formdata=None, scopes=Scopes(current_user).choices()))


@blueprint.post("/invite")
@limited("60/hour")
@admins_only
def invite() -> ResponseReturnValue:
    """Mails the invitation."""
    scopes = Scopes(current_user)
    form = InviteForm(scopes=scopes.choices())
    if not form.validate_on_submit():
        return _invite_page(form), 422
    try:
        account = invitations.invite(
            email=form.email.data,
            roles=form.chosen(),
            event_id=scopes.event_id(form.where.data),
            secret_key=_secret_key(),
            by=current_user.by,
            at=now(),
        )
    except (AccountDisabled, TooManyLinks) as fault:
        form.email.errors = [_words(fault)]
        return _invite_page(form), 422
    flash(_("Invited."), "success")
    return redirect(url_for("staff.person", account_id=account.id), 303)


@blueprint.get("/<int(max=2147483647):account_id>")
@admins_only
def person(account_id: int) -> ResponseReturnValue:
    """One member of staff."""
    return _page(member_for(account_id, actor=current_user))


@blueprint.post("/<int(max=2147483647):account_id>/roles")
@admins_only
def give_roles(account_id: int) -> ResponseReturnValue:
    """Gives more roles."""
    member = member_for(account_id, actor=current_user, for_update=True)
    scopes = Scopes(current_user)
    form = RolesForm(scopes=scopes.choices())
    if not form.validate_on_submit():
        return _page(member, form), 422
    where = scopes.event_id(form.where.data)
    roles.give_roles(member.account, form.chosen(), event_id=where, by=current_user.by, at=now())
    flash(_("The roles have been given. They take effect from the next page."), "success")
    return redirect(url_for("staff.person", account_id=account_id), 303)


@blueprint.post("/<int(max=2147483647):account_id>/roles/<int(max=2147483647):grant_id>/take")
@admins_only
def take_role(account_id: int, grant_id: int) -> ResponseReturnValue:
    """Takes one away; one that is gone already stays so."""
    member = member_for(account_id, actor=current_user, for_update=True)
    grant = next((each for each in member.grants if each.id == grant_id), None)
    if grant is None:
        raise NotFound
    said = _("The role has been taken away. That takes effect from the next page.")
    answer = _done(member, lambda: roles.take_role(grant, by=current_user.by, at=now()), said)
    if account_id == current_user.account_id:  # who was an administrator may be one no more
        return redirect(url_for("desk.home"), 303)
    return answer if len(member.grants) > 1 else redirect(url_for("staff.people"), 303)


@blueprint.post("/<int(max=2147483647):account_id>/invite-again")
@limited("60/hour")
@admins_only
def invite_again(account_id: int) -> ResponseReturnValue:
    """Mails a new link in place of the one before."""

    def verb(member: Member) -> None:
        account, by = member.account, current_user.by
        invitations.mail_invitation(account, secret_key=_secret_key(), by=by, at=now())

    return _act(account_id, verb, _("A new invitation is on its way."))


@blueprint.post("/<int(max=2147483647):account_id>/disable")
@admins_only
def disable(account_id: int) -> ResponseReturnValue:
    """Shuts somebody out at once."""
    said = _("Disabled. Every session has ended.")
    return _act(account_id, lambda member: roles.disable(member.account, by=current_user.by, at=now()), said)


@blueprint.post("/<int(max=2147483647):account_id>/enable")
@admins_only
def enable(account_id: int) -> ResponseReturnValue:
    """Lets somebody in again."""
    said = _("Enabled again.")
    return _act(account_id, lambda member: roles.enable(member.account, by=current_user.by, at=now()), said)


@blueprint.post("/<int(max=2147483647):account_id>/reset-second-factor")
@admins_only
def reset_second_factor(account_id: int) -> ResponseReturnValue:
    """Removes the second factors of somebody who lost them."""
    said = _(
        "The second factor has been removed. The person is told by e-mail, and sets up a new one at the next sign-in."
    )
    return _act(
        account_id, lambda member: roles.reset_second_factor(member.account, by=current_user.by, at=now()), said
    )


def _act(account_id: int, verb: Callable[[Member], None], said: str) -> ResponseReturnValue:
    """An act on the whole account: for whoever administers all that this person does here; not on oneself."""
    member = member_for(account_id, actor=current_user, for_update=True)
    if not member.whole or account_id == current_user.account_id:
        raise NotFound
    return _done(member, lambda: verb(member), said)


def _done(member: Member, verb: Callable[[], None], said: str) -> ResponseReturnValue:
    try:
        verb()
    except (LastAdmin, LinkSpent, TooManyLinks) as fault:
        flash(_words(fault), "error")
    else:
        flash(said, "success")
    return redirect(url_for("staff.person", account_id=member.account.id), 303)


def _words(fault: Refusal) -> str:
    if isinstance(fault, AccountDisabled):
        return _("This account is disabled. Enable it first.")
    if isinstance(fault, TooManyLinks):
        return _("This address has had three e-mails within an hour. Try again later.")
    if isinstance(fault, LastAdmin):
        return _("This is the last administrator of all events: somebody must be left who can let others in.")
    return _("The invitation has already been accepted.")


def _invite_page(form: InviteForm) -> str:
    return render_template("staff/invite.html", form=form, roles=list(Role), words=words)


def _page(member: Member, form: Form | None = None) -> str:
    scopes = Scopes(current_user)
    return render_template(
        "staff/person.html",
        member=member,
        scopes=scopes,
        form=form or RolesForm(formdata=None, scopes=scopes.choices()),
        roles=list(Role),
        words=words,
        is_self=member.account.id == current_user.account_id,
    )


def _secret_key() -> str:
    return str(current_app.extensions["press.config"].secret_key)
