"""Figures, people, names and quotes: said once for both languages."""

import re

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.clock import now
from press.errors import Invalid
from press.kits.errors import KitNotFound
from press.kits.models import Kit, KitDraft
from press.kits.queries.writing import draft_version, facts_of, uses_of_facts
from press.kits.services import writing
from press.kits.source.facts import BOILERPLATE, FACT_GROUPS, Fact
from press.kits.source.model import Both
from press.kits.source.parts import FACTS
from press.studio import kit_words
from press.studio.forms.writing import FactForm
from press.studio.views.blueprint import blueprint, kit_editors_only
from press.studio.views.conflicts import tells_conflicts
from press.studio.views.opened import opened, seen
from press.web.fields import one_line
from press.web.transaction import drop_changes

_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")


@blueprint.get("/<slug>/facts")
@kit_editors_only
def facts(slug: str) -> ResponseReturnValue:
    """Every key with what it stands for."""
    return _page(*opened(slug))


def _page_of(slug: str, **_more: object) -> str:
    return url_for("studio.facts", slug=slug)


@blueprint.post("/<slug>/facts")
@kit_editors_only
@tells_conflicts(_page_of)
def save_fact(slug: str) -> ResponseReturnValue:
    """Keeps one, new or changed."""
    kit, draft = opened(slug)
    group, key = request.form.get("group", ""), one_line(request.form.get("key"))
    form = FactForm()
    problem = _problem(draft, group, key, is_new="new" in request.form)
    if not form.validate_on_submit() or problem:
        drop_changes()
        words = problem or next(iter(form.errors.values()))[0]
        return _page(kit, draft, (group, key, form, words)), 422
    people = {known.key for known in facts_of(draft.id) if known.group == "people"}
    speaker = form.speaker.data if form.speaker.data in people else ""
    fact = Fact(group, key, Both(form.th.data, form.en.data), speaker)
    writing.save_fact(draft, fact, seen=seen(), by=current_user.by, at=now())
    flash(_("Saved: %(key)s", key=key), "success")
    return redirect(url_for("studio.facts", slug=slug, _anchor=f"fact-{key}"), 303)


def _problem(draft: KitDraft, group: str, key: str, *, is_new: bool) -> str:
    known = {fact.key: fact.group for fact in facts_of(draft.id)}
    if group not in (*FACT_GROUPS, BOILERPLATE) or (group == BOILERPLATE) != (key == BOILERPLATE):
        raise KitNotFound
    if not _KEY.fullmatch(key):
        return str(_("A key has a–z, 0–9 and underlines, such as participants_min."))
    if is_new and key in known:
        return str(_("There is already such a key. Change it in its place."))
    return (
        ""
        if is_new or group in (BOILERPLATE, known.get(key))
        else str(_("This key is no longer there: somebody has removed it."))
    )


@blueprint.post("/<slug>/facts/remove")
@kit_editors_only
@tells_conflicts(_page_of)
def remove_fact(slug: str) -> ResponseReturnValue:
    """Takes one away that nothing names."""
    kit, draft = opened(slug)
    key = request.form.get("key", "")
    try:
        writing.remove_fact(draft, key, seen=seen(), by=current_user.by, at=now())
    except Invalid as refusal:
        drop_changes()
        flash(refusal.message, "error")
        return _page(kit, draft), 422
    flash(_("Taken out: %(key)s", key=key), "success")
    return redirect(_page_of(slug), 303)


def _page(kit: Kit, draft: KitDraft, refused: tuple[str, str, FactForm, str] | None = None) -> str:
    version = draft_version(draft.id, FACTS)  # before the facts: nobody writes over what was not shown
    known = facts_of(draft.id)
    if BOILERPLATE not in {fact.key for fact in known}:
        known.append(Fact(BOILERPLATE, BOILERPLATE, Both("", "")))
    return render_template(
        "studio/facts.html",
        kit=kit,
        event=kit.event,
        draft=draft,
        groups=[(group, [fact for fact in known if fact.group == group]) for group in (*FACT_GROUPS, BOILERPLATE)],
        people=[fact for fact in known if fact.group == "people"],
        uses=uses_of_facts(draft.id),
        version=version,
        refused=refused,
        kit_words=kit_words,
    )
