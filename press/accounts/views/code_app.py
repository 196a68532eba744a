"""The authenticator app: set up, or changed for another one."""

import pyotp
import segno
from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accounts.errors import WrongCode
from press.accounts.forms import NewApp
from press.accounts.forms.signing_in import SecondFactor
from press.accounts.login import sign_in
from press.accounts.models import Account
from press.accounts.queries import account_of
from press.accounts.services import code_app, recovery
from press.accounts.states import Strength
from press.accounts.views.blueprint import blueprint, secret_keys, staff_only, wrong_code_words
from press.clock import now
from press.web.limits import limited

_SECRET = "totp_secret"  # noqa: S105 - a name, not a secret
CODES = "recovery_codes"


@blueprint.route("/account/app", methods=["GET", "POST"])
@limited("60/hour")
@staff_only
def new_app() -> ResponseReturnValue:
    """Sets the app up, or another one in its place: for somebody who has shown the second factor, or has none yet."""
    account = account_of(current_user, for_update=request.method == "POST")
    form = NewApp()
    secret = begin_app()
    if form.validate_on_submit():
        try:
            code_app.set_totp(
                account, secret=secret, code=form.code.data, keys=secret_keys(), by=current_user.by, at=now()
            )
        except WrongCode as fault:
            form.code.errors = [wrong_code_words(fault)]
        else:
            return first_codes(account, url_for("accounts.own"))
    return app_page(account, form, secret, next=""), 422 if form.is_submitted() else 200


def begin_app() -> str:
    """The secret that is being set up in this browser."""
    return str(session.setdefault(_SECRET, pyotp.random_base32()))


def app_page(account: Account, form: SecondFactor, secret: str, *, next: str) -> str:
    """The QR code, the same to type, and the field for the first code."""
    address = pyotp.TOTP(secret).provisioning_uri(name=account.email, issuer_name="Press Desk")
    picture = str(segno.make(address, error="m").svg_data_uri(scale=5, border=3))
    return render_template("accounts/new_app.html", form=form, secret=secret, qr=picture, next=next)


def first_codes(account: Account, back: str) -> ResponseReturnValue:
    """The second factor is on: the session counts as one that has shown it, and who has no recovery codes gets them."""
    codes = [] if recovery.codes_left(account.id) else _codes(account)
    sign_in(account, Strength.SECOND_FACTOR)
    flash(_("The second factor has been set up."), "success")
    if codes:
        session[CODES] = codes  # shown on the next page, once
    return redirect(url_for("accounts.recovery_codes", next=back or None), 303)


def _codes(account: Account) -> list[str]:
    return recovery.make_codes(account, keys=secret_keys(), by=current_user.by, at=now())
