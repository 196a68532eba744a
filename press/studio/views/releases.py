"""A release, Thai and English side by side, with what readers will see of each."""

from flask import flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.clock import now
from press.kits.errors import FileChanged, KitNotFound
from press.kits.models import Kit, KitDraft
from press.kits.queries.writing import LANGUAGES, DraftRelease, draft_release, facts_of
from press.kits.services import writing
from press.kits.source.facts import Preview, preview
from press.kits.states import Language
from press.studio import kit_words
from press.studio.forms.writing import ReleaseForm
from press.studio.readings import form_of
from press.studio.views.blueprint import blueprint, kit_editors_only
from press.studio.views.conflicts import for_script, tells_conflicts
from press.studio.views.opened import language_of, opened, seen
from press.studio.views.saved import not_saved, saved
from press.web.transaction import drop_changes


@blueprint.get("/<slug>/write/<release>")
@kit_editors_only
def write_release(slug: str, release: str) -> ResponseReturnValue:
    """Both languages of one release, to be written."""
    kit, draft = opened(slug)
    return page(kit, draft, _found(draft, release))


def _page_of(slug: str, release: str, language: str) -> str:
    return url_for("studio.write_release", slug=slug, release=release, _anchor=language)


@blueprint.post("/<slug>/write/<release>/<language>")
@kit_editors_only
@tells_conflicts(_page_of)
def save_release(slug: str, release: str, language: str) -> ResponseReturnValue:
    """Keeps what was written in one language."""
    kit, draft = opened(slug)
    found, spoken = _found(draft, release), language_of(language)
    form = ReleaseForm(prefix=spoken)
    if not form.validate_on_submit():
        drop_changes()
        if for_script():
            return not_saved(form)
        return page(kit, draft, found, {spoken: form}), 422
    file = writing.save_release(
        draft, release, spoken, form.front, form.body.data, seen=seen(), by=current_user.by, at=now()
    )
    if for_script():
        return saved(file, behind=_behind(_found(draft, release)))
    flash(_("Saved."), "success")
    return redirect(_page_of(slug, release, language), 303)


@blueprint.post("/<slug>/write/<release>/<language>/preview")
@kit_editors_only
def preview_release(slug: str, release: str, language: str) -> ResponseReturnValue:
    """What readers will see of it; nothing is kept."""
    kit, draft = opened(slug)
    found, spoken = _found(draft, release), language_of(language)
    form = ReleaseForm(prefix=spoken)
    if for_script():
        shown = preview(form.body.data, spoken, facts_of(draft.id))
        drop_changes()
        return jsonify(
            html=render_template("studio/_preview.html", form=form, shown=shown, language=spoken),
            unknown=render_template("studio/_unknown.html", shown=shown),
        )
    return page(kit, draft, found, {spoken: form}, seen_by={spoken: seen()})


@blueprint.post("/<slug>/write/<release>/<language>/agrees")
@kit_editors_only
def say_agrees(slug: str, release: str, language: str) -> ResponseReturnValue:
    """Somebody has compared the translations, as they stood on that person's page."""
    kit, draft = opened(slug)
    found, spoken = _found(draft, release), language_of(language)
    own, other = found.files.get(spoken), found.translation_of(spoken)
    if own is None or other is None:
        raise KitNotFound
    try:
        writing.say_up_to_date(own, other, seen=seen(), at=now())
    except FileChanged:
        flash(
            _("The other language has been changed again since you looked at it. Please compare the two once more."),
            "warning",
        )
        return page(kit, draft, found), 409
    flash(_("Noted: the translation is up to date."), "success")
    return redirect(_page_of(slug, release, language), 303)


def _found(draft: KitDraft, slug: str) -> DraftRelease:
    found = draft_release(draft.id, slug)
    if found is None:
        raise KitNotFound
    return found


def _behind(release: DraftRelease) -> dict[str, bool]:
    return {language.value: release.behind(language) for language in LANGUAGES}


def page(
    kit: Kit,
    draft: KitDraft,
    release: DraftRelease,
    typed: dict[Language, ReleaseForm] | None = None,
    seen_by: dict[Language, int] | None = None,
) -> str:
    """The page; what was typed and not kept stays."""
    facts = facts_of(draft.id)
    forms = {language: form_of(release.files.get(language), language) for language in LANGUAGES} | (typed or {})
    versions = {language: file.version for language, file in release.files.items()}
    shown: dict[Language, Preview] = {
        language: preview(form.body.data or "", language, facts) for language, form in forms.items()
    }
    return render_template(
        "studio/release.html",
        kit=kit,
        event=kit.event,
        draft=draft,
        release=release,
        forms=forms,
        versions={language: versions.get(language, 0) for language in LANGUAGES} | (seen_by or {}),
        shown=shown,
        behind=_behind(release),
        facts=facts,
        refused=next((form for form in forms.values() if form.errors), None),
        kit_words=kit_words,
    )
