"""The entries of a kit's lists, one page each: contacts, zips, and what is said of files."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.clock import now
from press.kits.errors import KitNotFound
from press.kits.models import Kit, KitDraft
from press.kits.queries.writing import draft_version, licences_in, rows_of
from press.kits.services import writing
from press.kits.services.beginning import WHOLE_ZIP
from press.kits.source.parts import FILE_PARTS, PARTS
from press.studio import kit_words
from press.studio.forms.rows import ROWS, RowForm
from press.studio.views.blueprint import blueprint, kit_editors_only
from press.studio.views.conflicts import tells_conflicts
from press.studio.views.opened import opened, seen, step
from press.web.transaction import drop_changes

_NEW: dict[str, dict[str, Any]] = {
    "contacts": {"name": "", "phone": "", "email": "", "organisation": {"th": "", "en": ""}},
    "zips": WHOLE_ZIP,
}


def list_page(slug: str, part: str, **_more: object) -> str:
    """The page that the list is on."""
    endpoint = "studio.files" if part in FILE_PARTS else "studio.write"
    return url_for(endpoint, slug=slug, _anchor=part)


@blueprint.post("/<slug>/lists/<part>")
@kit_editors_only
@tells_conflicts(list_page)
def add_row(slug: str, part: str) -> ResponseReturnValue:
    """One more contact, empty, or a zip of everything; and its page."""
    kit, draft = opened(slug)
    if part not in _NEW:
        raise KitNotFound
    values = dict(_NEW[part])
    if part == "zips":
        ids = {row.get("id") for row in rows_of(draft.id, part)}
        name = next(f"zip-{number}" for number in range(1, len(ids) + 2) if f"zip-{number}" not in ids)
        values = {"id": name, "file_name": f"{kit.slug}-{name}.zip", **values}
    number = writing.add_row(draft, part, values, by=current_user.by, at=now())
    return redirect(url_for("studio.row", slug=slug, part=part, number=number), 303)


@blueprint.get("/<slug>/lists/<part>/<int(max=9999):number>")
@kit_editors_only
def row(slug: str, part: str, number: int) -> ResponseReturnValue:
    """One entry."""
    kit, draft = opened(slug)
    entry, version = _entry(draft, part, number)
    form = _form(draft, part)
    form.show(entry)
    return _page(kit, part, number, entry, form, version)


@blueprint.post("/<slug>/lists/<part>/<int(max=9999):number>")
@kit_editors_only
@tells_conflicts(list_page)
def save_row(slug: str, part: str, number: int) -> ResponseReturnValue:
    """Keeps what is said in it."""
    kit, draft = opened(slug)
    entry, _version = _entry(draft, part, number)
    form = _form(draft, part, sent=True)
    if not form.validate_on_submit():
        drop_changes()
        return _page(kit, part, number, entry, form, seen()), 422
    writing.save_row(draft, part, number, form.values, seen=seen(), by=current_user.by, at=now())
    flash(_("Saved."), "success")
    return redirect(list_page(slug, part), 303)


@blueprint.post("/<slug>/lists/<part>/<int(max=9999):number>/move")
@kit_editors_only
@tells_conflicts(list_page)
def move_row(slug: str, part: str, number: int) -> ResponseReturnValue:
    """One place up or down."""
    _kit, draft = opened(slug)
    _known(part)
    writing.move_row(draft, part, number, step(), seen=seen(), by=current_user.by, at=now())
    return redirect(list_page(slug, part), 303)


@blueprint.post("/<slug>/lists/<part>/<int(max=9999):number>/remove")
@kit_editors_only
@tells_conflicts(list_page)
def remove_row(slug: str, part: str, number: int) -> ResponseReturnValue:
    """Out of the list; a file with it."""
    _kit, draft = opened(slug)
    _known(part)
    writing.remove_row(draft, part, number, seen=seen(), by=current_user.by, at=now())
    flash(_("Taken out of the draft."), "success")
    return redirect(list_page(slug, part), 303)


def _known(part: str) -> None:
    if part not in PARTS:
        raise KitNotFound


def _entry(draft: KitDraft, part: str, number: int) -> tuple[dict[str, Any], int]:
    """An entry, and a version of its file that is no newer: nobody writes over what was not shown."""
    _known(part)
    version = draft_version(draft.id, PARTS[part].path)
    rows = rows_of(draft.id, part)
    if number >= len(rows):
        raise KitNotFound
    return rows[number], version


def _form(draft: KitDraft, part: str, *, sent: bool = False) -> RowForm:
    form = ROWS[part]() if sent else ROWS[part](formdata=None)
    form.choose(licences_in(draft.id))
    return form


def _page(kit: Kit, part: str, number: int, entry: dict[str, Any], form: RowForm, version: int) -> str:
    return render_template(
        "studio/row.html",
        kit=kit,
        event=kit.event,
        part=part,
        number=number,
        entry=entry,
        form=form,
        version=version,
        back=list_page(kit.slug, part),
        kit_words=kit_words,
    )
