"""Review of the draft: what it changes, what is wrong with it, and the word that lets it go on."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.clock import now
from press.db import db, db_transaction
from press.errors import Conflict, Refusal
from press.kits.errors import DraftNotThere
from press.kits.models import KitDraft
from press.kits.publish_jobs import check_draft
from press.kits.queries import kit_for_editor, open_draft_of
from press.kits.services import correcting, drafting, reviewing
from press.storage.errors import StorageUnavailable
from press.storage.store import current_store
from press.studio import faults, words
from press.studio.forms.life import DraftForm, EmergencyForm, NoteForm, SendBackForm
from press.studio.readings import readings_of
from press.studio.reviewing import comparison_of, may_approve, notes_wanted, publishing_of
from press.studio.views.blueprint import blueprint, kit_editors_only
from press.web.fields import Form
from press.web.transaction import drop_changes, waits_outside

Verb = Callable[[KitDraft, Any, datetime], str]


@blueprint.get("/<slug>/review")
@kit_editors_only
def review(slug: str) -> ResponseReturnValue:
    """The draft beside the revision that it was begun from."""
    return page(slug)


@blueprint.post("/<slug>/review/check")
@waits_outside
@kit_editors_only
def check_files(slug: str) -> ResponseReturnValue:
    """Looks for faults, and nothing else."""
    return _act(slug, DraftForm(), lambda _draft, _form, _at: _("The files were checked."), check=True)


@blueprint.post("/<slug>/review/submit")
@waits_outside
@kit_editors_only
def submit_draft(slug: str) -> ResponseReturnValue:
    """Hands the draft to a reviewer, once it is found good."""

    def verb(draft: KitDraft, form: DraftForm, at: datetime) -> str:
        reviewing.submit(draft, version=form.version.data, by=current_user.by, at=at)
        return _("Handed in for review. Somebody who has not written on it can approve it now.")

    return _act(slug, DraftForm(), verb, check=True)


@blueprint.post("/<slug>/review/approve")
@waits_outside
@kit_editors_only
def approve_draft(slug: str) -> ResponseReturnValue:
    """Approves what was read."""

    def verb(draft: KitDraft, form: DraftForm, at: datetime) -> str:
        reviewing.approve(draft, version=form.version.data, by=current_user.by, at=at)
        return _("Approved. It is being published; readers have it when the clock says so.")

    return _act(slug, DraftForm(), verb, check=True)


@blueprint.post("/<slug>/review/emergency")
@waits_outside
@kit_editors_only
def publish_in_emergency(slug: str) -> ResponseReturnValue:
    """Publishes without a second pair of eyes."""

    def verb(draft: KitDraft, form: EmergencyForm, at: datetime) -> str:
        reviewing.publish_in_emergency(
            draft, version=form.version.data, reason=form.reason.data, by=current_user.by, at=at
        )
        return _("It is being published. It stays flagged until somebody else has approved it.")

    return _act(slug, EmergencyForm(), verb, check=True)


@blueprint.post("/<slug>/review/send-back")
@kit_editors_only
def send_draft_back(slug: str) -> ResponseReturnValue:
    """Gives it back to its authors."""

    def verb(draft: KitDraft, form: SendBackForm, at: datetime) -> str:
        reviewing.send_back(draft, version=form.version.data, remark=form.remark.data, by=current_user.by, at=at)
        return _("Sent back with your remark.")

    return _act(slug, SendBackForm(), verb)


@blueprint.post("/<slug>/review/note")
@waits_outside
@kit_editors_only
def explain_correction(slug: str) -> ResponseReturnValue:
    """Writes why a release reads otherwise into the kit's log of changes."""

    def verb(draft: KitDraft, form: NoteForm, at: datetime) -> str:
        words = (form.release.data, form.note_th.data, form.note_en.data)
        correcting.explain(draft, *words, version=form.version.data, by=current_user.by, at=at)
        return _("The note is in CHANGELOG.md now.")

    return _act(slug, NoteForm(), verb, check_after=True)


@blueprint.post("/<slug>/review/go-on")
@kit_editors_only
def go_on_with_draft(slug: str) -> ResponseReturnValue:
    """Says that the draft replaces a revision that was published meanwhile."""

    def verb(draft: KitDraft, form: DraftForm, at: datetime) -> str:
        reviewing.go_on(draft, version=form.version.data, by=current_user.by, at=at)
        return _("The draft continues from the current revision. Read what it would change.")

    return _act(slug, DraftForm(), verb)


@blueprint.post("/<slug>/review/give-up")
@kit_editors_only
def give_up_draft(slug: str) -> ResponseReturnValue:
    """Ends the draft without a revision."""

    def verb(draft: KitDraft, form: DraftForm, at: datetime) -> str:
        reviewing.check_version(draft, form.version.data)
        drafting.discard(draft, by=current_user.by, at=at)
        return _("The draft has been discarded. The current revision was not touched.")

    return _act(slug, DraftForm(), verb)


def page(slug: str, *, failed: Form | None = None, refusal: str = "") -> str:
    """The whole page; a form that was refused keeps what was typed."""
    kit = kit_for_editor(slug, actor=current_user)
    draft = open_draft_of(kit.id)
    version = draft.version if draft else 0  # as it was before its texts were read: nothing newer is approved
    comparison = comparison_of(draft, current_store()) if draft else None
    draft = open_draft_of(kit.id) if draft else None  # the store was waited for: it may be over
    return render_template(
        "studio/review.html",
        kit=kit,
        event=kit.event,
        draft=draft,
        version=version,
        words=words,
        comparison=comparison,
        readings={release.slug: texts for release, texts in readings_of(draft.id)} if draft else {},
        publishing=publishing_of(draft, now()) if draft else None,
        faults=faults.told(draft) if draft else [],
        wanted=notes_wanted(draft) if draft else [],
        may_approve=draft is not None and may_approve(draft, current_user.account_id),
        send_back_form=failed if isinstance(failed, SendBackForm) else SendBackForm(formdata=None),
        emergency_form=failed if isinstance(failed, EmergencyForm) else EmergencyForm(formdata=None),
        failed_note=failed if isinstance(failed, NoteForm) else None,
        note_form=NoteForm.about,
        refusal=refusal,
    )


def _act(slug: str, form: Form, verb: Verb, *, check: bool = False, check_after: bool = False) -> ResponseReturnValue:
    """One verb on the draft. `check`: its files are looked at first, outside any transaction."""
    if not form.validate_on_submit():
        return page(slug, failed=form), 422
    try:
        if check:
            _check(slug)
        said = _done(slug, form, verb) if check or check_after else verb(_draft_of(slug), form, now())
        if check_after:
            _check(slug)
    except StorageUnavailable:
        drop_changes()
        away = _("The store does not answer, so that the files cannot be checked. Nothing was changed or lost.")
        return page(slug, failed=form, refusal=away), 503
    except Refusal as refusal:
        if not refusal.message and not isinstance(refusal, Conflict):
            raise
        drop_changes()
        moved = _("This was changed in the meantime. Read it as it stands now, and send your words again.")
        return page(slug, failed=form, refusal=refusal.message or moved), refusal.status
    flash(said, "success")
    return redirect(url_for("studio.review", slug=slug), 303)


def _done(slug: str, form: Form, verb: Verb) -> str:
    with db_transaction():
        return verb(_draft_of(slug), form, now())


def _check(slug: str) -> None:
    draft_id = _draft_of(slug).id
    db.session.rollback()
    check_draft(draft_id, current_store())


def _draft_of(slug: str) -> KitDraft:
    kit = kit_for_editor(slug, actor=current_user)
    draft = open_draft_of(kit.id)
    if draft is None:
        raise DraftNotThere
    return draft
