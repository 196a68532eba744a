"""Recovery codes: how many are left, and new ones."""

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from press.accounts.queries import account_of
from press.accounts.services import recovery
from press.accounts.views.blueprint import blueprint, desk, secret_keys, staff_only
from press.accounts.views.code_app import CODES
from press.clock import now
from press.errors import Conflict
from press.web.redirects import safe_next


@blueprint.get("/account/recovery-codes")
@staff_only
def recovery_codes() -> ResponseReturnValue:
    """New codes, once; afterwards how many are left."""
    codes = session.pop(CODES, [])
    return render_template(
        "accounts/recovery_codes.html",
        codes=[recovery.shown(code) for code in codes],
        left=recovery.codes_left(current_user.account_id),
        has_second_factor=current_user.has_second_factor,
        next=safe_next(request.args.get("next"), desk() if codes else url_for("accounts.own")),
    )


@blueprint.post("/account/recovery-codes")
@staff_only
def make_recovery_codes() -> ResponseReturnValue:
    """Ten new ones in place of those before."""
    account = account_of(current_user, for_update=True)
    if not current_user.has_second_factor:
        raise Conflict
    session[CODES] = recovery.make_codes(account, keys=secret_keys(), by=current_user.by, at=now())
    return redirect(url_for("accounts.recovery_codes"), 303)
