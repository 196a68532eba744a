"""Passwords of staff: forgotten, set anew, changed."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accounts import jobs
from press.accounts.errors import LinkSpent, TooManyTries, WrongPassword
from press.accounts.forms import AskLink, ChangePassword, ResetPassword
from press.accounts.models import Account
from press.accounts.queries import account_of
from press.accounts.services import staff
from press.accounts.services.resetting import reset_password, reset_wanted
from press.accounts.views.blueprint import blueprint, staff_only, try_password
from press.clock import now
from press.jobs.services import enqueue
from press.web.guards import public
from press.web.limits import limited
from press.web.transaction import keep_changes


@blueprint.get("/staff/forgot")
@public
def forgot() -> ResponseReturnValue:
    """Asks for the address."""
    return render_template("accounts/forgot.html", form=AskLink(formdata=None))


@blueprint.post("/staff/forgot")
@limited("30/hour")
@public
def send_reset() -> ResponseReturnValue:
    """Queues the link. The answer is the same whether or not the address is known."""
    form = AskLink()
    if not form.validate_on_submit():
        return render_template("accounts/forgot.html", form=form), 422
    enqueue(jobs.RESET_JOB, {"email": form.email.data}, at=now())
    return redirect(url_for("accounts.reset_sent"), 303)


@blueprint.get("/staff/forgot/sent")
@public
def reset_sent() -> ResponseReturnValue:
    """Says that the mail is on its way, if the address is known."""
    return render_template("accounts/reset_sent.html")


@blueprint.get("/staff/reset/<token>")
@public
def reset(token: str) -> ResponseReturnValue:
    """Shows the form, and spends nothing: mail scanners follow links."""
    try:
        reset_wanted(token, at=now())
    except LinkSpent:
        return _spent()
    return render_template("accounts/reset.html", form=ResetPassword(formdata=None))


@blueprint.post("/staff/reset/<token>")
@limited("60/hour")
@public
def spend_reset(token: str) -> ResponseReturnValue:
    """Sets the password and ends every session. It signs nobody in: the second factor is still asked for."""
    form = ResetPassword()
    at = now()
    try:
        link = reset_wanted(token, at=at)
        if form.validate_on_submit() and try_password(
            form.password, lambda: reset_password(link, password=form.password.data, at=at)
        ):
            flash(_("Your password has been changed, and you are signed out everywhere. Sign in with it."), "success")
            return redirect(url_for("accounts.staff_sign_in"), 303)
    except LinkSpent:
        return _spent()
    return render_template("accounts/reset.html", form=form), 422


@blueprint.get("/account/password")
@staff_only
def password() -> ResponseReturnValue:
    """Asks for the present password and a new one."""
    return render_template("accounts/password.html", form=ChangePassword(formdata=None))


@blueprint.post("/account/password")
@limited("60/hour")
@staff_only
def change_password() -> ResponseReturnValue:
    """Changes it; every other session ends."""
    form = ChangePassword()
    account = account_of(current_user, for_update=True)
    if (
        form.validate_on_submit()
        and _is_present(form, account)
        and try_password(form.password, lambda: _change(account, form.password.data))
    ):
        flash(_("Your password has been changed. All your other sessions have ended."), "success")
        return redirect(url_for("accounts.own"), 303)
    return render_template("accounts/password.html", form=form), 422


def _is_present(form: ChangePassword, account: Account) -> bool:
    try:
        staff.check_password(email=account.email, password=form.current.data, at=now())
    except WrongPassword:
        keep_changes()
        form.current.errors = [_("This is not your current password.")]
    except TooManyTries:
        form.current.errors = [_("Too many wrong tries. Wait ten minutes and try again.")]
    else:
        return True
    return False


def _change(account: Account, new: str) -> None:
    staff.change_password(account, password=new, by=current_user.by, at=now(), but_session=current_user.session_id)


def _spent() -> ResponseReturnValue:
    return render_template("accounts/staff_link_spent.html", is_invitation=False), 410
