"""Taking back a release or a file: on a page of its own, because it cannot be undone."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.clock import now
from press.kits.errors import KitNotFound
from press.kits.models import AssetEntry, Kit
from press.kits.queries import kit_for_editor
from press.kits.services import ending
from press.kits.states import EndingKind
from press.studio.forms.life import EndReleaseForm, ReasonsForm
from press.studio.lives import ReleaseRow, files_that_may_end, release_rows
from press.studio.views.blueprint import blueprint, kit_editors_only
from press.web.fields import Form
from press.web.language import locale


@blueprint.get("/<slug>/life/releases/<release>/end")
@kit_editors_only
def release_end(slug: str, release: str) -> ResponseReturnValue:
    """How a release may end."""
    kit = kit_for_editor(slug, actor=current_user)
    return _page(kit, EndReleaseForm(formdata=None), _release(kit, release).title(locale()))


@blueprint.post("/<slug>/life/releases/<release>/end")
@kit_editors_only
def end_release(slug: str, release: str) -> ResponseReturnValue:
    """Withdraws or kills a release, at once."""
    kit, form = kit_for_editor(slug, actor=current_user), EndReleaseForm()

    def verb(reasons: dict[str, Any]) -> str:
        ending.end_release(kit, release, EndingKind(form.kind.data), **reasons, by=current_user.by, at=now())
        return _("Done. Title, reason and time are shown in its place, and everybody who has it is being told.")

    return _end(kit, form, lambda: _release(kit, release).title(locale()), verb)


@blueprint.get("/<slug>/life/files/<ref>/end")
@kit_editors_only
def file_end(slug: str, ref: str) -> ResponseReturnValue:
    """How a file is withdrawn."""
    kit = kit_for_editor(slug, actor=current_user)
    return _page(kit, ReasonsForm(formdata=None), _file(kit, ref).title(locale()))


@blueprint.post("/<slug>/life/files/<ref>/end")
@kit_editors_only
def end_file(slug: str, ref: str) -> ResponseReturnValue:
    """Withdraws a file, at once."""
    kit = kit_for_editor(slug, actor=current_user)
    file = _file(kit, ref)

    def verb(reasons: dict[str, Any]) -> str:
        ending.end_file(kit, file.asset.path, **reasons, by=current_user.by, at=now())
        return _("The file has been withdrawn: zips are being rebuilt, and everybody who has it is being told.")

    return _end(kit, ReasonsForm(), lambda: file.title(locale()), verb)


def _end(
    kit: Kit, form: ReasonsForm, title: Callable[[], str], verb: Callable[[dict[str, Any]], str]
) -> ResponseReturnValue:
    if not form.validate_on_submit():
        return _page(kit, form, title()), 422
    flash(verb({"reason_th": form.reason_th.data, "reason_en": form.reason_en.data}), "success")
    return redirect(url_for("studio.life", slug=kit.slug), 303)


def _page(kit: Kit, form: Form, title: str) -> str:
    return render_template("studio/end.html", kit=kit, event=kit.event, form=form, title=title)


def _release(kit: Kit, slug: str) -> ReleaseRow:
    """A release that can still end. Raises KitNotFound."""
    row = next((row for row in release_rows(kit, now()) if row.slug == slug and row.may_end), None)
    if row is None:
        raise KitNotFound
    return row


def _file(kit: Kit, ref: str) -> AssetEntry:
    entry = next((entry for entry in files_that_may_end(kit, now()) if entry.asset.ref == ref), None)
    if entry is None:
        raise KitNotFound
    return entry
