"""Any text of the folder as it stands: licences, usage of the logo, the list of changes, and the lists themselves."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.clock import now
from press.kits.errors import KitNotFound
from press.kits.models import DraftFile, KitDraft
from press.kits.queries import draft_file
from press.kits.services import writing
from press.studio.forms.writing import TextForm
from press.studio.views.blueprint import blueprint, kit_editors_only
from press.studio.views.conflicts import for_script, tells_conflicts
from press.studio.views.opened import opened, seen
from press.studio.views.saved import not_saved, saved
from press.web.transaction import drop_changes


@blueprint.get("/<slug>/texts/<path:path>")
@kit_editors_only
def text(slug: str, path: str) -> ResponseReturnValue:
    """One text, to be written."""
    kit, draft = opened(slug)
    file = _found(draft, path)
    form = TextForm(formdata=None, text=file.text)
    return render_template("studio/text.html", kit=kit, event=kit.event, file=file, form=form, version=file.version)


def _page_of(slug: str, path: str) -> str:
    return url_for("studio.text", slug=slug, path=path)


@blueprint.post("/<slug>/texts/<path:path>")
@kit_editors_only
@tells_conflicts(_page_of)
def save_text(slug: str, path: str) -> ResponseReturnValue:
    """Keeps it."""
    kit, draft = opened(slug)
    file = _found(draft, path)
    form = TextForm()
    if not form.validate_on_submit():
        drop_changes()
        if for_script():
            return not_saved(form)
        shown = {"kit": kit, "event": kit.event, "file": file, "form": form, "version": seen()}
        return render_template("studio/text.html", **shown), 422
    file = writing.save_text(draft, path, form.text.data, seen=seen(), by=current_user.by, at=now())
    if for_script():
        return saved(file)
    flash(_("Saved."), "success")
    return redirect(_page_of(slug, path), 303)


def _found(draft: KitDraft, path: str) -> DraftFile:
    file = draft_file(draft.id, path)
    if file is None or file.text is None:
        raise KitNotFound
    return file
