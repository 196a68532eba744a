"""Places and the waiting list."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accreditation.queries.places import places_of, waiting_list, with_a_place_now
from press.accreditation.services.promoting import promote_next
from press.clock import now
from press.desk import decision_words
from press.desk.views.application import who
from press.desk.views.blueprint import blueprint, officers_only
from press.events.models import Event
from press.events.queries import event_for_officer


def places_context(event: Event) -> dict[str, Any]:
    """What the overview shows of places (`desk/_places.html`)."""
    places, waiting = places_of(event), waiting_list(event.id)
    return {
        "place_lines": places.lines(),
        "waitlisted": len(waiting),
        "promotable": len(with_a_place_now(places, waiting)),
        "decision_words": decision_words,
    }


@blueprint.post("/<slug>/promote")
@officers_only
def promote(slug: str) -> ResponseReturnValue:
    """Gives a free place to the next on the waiting list."""
    event = event_for_officer(slug, actor=current_user)
    promoted = promote_next(event, by=current_user.by, at=now())
    if promoted is None:
        flash(_("There is no place for anybody on the waiting list."), "warning")
    elif event.two_officers:
        flash(_("%(who)s: approval recommended. Another officer releases it.", who=who(promoted)), "success")
    else:
        flash(_("%(who)s: approved. The applicant is told by e-mail.", who=who(promoted)), "success")
    return redirect(url_for("desk.overview", slug=slug), 303)
