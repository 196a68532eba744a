"""The kits that somebody prepares, and the first page of each."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from press.clock import now
from press.distribution.queries.figures import figures_of
from press.kits.queries import current_revision, kit_for_editor, kits_of_editor, open_draft_of
from press.studio.views.blueprint import blueprint, kit_editors_only


@blueprint.get("")
@kit_editors_only
def kits() -> ResponseReturnValue:
    """Every kit of this person's events."""
    return render_template("studio/kits.html", lines=kits_of_editor(current_user), at=now())


@blueprint.get("/<slug>")
@kit_editors_only
def kit(slug: str) -> ResponseReturnValue:
    """One kit: its clock, the revision that holds, and what is being written."""
    found = kit_for_editor(slug, actor=current_user)
    at = now()
    return render_template(
        "studio/kit.html",
        kit=found,
        event=found.event,
        revision=current_revision(found.id),
        draft=open_draft_of(found.id),
        figures=figures_of(found, at=at),
        at=at,
    )
