"""The kits that somebody prepares, and the first page of each."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from press.audit.words import actor
from press.clock import now
from press.distribution.pages import contacts_of
from press.distribution.queries.asked import asked_of
from press.distribution.queries.figures import figures_of
from press.kits.models import KitDraft
from press.kits.queries import current_revision, kit_for_editor, kits_of_editor, open_draft_of
from press.kits.states import DraftState
from press.studio import words
from press.studio.reviewing import may_approve
from press.studio.views.blueprint import blueprint, kit_editors_only


@blueprint.get("")
@kit_editors_only
def kits() -> ResponseReturnValue:
    """Every kit of this person's events."""
    lines = kits_of_editor(current_user)
    waiting = {draft.id: _waits_for_me(draft) for _kit, _revision, draft in lines if draft is not None}
    asked = asked_of([kit.id for kit, _revision, _draft in lines])
    return render_template("studio/kits.html", lines=lines, mine_to_approve=waiting, asked=asked, at=now())


@blueprint.get("/<slug>")
@kit_editors_only
def kit(slug: str) -> ResponseReturnValue:
    """One kit: its clock, the revision that holds, and what is being written."""
    found = kit_for_editor(slug, actor=current_user)
    at = now()
    revision, draft = current_revision(found.id), open_draft_of(found.id)
    return render_template(
        "studio/kit.html",
        kit=found,
        event=found.event,
        revision=revision,
        draft=draft,
        mine_to_approve=draft is not None and _waits_for_me(draft),
        asked=asked_of([found.id])[found.id],
        contacts=contacts_of(revision) if revision else [],
        figures=figures_of(found, at=at),
        words=words,
        actor_words=actor,
        at=at,
    )


def _waits_for_me(draft: KitDraft) -> bool:
    return draft.state is DraftState.IN_REVIEW and may_approve(draft, current_user.account_id)
