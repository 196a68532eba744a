"""One's own account: name and language, and the ways to the rest."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accounts import words
from press.accounts.forms import EditOwn
from press.accounts.queries import account_of, live_sessions
from press.accounts.services import people, recovery
from press.accounts.services.passkeys import passkeys_of
from press.accounts.views.blueprint import blueprint, passkeys_possible, signed_in
from press.clock import now
from press.web.language import locale


@blueprint.get("/account")
@signed_in
def own() -> ResponseReturnValue:
    """Everything about one's account in one place."""
    return _page(EditOwn(formdata=None, name=current_user.name, language=current_user.locale or locale()))


@blueprint.post("/account")
@signed_in
def edit_own() -> ResponseReturnValue:
    """Keeps name and language."""
    form = EditOwn()
    if not form.validate_on_submit():
        return _page(form), 422
    people.edit_own(account_of(current_user, for_update=True), name=form.name.data, locale=form.language.data)
    flash(_("Saved."), "success")
    return redirect(url_for("accounts.own", lang=form.language.data), 303)


def _page(form: EditOwn) -> str:
    account = account_of(current_user)
    return render_template(
        "accounts/own.html",
        form=form,
        account=account,
        has_app=account.totp_secret is not None,
        passkeys=passkeys_of(account.id),
        passkeys_possible=passkeys_possible(),
        codes_left=recovery.codes_left(account.id),
        sessions=len(live_sessions(account.id, at=now())),
        role_words=words.role,
        roles=sorted(current_user.roles),
    )
