"""The staff's door: password, then the second factor where there is one or the house asks for one."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from press.accounts.errors import TooManyTries, WrongCode, WrongPassword
from press.accounts.forms import RecoveryCodeForm, SecondFactor, StaffSignIn
from press.accounts.login import sign_in
from press.accounts.models import Account
from press.accounts.queries import account_of
from press.accounts.services import code_app, recovery, staff
from press.accounts.services.passkeys import has_passkey
from press.accounts.states import Strength
from press.accounts.views.blueprint import (
    blueprint,
    config,
    desk,
    passkeys_possible,
    secret_keys,
    with_password,
    wrong_code_words,
)
from press.accounts.views.code_app import app_page, begin_app, first_codes
from press.clock import now
from press.web.guards import public
from press.web.limits import limited
from press.web.redirects import safe_next
from press.web.transaction import keep_changes


@blueprint.get("/staff/sign-in")
@public
def staff_sign_in() -> ResponseReturnValue:
    """The staff's door."""
    if current_user.may_step_up and current_user.strength is Strength.PASSWORD:
        return redirect(url_for("accounts.second_factor", next=request.args.get("next")), 303)
    return _door(StaffSignIn(formdata=None), request.args.get("next", ""))


@blueprint.post("/staff/sign-in")
@limited("60/hour")
@public
def check_staff() -> ResponseReturnValue:
    """Checks the password; the second factor comes next where the account has one or needs one."""
    form = StaffSignIn()
    back = request.form.get("next", "")
    if form.validate_on_submit():
        try:
            account = staff.check_password(email=form.email.data, password=form.password.data, at=now())
        except WrongPassword:
            keep_changes()
            form.password.errors = [_("Wrong e-mail or password.")]
        except TooManyTries:
            form.password.errors = [_("Too many wrong tries. Wait ten minutes and try again.")]
        else:
            sign_in(account, Strength.PASSWORD)
            return redirect(after_password(account, back), 303)
    return _door(form, back), 422


def after_password(account: Account, back: str) -> str:
    """Where somebody goes who has shown the password: to the second factor, if there is one or must be one."""
    if account.totp_secret is not None or has_passkey(account.id) or config().require_second_factor:
        return url_for("accounts.second_factor", next=back)
    return safe_next(back, desk())


@blueprint.route("/staff/second-factor", methods=["GET", "POST"])
@limited("60/hour")
@with_password
def second_factor() -> ResponseReturnValue:
    """Asks for the code of the app. Who has no second factor at all sets the app up; who has a passkey only must use
    that or a recovery code: else a stolen password would be enough to set another one up."""
    # Locked, so that of two tries with the same code in the same moment the second sees the first one's step.
    account = account_of(current_user, for_update=request.method == "POST")
    if account.totp_secret is None and not has_passkey(account.id):
        return _first_app(account)
    form = SecondFactor()
    if form.validate_on_submit():
        try:
            code_app.check_totp(account, form.code.data, keys=secret_keys(), at=now())
        except (WrongCode, TooManyTries) as fault:
            keep_changes()
            form.code.errors = [wrong_code_words(fault)]
        else:
            sign_in(account, Strength.SECOND_FACTOR)
            return redirect(safe_next(request.form.get("next"), desk()), 303)
    page = render_template(
        "accounts/second_factor.html",
        form=form,
        has_app=account.totp_secret is not None,
        has_passkey=has_passkey(account.id) and passkeys_possible(),
        codes_left=recovery.codes_left(account.id),
        next=request.values.get("next", ""),
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/staff/recovery-code", methods=["GET", "POST"])
@limited("60/hour")
@with_password
def recovery_code() -> ResponseReturnValue:
    """Takes a recovery code in place of the second factor."""
    account = account_of(current_user, for_update=request.method == "POST")
    form = RecoveryCodeForm()
    if form.validate_on_submit():
        try:
            left = recovery.spend_code(account, form.code.data, keys=secret_keys(), by=current_user.by, at=now())
        except (WrongCode, TooManyTries) as fault:
            keep_changes()
            form.code.errors = [
                wrong_code_words(fault) if isinstance(fault, TooManyTries) else _("This is none of your unused codes.")
            ]
        else:
            sign_in(account, Strength.SECOND_FACTOR)
            said = ngettext("%(num)s recovery code is left.", "%(num)s recovery codes are left.", left)
            flash(said, "warning")
            return redirect(safe_next(request.form.get("next"), url_for("accounts.own")), 303)
    page = render_template("accounts/recovery_code.html", form=form, next=request.values.get("next", ""))
    return page, 422 if form.is_submitted() else 200


def _door(form: StaffSignIn, back: str) -> str:
    return render_template("accounts/staff_sign_in.html", form=form, next=back, passkeys=passkeys_possible())


def _first_app(account: Account) -> ResponseReturnValue:
    """The app is set up at the first sign-in; recovery codes follow, to be kept."""
    form = SecondFactor()
    secret = begin_app()
    back = request.values.get("next", "")
    if form.validate_on_submit():
        try:
            code_app.set_totp(
                account, secret=secret, code=form.code.data, keys=secret_keys(), by=current_user.by, at=now()
            )
        except WrongCode as fault:
            form.code.errors = [wrong_code_words(fault)]
        else:
            return first_codes(account, safe_next(back, ""))
    return app_page(account, form, secret, next=back), 422 if form.is_submitted() else 200
