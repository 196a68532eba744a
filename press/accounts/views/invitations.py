"""Who was invited comes in: shows the button's page, sets name and password, then the second factor."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from press.accounts import words
from press.accounts.errors import LinkSpent
from press.accounts.forms import AcceptInvitation
from press.accounts.login import sign_in
from press.accounts.models import Account
from press.accounts.services import invitations, links
from press.accounts.states import LinkPurpose, Strength
from press.accounts.views.blueprint import blueprint, try_password
from press.accounts.views.staff_door import after_password
from press.clock import now
from press.web.guards import public
from press.web.language import locale
from press.web.limits import limited


@blueprint.get("/staff/invitation/<token>")
@public
def invitation(token: str) -> ResponseReturnValue:
    """Shows the form, and spends nothing: mail scanners follow links."""
    try:
        account = invitations.invited(links.find_link(token, purpose=LinkPurpose.INVITE, at=now()))
    except LinkSpent:
        return _spent()
    return _page(account, AcceptInvitation(formdata=None, name=account.name))


@blueprint.post("/staff/invitation/<token>")
@limited("60/hour")
@public
def accept_invitation(token: str) -> ResponseReturnValue:
    """Sets name and password, and leads on to the second factor."""
    form = AcceptInvitation()
    at = now()
    try:
        link = links.find_link(token, purpose=LinkPurpose.INVITE, at=at)
        account = invitations.invited(link)
    except LinkSpent:
        return _spent()

    def accept() -> None:
        invitations.accept(link, name=form.name.data, password=form.password.data, locale=locale(), at=at)

    if form.validate_on_submit() and try_password(form.password, accept):
        sign_in(account, Strength.PASSWORD, is_first=True)
        flash(_("Welcome. Your password has been set."), "success")
        return redirect(after_password(account, ""), 303)
    return _page(account, form), 422


def _page(account: Account, form: AcceptInvitation) -> str:
    return render_template(
        "accounts/invitation.html", form=form, email=account.email, roles=sorted(account.roles), role_words=words.role
    )


def _spent() -> ResponseReturnValue:
    return render_template("accounts/staff_link_spent.html", is_invitation=True), 410
