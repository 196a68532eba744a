"""Open an event to the public, and its window for applications."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accounts.rules import may_administer_in, may_make_events
from press.clock import now
from press.desk.forms.application import VersionedForm
from press.desk.views.blueprint import blueprint, officers_only
from press.desk.views.events import admins_only
from press.desk.words import need, section_names
from press.errors import Conflict
from press.events.errors import ChangedMeanwhile, ContactMissing, NotReady
from press.events.models import Event
from press.events.queries import event_for_admin, event_for_officer
from press.events.readiness import NEEDS, missing
from press.events.services import close_window, open_event, reopen_window


@blueprint.get("/<slug>/settings")
@officers_only
def event_settings(slug: str) -> ResponseReturnValue:
    """Whether the event is open, what it still lacks and where that is entered."""
    return _page(event_for_officer(slug, actor=current_user))


@blueprint.post("/<slug>/open")
@admins_only
def open_to_public(slug: str) -> ResponseReturnValue:
    """From now on the public sees the event."""
    return _act(slug, open_event, _("The event is open: the public sees its page."))


@blueprint.post("/<slug>/close-window")
@admins_only
def close_applications(slug: str) -> ResponseReturnValue:
    """No more applications."""
    return _act(slug, close_window, _("Applications are now closed."))


@blueprint.post("/<slug>/reopen-window")
@admins_only
def reopen_applications(slug: str) -> ResponseReturnValue:
    """Applications again."""
    return _act(slug, reopen_window, _("Applications are now open."))


def _act(slug: str, verb: Callable[..., None], done: str) -> ResponseReturnValue:
    event = event_for_admin(slug, actor=current_user)
    form = VersionedForm()
    if not form.validate_on_submit():
        return _page(event), 422
    try:
        verb(event, version=form.version.data, by=current_user.by, at=now())
    except ChangedMeanwhile:
        return _page(event, refused=_("Somebody changed this event in the meantime. Look at it again.")), 409
    except (ContactMissing, NotReady) as refusal:
        return _page(event, refused=refusal.message), Conflict.status
    flash(done, "success")
    return redirect(url_for("desk.event_settings", slug=slug), 303)


def _page(event: Event, *, refused: str = "") -> str:
    at = now()
    needs: list[dict[str, Any]] = [
        {"words": need(each.name), "section": each.section, "must": each.must, "there": each.is_there(event)}
        for each in NEEDS
    ]
    return render_template(
        "desk/events/opening.html",
        event=event,
        section="opening",
        sections=section_names(),
        needs=needs,
        lacking=len(missing(event)),
        refused=refused,
        takes_applications=event.takes_applications(at),
        opens_later=event.applications_open_at is not None and event.applications_open_at > at,
        is_past=event.is_past(at),
        may_change=may_administer_in(current_user, event.id),
        may_make=may_make_events(current_user),
    )
