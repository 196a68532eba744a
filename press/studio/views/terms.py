"""Who accepted which text, and who tries addresses before a lift."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from press.clock import now
from press.distribution.queries import accepted_for
from press.distribution.queries.alarms import alarms_until
from press.kits.queries import current_revision, kit_for_editor
from press.studio.views.blueprint import blueprint, kit_editors_only


@blueprint.get("/<slug>/terms")
@kit_editors_only
def terms(slug: str) -> ResponseReturnValue:
    """Undertakings and licences that readers of this kit accepted, with version, language and time."""
    kit = kit_for_editor(slug, actor=current_user)
    return render_template(
        "studio/terms.html",
        kit=kit,
        event=kit.event,
        revision=current_revision(kit.id),
        lines=accepted_for(kit.id),
    )


@blueprint.get("/alarms")
@kit_editors_only
def alarms() -> ResponseReturnValue:
    """What was tried at tripwires in the last two weeks."""
    return render_template("studio/alarms.html", alarms=alarms_until(now()))
