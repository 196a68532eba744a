"""One's own sessions: seen, and ended."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accounts.login import leave
from press.accounts.queries import live_sessions
from press.accounts.services import sessions
from press.accounts.views.blueprint import blueprint, signed_in
from press.clock import now


@blueprint.get("/account/sessions")
@signed_in
def own_sessions() -> ResponseReturnValue:
    """Where this person is signed in."""
    return render_template("accounts/sessions.html", sessions=live_sessions(current_user.account_id, at=now()))


@blueprint.post("/account/sessions/<int(max=2147483647):number>/end")
@signed_in
def end_session(number: int) -> ResponseReturnValue:
    """Ends one; somebody else's is nothing to this person, and stays."""
    if number == current_user.session_id:
        leave()
        flash(_("You are signed out."), "success")
        return redirect(url_for("front.home"), 303)
    if sessions.end_own(current_user.account_id, number, at=now()):
        flash(_("That session has ended."), "success")
    return redirect(url_for("accounts.own_sessions"), 303)


@blueprint.post("/account/sessions/end")
@signed_in
def end_every_session() -> ResponseReturnValue:
    """Signs out everywhere, here too."""
    sessions.end_all(current_user.account_id, at=now())
    leave()
    flash(_("You are signed out everywhere."), "success")
    return redirect(url_for("front.home"), 303)
