"""One application: its page, and how a verb is done on it."""

import logging
from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from press.accreditation.models import Application
from press.accreditation.queries import application_for_officer, next_waiting
from press.accreditation.services.looking import note_look
from press.clock import now
from press.db import IntegrityError, OperationalError, db, separate_transaction
from press.desk.asking import carried, reader
from press.desk.forms import VersionedForm
from press.desk.panels import context
from press.desk.views.blueprint import blueprint, officers_only
from press.web.fields import Form
from press.web.language import locale

log = logging.getLogger(__name__)


@blueprint.get("/applications/<ref>")
@officers_only
def application(ref: str) -> ResponseReturnValue:
    """Everything about one application."""
    found = application_for_officer(ref, actor=current_user)
    whole = page(found)
    _look(found)
    return whole


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
    # What I did myself is no news to me.
    seen = {"account_id": current_user.account_id, "application_id": found.id, "version": found.version}
    note_look(db.session(), **seen, at=now())
    return redirect(next_page(found) if then_next else url_for("desk.application", ref=ref), 303)


def move(ref: str, verb: Callable[..., object], said: str, *, then_next: bool = False) -> ResponseReturnValue:
    """A verb that needs no more than the version that was on the screen."""

    def moved(found: Application, form: VersionedForm) -> str:
        verb(found, version=form.version.data, by=current_user.by, at=now())
        return said

    return act(ref, VersionedForm(), moved, then_next=then_next)


def next_page(found: Application) -> str:
    """Where an officer goes on after this one: within the view of the queue from which they came."""
    came_from = carried()
    wanted = came_from.filter if came_from else None
    following = next_waiting(found.event_id, after=found, wanted=wanted, reader=reader())
    return url_for("desk.application", ref=following.ref if following else found.ref)


def page(found: Application, *, failed: Form | None = None, **more: Form) -> str:
    """The whole page; the form that was refused keeps what was typed, and forms of other panels (`more`) take the place
    of those that the page makes."""
    return render_template("desk/application.html", **{**context(found, current_user, failed), **more})


def _look(found: Application) -> None:
    """Once the page is made: what it shows as new is new until then. A page does not fail for it."""
    seen = {"account_id": current_user.account_id, "application_id": found.id, "version": found.version}
    try:
        with separate_transaction() as connection:
            note_look(connection, **seen, at=now())
    except (OperationalError, IntegrityError):  # the database is locked, or the page was opened twice at once
        log.warning("a look could not be noted")
