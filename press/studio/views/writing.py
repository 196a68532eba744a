"""The draft as a whole: begun, named, scheduled, its releases in order, discarded."""

from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.clock import now
from press.errors import Invalid
from press.kits.errors import DraftMoved, EmbargoPutBack
from press.kits.models import Kit, KitDraft
from press.kits.queries import draft_files, kit_for_editor, open_draft_of
from press.kits.queries.writing import both, draft_releases, draft_version, manifest_of, rows_of, was_published
from press.kits.services import drafting, writing
from press.kits.services.beginning import begin_draft
from press.kits.source.files import is_text_name
from press.kits.source.model import Both
from press.kits.source.parts import FILE_PARTS, KIT
from press.kits.source.toml import is_moment
from press.kits.source.writing import is_readable
from press.storage.store import current_store
from press.studio import kit_words
from press.studio.forms.writing import KitForm, NewReleaseForm, ScheduleForm
from press.studio.schedule import said_elsewhere
from press.studio.views.blueprint import blueprint, kit_editors_only
from press.studio.views.conflicts import for_script, tells_conflicts
from press.studio.views.opened import opened, seen, step
from press.studio.views.saved import not_saved, saved
from press.web.fields import Form
from press.web.transaction import drop_changes


@blueprint.get("/<slug>/write")
@kit_editors_only
def write(slug: str) -> ResponseReturnValue:
    """What the draft holds; or a button that begins one."""
    kit = kit_for_editor(slug, actor=current_user)
    draft = open_draft_of(kit.id)
    if draft is None:
        return render_template("studio/begin.html", kit=kit, event=kit.event)
    return page(kit, draft)


@blueprint.post("/<slug>/write")
@kit_editors_only
def open_draft(slug: str) -> ResponseReturnValue:
    """Begins the next revision from the one that holds."""
    kit = kit_for_editor(slug, actor=current_user)
    if open_draft_of(kit.id) is None:
        if kit.current_number:
            drafting.open_draft(kit, current_store(), by=current_user.by, at=now())
        else:
            begin_draft(kit, kit.event, Both("", ""), by=current_user.by, at=now())
        flash(_("The draft is open. Readers see nothing of it before it is published."), "success")
    return redirect(_page_of(slug), 303)


def _page_of(slug: str, **_more: object) -> str:
    return url_for("studio.write", slug=slug)


@blueprint.post("/<slug>/write/discard")
@kit_editors_only
def discard_draft(slug: str) -> ResponseReturnValue:
    """Ends the draft that was on the page without a revision. The next one may have been begun since."""
    _kit, draft = opened(slug)
    if request.form.get("draft") != str(draft.id):
        raise DraftMoved
    drafting.discard(draft, by=current_user.by, at=now())
    flash(_("The draft was discarded. What readers see has not changed."), "success")
    return redirect(_page_of(slug), 303)


@blueprint.post("/<slug>/write/kit")
@kit_editors_only
@tells_conflicts(_page_of)
def save_kit(slug: str) -> ResponseReturnValue:
    """Keeps title and summary."""
    kit, draft = opened(slug)
    form = KitForm()
    if not form.validate_on_submit():
        if for_script():
            drop_changes()
            return not_saved(form)
        return _refused(kit, draft, words=form)
    values = {tuple(name.rsplit("_", 1)): value for name, value in form.data.items()}
    file = writing.change_kit(draft, values, seen=seen(), by=current_user.by, at=now())
    if for_script():
        return saved(file)
    flash(_("Saved."), "success")
    return redirect(_page_of(slug), 303)


@blueprint.post("/<slug>/write/schedule")
@kit_editors_only
@tells_conflicts(_page_of)
def save_schedule(slug: str) -> ResponseReturnValue:
    """Keeps the draft's times."""
    kit, draft = opened(slug)
    form = ScheduleForm()
    if not form.validate_on_submit():
        return _refused(kit, draft, schedule=form)
    said = _times_of(draft)
    times = [_same_minute(form[name].data, said[name]) for name in ("available_from", "embargo_until")]
    try:
        writing.schedule(draft, *times, seen=seen(), by=current_user.by, at=now())
    except (Invalid, EmbargoPutBack) as refusal:
        form.embargo_until.errors = [refusal.message]
        return _refused(kit, draft, schedule=form)
    flash(_("Saved."), "success")
    return redirect(_page_of(slug), 303)


@blueprint.post("/<slug>/write/releases")
@kit_editors_only
def add_release(slug: str) -> ResponseReturnValue:
    """One more release, to be written at once."""
    kit, draft = opened(slug)
    form = NewReleaseForm()
    if not form.validate_on_submit():
        return _refused(kit, draft, new_release=form)
    try:
        writing.add_release(draft, form.name.data, by=current_user.by, at=now())
    except Invalid as refusal:
        form.name.errors = [refusal.message]
        return _refused(kit, draft, new_release=form)
    return redirect(url_for("studio.write_release", slug=slug, release=form.name.data), 303)


@blueprint.post("/<slug>/write/releases/<release>/move")
@kit_editors_only
def move_release(slug: str, release: str) -> ResponseReturnValue:
    """One place up or down."""
    _kit, draft = opened(slug)
    writing.move_release(draft, release, step(), by=current_user.by, at=now())
    return redirect(url_for("studio.write", slug=slug, _anchor="releases"), 303)


@blueprint.post("/<slug>/write/releases/<release>/remove")
@kit_editors_only
def remove_release(slug: str, release: str) -> ResponseReturnValue:
    """Out of the draft."""
    kit, draft = opened(slug)
    try:
        writing.remove_release(draft, release, by=current_user.by, at=now())
    except Invalid as refusal:
        flash(refusal.message, "error")
        return page(kit, draft), 422
    flash(_("The release was taken out of the draft."), "success")
    return redirect(url_for("studio.write", slug=slug, _anchor="releases"), 303)


def _refused(kit: Kit, draft: KitDraft, **forms: Form) -> ResponseReturnValue:
    drop_changes()
    return page(kit, draft, **forms), 422


def page(kit: Kit, draft: KitDraft, **refused: Form) -> str:
    """The page; a form that was refused keeps what was typed."""
    version = draft_version(draft.id, KIT)  # before what it says: nobody writes over what was not shown
    said = manifest_of(draft.id)
    titles = {f"{key}_{language}": text for key in ("title", "summary") for language, text in both(said, key).items()}
    times = _times_of(draft)
    texts = {
        file.path: is_readable(file.path, file.text or "") for file in draft_files(draft.id) if is_text_name(file.path)
    }
    forms: dict[str, Form] = {
        "words": KitForm(formdata=None, data=titles),
        "schedule": ScheduleForm(formdata=None, data=times),
        "new_release": NewReleaseForm(formdata=None),
        **refused,
    }
    return render_template(
        "studio/write.html",
        kit=kit,
        event=kit.event,
        draft=draft,
        said=said,
        version=version,
        releases=draft_releases(draft.id),
        rows={part: rows_of(draft.id, part) for part in ("contacts", "zips", *FILE_PARTS)},
        # A release has a page of its own, which cannot mend what it cannot read.
        texts={path: readable for path, readable in texts.items() if not (readable and path.startswith("releases/"))},
        elsewhere={name: said_elsewhere(moment) for name, moment in times.items()},
        at=now(),
        was_published=lambda release: was_published(kit.id, release),
        kit_words=kit_words,
        refused=next(iter(refused.values()), None),
        **{f"{name}_form": form for name, form in forms.items()},
    )


def _times_of(draft: KitDraft) -> dict[str, datetime]:
    """What the draft says, or the kit's clock where it says nothing readable."""
    said = manifest_of(draft.id)
    found: dict[str, datetime] = {}
    for name in ("available_from", "embargo_until"):
        moment = said.get(name)
        found[name] = moment if is_moment(moment) else getattr(draft.kit, name)
    return found


def _same_minute(typed: datetime, said: datetime) -> datetime:
    """A form knows minutes: the seconds of a time that was not touched stay."""
    return said if said.replace(second=0, microsecond=0) == typed else typed
