"""Journalists sign in by a mailed link."""

import secrets

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from press.accounts import jobs
from press.accounts.errors import LinkSpent, WrongCode
from press.accounts.forms import AskLink, TypedCode
from press.accounts.login import leave, sign_in
from press.accounts.services import links
from press.accounts.services.people import account_for_address
from press.accounts.states import LinkPurpose, Strength
from press.accounts.tokens import hash_token
from press.accounts.views.blueprint import blueprint
from press.clock import now
from press.jobs.services import enqueue
from press.web.guards import public
from press.web.limits import limited
from press.web.redirects import safe_next
from press.web.transaction import keep_changes

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
