"""Views of the queue that officers keep."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accreditation.models import SavedView
from press.accreditation.queries.looking import view_of, views_of
from press.accreditation.services.looking import MOST_VIEWS, delete_view, rename_view, save_view
from press.clock import now
from press.desk.filters import read_query
from press.desk.forms import ViewForm
from press.desk.views.blueprint import blueprint, officers_only
from press.events.models import Event
from press.events.queries import event_for_officer


@blueprint.get("/<slug>/views")
@officers_only
def views(slug: str) -> ResponseReturnValue:
    """The officer's own views: keep the one that is open, rename, delete."""
    event = event_for_officer(slug, actor=current_user)
    return _page(event, ViewForm(formdata=None))


@blueprint.post("/<slug>/views")
@officers_only
def keep_view(slug: str) -> ResponseReturnValue:
    """Keeps the filter that was open under a name."""
    event = event_for_officer(slug, actor=current_user)
    form = ViewForm()
    query = read_query(request.form.get("queue", "")).query
    mine = {view.name: view for view in _mine(event)}
    valid = form.validate_on_submit()
    if valid and form.name.data not in mine and len(mine) >= MOST_VIEWS:
        form.name.errors = [_("You have %(most)s views. Delete one first.", most=MOST_VIEWS)]
        valid = False
    if not valid:
        return _page(event, form), 422
    save_view(
        event_id=event.id,
        name=form.name.data,
        query=query,
        shared=form.shared.data,
        known=mine.get(form.name.data),
        by=current_user.by,
        at=now(),
    )
    flash(_("The view “%(name)s” has been saved.", name=form.name.data), "success")
    return redirect(f"{url_for('desk.applications', slug=slug)}?{query}", 303)


@blueprint.post("/<slug>/views/<int(max=2147483647):view_id>")
@officers_only
def change_view(slug: str, view_id: int) -> ResponseReturnValue:
    """Renames one of the officer's own views, or shares it."""
    event = event_for_officer(slug, actor=current_user)
    view = view_of(view_id, account_id=current_user.account_id, event_id=event.id)
    form = ViewForm()
    valid = form.validate_on_submit()
    if valid and any(other.name == form.name.data for other in _mine(event) if other is not view):
        form.name.errors = [_("You already have a view of this name.")]
        valid = False
    if not valid:
        return _page(event, ViewForm(formdata=None), wrong=(view.id, form)), 422
    rename_view(view, name=form.name.data, shared=form.shared.data, by=current_user.by)
    flash(_("The view “%(name)s” has been saved.", name=form.name.data), "success")
    return redirect(url_for("desk.views", slug=slug), 303)


@blueprint.post("/<slug>/views/<int(max=2147483647):view_id>/delete")
@officers_only
def remove_view(slug: str, view_id: int) -> ResponseReturnValue:
    """Deletes one of the officer's own views."""
    event = event_for_officer(slug, actor=current_user)
    view = view_of(view_id, account_id=current_user.account_id, event_id=event.id)
    delete_view(view, by=current_user.by)
    flash(_("The view has been deleted."), "success")
    return redirect(url_for("desk.views", slug=slug), 303)


def _mine(event: Event) -> list[SavedView]:
    return [view for view in views_of(current_user.account_id, event.id) if view.account_id == current_user.account_id]


def _page(event: Event, form: ViewForm, wrong: tuple[int, ViewForm] | None = None) -> str:
    """`wrong` is the form of a view that was refused."""
    forms = []
    for view in _mine(event):
        own = ViewForm(formdata=None, obj=view)
        forms.append((view, wrong[1] if wrong and wrong[0] == view.id else own))
        for field in forms[-1][1]:
            field.id = f"{field.id}-{view.id}"
    query = read_query(request.values.get("queue", "")).query
    return render_template("desk/views.html", event=event, form=form, forms=forms, query=query)
