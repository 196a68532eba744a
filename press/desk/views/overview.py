"""The desk itself: which event, how far it has come, what waits."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from press.accounts.rules import may_make_events, may_see_audit_in
from press.accreditation import words
from press.accreditation.queries import progress, progress_at_end, state_counts
from press.accreditation.queries.growth import counted_since, growth, outlook
from press.accreditation.queries.notes import mentions_of
from press.accreditation.queries.unreached import unreached
from press.accreditation.states import SHOWN_TO_STAFF, WAITING
from press.clock import now
from press.desk.doors import home_doors
from press.desk.gaps import gaps
from press.desk.views.blueprint import any_staff, blueprint, officers_only
from press.desk.views.places import places_context
from press.events.queries import event_for_officer
from press.outlets.states import Medium
from press.web.language import short_date


@blueprint.get("")
@any_staff
def home() -> ResponseReturnValue:
    """Each role's own doors; an officer of one event only is led straight to it."""
    doors = home_doors(current_user)
    if len(doors.desks) == 1 and not doors.others:
        return redirect(url_for("desk.overview", slug=doors.desks[0].slug), 302)
    return render_template(
        "desk/home.html",
        doors=doors,
        roles=sorted(current_user.roles),
        may_make=may_make_events(current_user),
    )


@blueprint.get("/<slug>")
@officers_only
def overview(slug: str) -> ResponseReturnValue:
    """Progress toward the goal, and what waits."""
    event = event_for_officer(slug, actor=current_user)
    by_medium = state_counts(event.id)
    counts = {state: sum(each[state] for each in by_medium.values()) for state in SHOWN_TO_STAFF}
    figures = progress(event, at=now())
    since = counted_since(event)
    named = {medium: words.medium(medium) for medium in Medium}
    return render_template(
        "desk/overview.html",
        event=event,
        progress=figures,
        at_end=progress_at_end(event) if event.is_past(figures.as_of) else None,
        bars=[(medium.value, named[medium], count) for medium, count in figures.by_medium.items()],
        table_rows=[(named[medium], count) for medium, count in figures.by_medium.items()],
        gaps=gaps(figures, by_medium, event.targets),
        points=[(day, short_date(day), total) for day, total in growth(since, at=figures.as_of)],
        outlook=outlook(since, event, at=figures.as_of),
        counts=counts,
        waiting=sum(counts[state] for state in WAITING),
        words=words,
        sees_audit=may_see_audit_in(current_user, None),
        unreached=unreached(event.id),
        mentions=mentions_of(current_user.account_id, event.id),
        **places_context(event),
    )
