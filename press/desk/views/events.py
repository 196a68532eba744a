"""An event's settings: made, edited by section, opened. Officers see them, admins change them."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accounts.rules import may_administer, may_administer_in, may_make_events
from press.accreditation.services import settings
from press.clock import now
from press.desk.forms.event import SettingsForm
from press.desk.forms.event_people import SECTIONS, NewEventForm
from press.desk.views.blueprint import blueprint, officers_only
from press.desk.words import section_names
from press.errors import NotFound
from press.events.models import Event
from press.events.queries import event_for_admin, event_for_officer, events_of_officer
from press.markup import render
from press.web.guards import requires
from press.web.language import locale

admins_only = requires(may_administer, sign_in="accounts.staff_sign_in")
makers_only = requires(may_make_events, sign_in="accounts.staff_sign_in")


@blueprint.get("/events/new")
@makers_only
def new_event() -> ResponseReturnValue:
    """The empty form, or one that starts from an event of the past."""
    form = _new_form()
    form.source.data = request.args.get("from", "")
    return render_template("desk/events/new.html", form=form)


@blueprint.post("/events/new")
@makers_only
def add_event() -> ResponseReturnValue:
    """Makes the event; its staff only see it until it is opened."""
    form = _new_form()
    if not form.validate_on_submit():
        return render_template("desk/events/new.html", form=form), 422
    source = event_for_officer(form.source.data, actor=current_user) if form.source.data else None
    event = settings.new_event(form.columns(), source=source, by=current_user.by, at=now())
    flash(_("The event has been created. Only its staff see it until you open it."), "success")
    return redirect(url_for("desk.event_settings", slug=event.slug), 303)


def _new_form() -> NewEventForm:
    return NewEventForm([(event.slug, event.name(locale())) for event in events_of_officer(current_user)])


@blueprint.get("/<slug>/settings/<section>")
@officers_only
def event_section(slug: str, section: str) -> ResponseReturnValue:
    """One section of the settings."""
    event = event_for_officer(slug, actor=current_user)
    return section_page(event, section, _form_class(section).of(event))


@blueprint.post("/<slug>/settings/<section>")
@admins_only
def change_section(slug: str, section: str) -> ResponseReturnValue:
    """Keeps a section, or shows what its Markdown will look like."""
    event = event_for_admin(slug, actor=current_user)
    form = _form_class(section).of(event)
    if "preview" in request.form:
        return section_page(event, section, form, version=form.version.data, previewed=True)
    if form.version.data is not None and form.version.data != event.version:
        return section_page(event, section, form, changed_meanwhile=True), 409
    if not form.validate():
        return section_page(event, section, form, version=form.version.data), 422
    changed = settings.change_settings(event, form.columns(), version=form.version.data, by=current_user.by, at=now())
    flash(_("Saved.") if changed else _("Nothing was changed."), "success")
    return redirect(url_for("desk.event_section", slug=event.slug, section=section), 303)


def _form_class(section: str) -> type[SettingsForm]:
    if section not in SECTIONS:
        raise NotFound
    return SECTIONS[section]


def section_page(
    event: Event,
    section: str,
    form: SettingsForm,
    *,
    version: int | None = None,
    changed_meanwhile: bool = False,
    previewed: bool = False,
) -> str:
    """The section with its form. Whoever was told of another's change saves over it knowingly: the form then carries
    the version of now."""
    shown = ("description_th", "description_en") if previewed and section == "texts" else ()
    return render_template(
        f"desk/events/{section}.html",
        event=event,
        section=section,
        sections=section_names(),
        form=form,
        form_version=event.version if version is None else version,
        changed_meanwhile=changed_meanwhile,
        may_change=may_administer_in(current_user, event.id),
        previews_html=[render(form[name].data or "") for name in shown],
    )
