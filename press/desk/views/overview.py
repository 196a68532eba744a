"""The desk itself: which event, how far it has come, what waits."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from press.accounts.rules import may_see_audit_in
from press.accreditation import words
from press.accreditation.queries import progress, state_counts
from press.accreditation.queries.notes import mentions_of
from press.accreditation.states import WAITING
from press.clock import now
from press.desk.views.blueprint import blueprint, officers_only
from press.events.queries import event_for_officer, events_of_officer
from press.outlets.states import Medium


@blueprint.get("")
@officers_only
def home() -> ResponseReturnValue:
    """The desk of the open event when there is one only, else the list."""
    events = events_of_officer(current_user)
    if len(events) == 1:
        return redirect(url_for("desk.overview", slug=events[0].slug), 302)
    return render_template("desk/home.html", events=events)


@blueprint.get("/<slug>")
@officers_only
def overview(slug: str) -> ResponseReturnValue:
    """Progress toward the goal, and what waits."""
    event = event_for_officer(slug, actor=current_user)
    counts = state_counts(event.id)
    figures = progress(event, at=now())
    named = {medium: words.medium(medium) for medium in Medium}
    return render_template(
        "desk/overview.html",
        event=event,
        progress=figures,
        bars=[(medium.value, named[medium], count) for medium, count in figures.by_medium.items()],
        table_rows=[(named[medium], count) for medium, count in figures.by_medium.items()],
        gaps=[named[medium] for medium, count in figures.by_medium.items() if not count],
        counts=counts,
        waiting=sum(counts[state] for state in WAITING),
        words=words,
        sees_audit=may_see_audit_in(current_user, None),
        mentions=mentions_of(current_user.account_id, event.id),
    )
