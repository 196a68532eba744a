"""One application: its page, and how a verb is done on it."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from press.accreditation.models import Application
from press.accreditation.queries import application_for_officer, next_waiting
from press.desk.panels import context
from press.desk.views.blueprint import blueprint, officers_only
from press.web.fields import Form
from press.web.language import locale


@blueprint.get("/applications/<ref>")
@officers_only
def application(ref: str) -> ResponseReturnValue:
    """Everything about one application."""
    return page(application_for_officer(ref, actor=current_user))


def who(found: Application) -> str:
    """The person and the number: the next page is about somebody else."""
    return f"{found.name(locale())} ({found.ref})"


def act(
    ref: str, form: Form, verb: Callable[[Application, Form], str], *, then_next: bool = False
) -> ResponseReturnValue:
    """One verb on one application: locked, done, said, and on to the next page."""
    found = application_for_officer(ref, actor=current_user, for_update=True)
    if not form.validate_on_submit():
        return page(found, failed=form), 422
    flash(verb(found, form), "success")
    following = next_waiting(found.event_id, after=found) if then_next else None
    return redirect(url_for("desk.application", ref=following.ref if following else ref), 303)


def page(found: Application, *, failed: Form | None = None) -> str:
    """The whole page; the form that was refused keeps what was typed."""
    return render_template("desk/application.html", **context(found, current_user, failed))
