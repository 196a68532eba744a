"""A kit that does not exist yet."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.clock import now
from press.events.models import Event
from press.kits.queries.writing import events_of_editor
from press.kits.services.beginning import begin_kit
from press.kits.source.model import Both
from press.studio.forms.writing import NewKitForm
from press.studio.views.blueprint import blueprint, kit_editors_only
from press.web.fields import options
from press.web.language import locale


@blueprint.get("/new")
@kit_editors_only
def new_kit() -> ResponseReturnValue:
    """Asks what the kit is called, and for which event it is."""
    form, _events = _form()
    return render_template("studio/new.html", form=form)


@blueprint.post("/new")
@kit_editors_only
def add_kit() -> ResponseReturnValue:
    """Makes the kit and its draft."""
    form, events = _form()
    if not form.validate_on_submit():
        return render_template("studio/new.html", form=form), 422
    begin_kit(
        form.address.data,
        events[form.event.data],
        Both(form.title_th.data, form.title_en.data),
        form.embargo_until.data or now(),
        by=current_user.by,
        at=now(),
    )
    flash(_("The kit has been created. Only its editors see it before it is published."), "success")
    return redirect(url_for("studio.write", slug=form.address.data), 303)


def _form() -> tuple[NewKitForm, dict[str, Event]]:
    events = {event.slug: event for event in events_of_editor(current_user)}
    form = NewKitForm()
    form.event.choices = options((slug, event.name(locale())) for slug, event in events.items())
    return form, events
