"""Signing in and out: journalists by a mailed link, staff by password and second factor."""

import secrets

import pyotp
import segno
from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accounts import jobs, rules
from press.accounts.errors import LinkSpent, TooManyTries, WrongCode, WrongPassword
from press.accounts.forms import AskLink, SecondFactor, StaffSignIn, TypedCode
from press.accounts.login import leave, sign_in
from press.accounts.models import Account
from press.accounts.services import links, staff
from press.accounts.services.people import account_for_address
from press.accounts.states import LinkPurpose, Strength
from press.accounts.tokens import hash_token
from press.clock import now
from press.db import db
from press.jobs.services import enqueue
from press.web.guards import public, requires
from press.web.limits import limited
from press.web.redirects import safe_next
from press.web.transaction import keep_changes

blueprint = Blueprint("accounts", __name__)

_BROWSER = "link_browser"
_CODE = "link_code"


@blueprint.get("/sign-in")
@public
def ask_link() -> ResponseReturnValue:
    """Asks a journalist for an address."""
    return render_template("accounts/sign_in.html", form=AskLink(formdata=None), next=request.args.get("next", ""))


@blueprint.post("/sign-in")
@limited("30/hour")
@public
def send_link() -> ResponseReturnValue:
    """Queues the link. The answer is the same whether or not the address is known."""
    form = AskLink()
    if not form.validate_on_submit():
        return render_template("accounts/sign_in.html", form=form, next=request.form.get("next", "")), 422
    session[_BROWSER] = session.get(_BROWSER) or secrets.token_urlsafe(24)
    session[_CODE] = links.new_code()
    payload = {
        "email": form.email.data,
        "browser_hash": hash_token(session[_BROWSER]),
        "code_hash": hash_token(session[_CODE]),
        "next": safe_next(request.form.get("next"), ""),
    }
    enqueue(jobs.JOB, payload, at=now())
    return redirect(url_for("accounts.link_sent"), 303)


@blueprint.get("/sign-in/sent")
@public
def link_sent() -> ResponseReturnValue:
    """Says that the mail is on its way, and shows the code for another device."""
    if _CODE not in session:
        return redirect(url_for("accounts.ask_link"), 303)
    return render_template("accounts/link_sent.html", code=session[_CODE])


@blueprint.get("/sign-in/<token>")
@public
def follow_link(token: str) -> ResponseReturnValue:
    """Shows a button, and spends nothing: mail scanners follow links."""
    try:
        link = links.find_link(token, purpose=LinkPurpose.SIGN_IN, at=now())
    except LinkSpent:
        return render_template("accounts/link_spent.html"), 410
    needs_code = links.needs_code(link, session.get(_BROWSER))
    return render_template(
        "accounts/follow_link.html", form=TypedCode(formdata=None), token=token, needs_code=needs_code
    )


@blueprint.post("/sign-in/<token>")
@limited("60/hour")
@public
def spend_link(token: str) -> ResponseReturnValue:
    """Spends the link and signs in."""
    form = TypedCode()
    at = now()
    try:
        link = links.find_link(token, purpose=LinkPurpose.SIGN_IN, at=at)
        links.spend(link, browser=session.get(_BROWSER), code=form.code.data or "", at=at)
    except LinkSpent:
        return render_template("accounts/link_spent.html"), 410
    except WrongCode:
        keep_changes()
        form.code.errors = [_("This is not the code on the other screen. Check it and type it again.")]
        return render_template("accounts/follow_link.html", form=form, token=token, needs_code=True), 422
    account = account_for_address(email=link.email, name="", locale="", at=at)
    target = link.next_path
    sign_in(account, Strength.LINK)
    return redirect(safe_next(target, url_for("front.home")), 303)


@blueprint.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """Ends this browser's session."""
    leave()
    flash(_("You are signed out."), "success")
    return redirect(url_for("front.home"), 303)


@blueprint.get("/staff/sign-in")
@public
def staff_sign_in() -> ResponseReturnValue:
    """The staff's door."""
    if current_user.may_step_up and current_user.strength is Strength.PASSWORD:
        return redirect(url_for("accounts.second_factor", next=request.args.get("next")), 303)
    form = StaffSignIn(formdata=None)
    return render_template("accounts/staff_sign_in.html", form=form, next=request.args.get("next", ""))


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
            needs_more = account.totp_secret is not None or _config_needs_second_factor()
            door = url_for("accounts.second_factor", next=back) if needs_more else safe_next(back, url_for("desk.home"))
            return redirect(door, 303)
    return render_template("accounts/staff_sign_in.html", form=form, next=back), 422


@blueprint.route("/staff/second-factor", methods=["GET", "POST"])
@limited("60/hour")
@requires(rules.has_password_session, sign_in="accounts.staff_sign_in")
def second_factor() -> ResponseReturnValue:
    """Asks for the code of the app, or sets the app up when the account has none yet."""
    # Locked, so that of two tries with the same code in the same moment the second sees the first one's step.
    account = db.session.get_one(Account, current_user.account_id, with_for_update=request.method == "POST")
    new_secret = None
    if account.totp_secret is None:
        new_secret = session.setdefault("totp_secret", pyotp.random_base32())
    form = SecondFactor()
    if form.validate_on_submit():
        try:
            if new_secret is None:
                staff.check_totp(account, form.code.data, at=now())
            else:
                staff.set_totp(account, secret=new_secret, code=form.code.data, by=current_user.by, at=now())
        except WrongCode:
            keep_changes()
            form.code.errors = [_("This code is not right, or was used already. Wait for the next one.")]
        except TooManyTries:
            form.code.errors = [_("Too many wrong tries. Wait ten minutes and try again.")]
        else:
            sign_in(account, Strength.SECOND_FACTOR)
            return redirect(safe_next(request.form.get("next"), url_for("desk.home")), 303)
    status = 422 if request.method == "POST" else 200
    page = render_template(
        "accounts/second_factor.html",
        form=form,
        secret=new_secret,
        qr=_qr(account.email, new_secret) if new_secret else None,
        next=request.values.get("next", ""),
    )
    return page, status


def _qr(email: str, secret: str) -> str:
    address = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="Press Desk")
    return str(segno.make(address, error="m").svg_data_uri(scale=5, border=3))


def _config_needs_second_factor() -> bool:
    return bool(current_app.extensions["press.config"].require_second_factor)
