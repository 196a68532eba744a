"""The logo pack as a whole: what the mark is, how it is used, and what is drawn of it."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.clock import now
from press.kits.errors import KitNotFound
from press.kits.models import Kit, KitDraft
from press.kits.queries.writing import draft_version, licences_in, pack_of, usage_texts
from press.kits.services import writing
from press.kits.source.parts import LOGO, PARTS
from press.studio.forms.pack import PackForm
from press.studio.views.blueprint import blueprint, kit_editors_only
from press.studio.views.conflicts import for_script, tells_conflicts
from press.studio.views.opened import opened, seen
from press.studio.views.saved import not_saved, saved
from press.web.transaction import drop_changes


@blueprint.get("/<slug>/pack")
@kit_editors_only
def pack(slug: str) -> ResponseReturnValue:
    """What is said of all logos."""
    kit, draft = opened(slug)
    version = draft_version(draft.id, PARTS[LOGO].path)  # before what it says: nobody writes over what was not shown
    said = _said(draft)
    return _page(kit, draft, PackForm.showing(said, licences_in(draft.id)), version)


def _page_of(slug: str) -> str:
    return url_for("studio.pack", slug=slug)


@blueprint.post("/<slug>/pack")
@kit_editors_only
@tells_conflicts(_page_of)
def save_pack(slug: str) -> ResponseReturnValue:
    """Keeps it."""
    kit, draft = opened(slug)
    _said(draft)
    form = PackForm.sent(licences_in(draft.id))
    if not form.validate_on_submit():
        drop_changes()
        return not_saved(form) if for_script() else (_page(kit, draft, form, seen()), 422)
    file = writing.save_pack(draft, form.values, form.said_colours, seen=seen(), by=current_user.by, at=now())
    if for_script():
        return saved(file)
    flash(_("Saved."), "success")
    return redirect(_page_of(slug), 303)


def _said(draft: KitDraft) -> dict[str, Any]:
    """What the pack says. Raises KitNotFound where there is none: it begins with the first logo."""
    said = pack_of(draft.id)
    if said is None:
        raise KitNotFound
    return said


def _page(kit: Kit, draft: KitDraft, form: PackForm, version: int) -> str:
    return render_template(
        "studio/pack.html",
        kit=kit,
        event=kit.event,
        form=form,
        version=version,
        usage=usage_texts(draft.id),
    )
