"""Passkeys: signed in with, added, removed. The ceremony needs a script (static/js/passkey.js); whoever has none uses
the other ways."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accounts.errors import PasskeyRefused
from press.accounts.forms import AddPasskey, PasskeyAnswer, StaffSignIn
from press.accounts.login import sign_in
from press.accounts.queries import account_of
from press.accounts.services import passkeys
from press.accounts.states import Strength
from press.accounts.views.blueprint import blueprint, desk, passkeys_possible, site, staff_only
from press.clock import now
from press.web.guards import public
from press.web.limits import limited
from press.web.redirects import safe_next
from press.web.transaction import keep_changes


@blueprint.post("/staff/passkey/options")
@limited("120/hour")
@public
def passkey_options() -> ResponseReturnValue:
    """A challenge. It is the same for everybody: no address is asked for."""
    return _json(passkeys.sign_in_options(site(), at=now()))


@blueprint.post("/staff/passkey")
@limited("60/hour")
@public
def passkey_sign_in() -> ResponseReturnValue:
    """Checks the answer: a passkey is password and second factor in one."""
    back = request.form.get("next", "")
    try:
        account = passkeys.check(PasskeyAnswer().answer.data or "", site(), at=now())
    except PasskeyRefused:
        keep_changes()  # the challenge is used up
        form = StaffSignIn(formdata=None)
        form.form_errors = [_("The passkey was not accepted. Try again, or use your password.")]
        page = render_template("accounts/staff_sign_in.html", form=form, next=back, passkeys=passkeys_possible())
        return page, 422
    sign_in(account, Strength.SECOND_FACTOR)
    return redirect(safe_next(back, desk()), 303)


@blueprint.get("/account/passkeys")
@staff_only
def own_passkeys() -> ResponseReturnValue:
    """The list, and the way to one more."""
    return _page(AddPasskey(formdata=None))


@blueprint.post("/account/passkeys/options")
@limited("60/hour")
@staff_only
def new_passkey_options() -> ResponseReturnValue:
    """What the browser needs to make a passkey."""
    return _json(passkeys.registration_options(account_of(current_user, for_update=True), site(), at=now()))


@blueprint.post("/account/passkeys")
@limited("60/hour")
@staff_only
def add_passkey() -> ResponseReturnValue:
    """Keeps a passkey. The device has verified the person just now: that is a second factor shown."""
    form = AddPasskey()
    if not form.validate_on_submit():
        return _page(form), 422
    account = account_of(current_user, for_update=True)
    try:
        passkeys.register(account, form.answer.data or "", site(), name=form.name.data, by=current_user.by, at=now())
    except PasskeyRefused:
        keep_changes()
        form.name.errors = [_("The passkey could not be added. Try again.")]
        return _page(form), 422
    if current_user.strength is not Strength.SECOND_FACTOR:
        sign_in(account, Strength.SECOND_FACTOR)
    flash(_("The passkey has been added."), "success")
    return redirect(url_for("accounts.own_passkeys"), 303)


@blueprint.post("/account/passkeys/<int(max=2147483647):number>/remove")
@staff_only
def remove_passkey(number: int) -> ResponseReturnValue:
    """Takes one away."""
    passkeys.remove(account_of(current_user, for_update=True), number, by=current_user.by, at=now())
    flash(_("The passkey has been removed."), "success")
    return redirect(url_for("accounts.own_passkeys"), 303)


def _page(form: AddPasskey) -> str:
    return render_template(
        "accounts/passkeys.html",
        form=form,
        passkeys=passkeys.passkeys_of(current_user.account_id),
        possible=passkeys_possible(),
    )


def _json(options: str) -> Response:
    return Response(options, mimetype="application/json")
