"""The next kit from this one."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accounts.rules import may_edit_kits_in
from press.clock import now
from press.db import db_transaction
from press.events.models import Event
from press.events.queries import every_event
from press.kits.errors import KitNameTaken, KitNotFound, NothingKept
from press.kits.models import Kit
from press.kits.queries import draft_files, kit_for_editor, open_draft_of
from press.kits.services import copying
from press.kits.yearly import lines_to_review
from press.storage.errors import ObjectNotFound, StorageUnavailable
from press.storage.store import current_store
from press.studio.forms.holding import CopyForm
from press.studio.views.blueprint import blueprint, kit_editors_only
from press.web.fields import options
from press.web.language import locale
from press.web.transaction import waits_outside


@blueprint.get("/<slug>/copy")
@kit_editors_only
def copy_form(slug: str) -> ResponseReturnValue:
    """Asks for name and event of the next kit."""
    kit = kit_for_editor(slug, actor=current_user)
    return _page(kit, _form(kit, formdata=None))


@blueprint.post("/<slug>/copy")
@kit_editors_only
@waits_outside
def copy(slug: str) -> ResponseReturnValue:
    """Makes it. The store is read before the transaction begins."""
    kit = kit_for_editor(slug, actor=current_user)
    form = _form(kit)
    if not form.validate_on_submit():
        return _page(kit, form), 422
    try:
        texts = copying.texts_of(copying.kept_folder(kit), current_store())
        with db_transaction():
            kit = kit_for_editor(slug, actor=current_user)
            event = next(one for one in _events() if one.slug == form.event.data)
            draft = copying.copy_kit(
                kit,
                copying.kept_folder(kit),
                texts,
                slug=form.slug.data,
                event=event,
                keep_releases=form.releases.data == "keep",
                by=current_user.by,
                at=now(),
            )
            made = draft.kit.slug
    except NothingKept:
        flash(_("The folder of this kit was not kept. Publish it once more to have it kept."), "error")
        return _page(kit_for_editor(slug, actor=current_user), form), 409
    except KitNameTaken:
        form.slug.errors = [_("There is already a kit of this name. Choose another.")]
        return _page(kit_for_editor(slug, actor=current_user), form), 409
    except (StorageUnavailable, ObjectNotFound):
        flash(_("The files cannot be reached at the moment. Nothing was created; try again in a few minutes."), "error")
        return _page(kit_for_editor(slug, actor=current_user), form), 503
    flash(_("The next kit has been created, as a draft that readers cannot see."), "success")
    return redirect(url_for("studio.review_copy", slug=made), 303)


@blueprint.get("/<slug>/copy/review")
@kit_editors_only
def review_copy(slug: str) -> ResponseReturnValue:
    """The lines of the draft that may hold of the last year only."""
    kit = kit_for_editor(slug, actor=current_user)
    draft = open_draft_of(kit.id)
    if draft is None:
        raise KitNotFound
    texts = [(file.path, file.text) for file in draft_files(draft.id) if file.text is not None]
    return render_template("studio/copy_review.html", kit=kit, event=kit.event, lines=lines_to_review(texts))


def _events() -> list[Event]:
    """Those for which this person prepares kits."""
    return [event for event in every_event() if may_edit_kits_in(current_user, event.id)]


def _form(kit: Kit, **given: None) -> CopyForm:
    form = CopyForm(event=kit.event.slug, **given)
    form.event.choices = options((event.slug, event.name(locale())) for event in _events())
    return form


def _page(kit: Kit, form: CopyForm) -> str:
    return render_template("studio/copy.html", kit=kit, event=kit.event, form=form)
