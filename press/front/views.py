"""The public's pages: home, the event with its progress, the privacy notice."""

from collections.abc import Sequence

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accreditation import words
from press.accreditation.queries import Progress, live_application, own_applications, progress, progress_at_end
from press.accreditation.queries.draws import draws_of
from press.clock import now
from press.errors import NotFound
from press.events.models import Event
from press.events.queries import event_by_slug, open_events
from press.front.health import check
from press.outlets.names import is_thai
from press.outlets.suggesting import look_alikes
from press.storage.store import current_store
from press.web.guards import public

blueprint = Blueprint("front", __name__)
_SUGGESTED = 5


@blueprint.get("/")
@public
def home() -> ResponseReturnValue:
    """The open event when there is one only, else the list; for a journalist signed in, their applications too."""
    events = open_events()
    own = own_applications(current_user.account_id) if current_user.is_authenticated else []
    if len(events) == 1 and not own:
        return redirect(url_for("front.event", slug=events[0].slug), 302)
    return render_template("front/home.html", events=events, own=own, words=words)


@blueprint.get("/events/<slug>")
@public
def event(slug: str) -> ResponseReturnValue:
    """What, when, where, who; the call to apply; the counting rule and how far it has come."""
    shown = event_by_slug(slug)
    at = now()
    figures = progress(shown, at=at) if shown.public_progress else None
    at_end = progress_at_end(shown) if shown.public_progress and shown.is_past(at) else None
    own = None
    if current_user.is_authenticated:
        own = live_application(event_id=shown.id, account_id=current_user.account_id)
    return render_template(
        "front/event.html",
        event=shown,
        own=own,
        takes_applications=shown.takes_applications(at),
        opens_later=shown.applications_open_at is not None and shown.applications_open_at > at,
        is_past=shown.is_past(at),
        progress=figures,
        others=_in_words(figures, shown.public_figures) if figures else [],
        at_end=at_end,
        others_at_end=_in_words(at_end, shown.public_figures) if at_end else [],
        table_rows=[(words.medium(medium), count) for medium, count in figures.by_medium.items()] if figures else [],
        draws=draws_of(shown.id, published=True),
        words=words,
    )


@blueprint.get("/events/<slug>/progress.json")
@public
def progress_json(slug: str) -> ResponseReturnValue:
    """The figures that the event has chosen to publish."""
    shown = _published(event_by_slug(slug))
    return jsonify(progress(shown, at=now()).published(shown.public_figures))


@blueprint.get("/outlets/suggest")
@public
def suggest_outlets() -> ResponseReturnValue:
    """Verified outlets that look like what was typed, named in the script in which it was typed."""
    typed = request.args.get("q", "")
    language = "th" if is_thai(typed) else "en"
    found = look_alikes(typed, limit=_SUGGESTED, verified_only=True)
    return jsonify([{"name": outlet.name(language), "medium": outlet.medium.value} for outlet in found])


@blueprint.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    """What is kept of people, why, and for how long."""
    return render_template("front/privacy.html", events=open_events(), at=now())


def _in_words(figures: Progress, public: Sequence[str]) -> list[str]:
    """The figures beside the headline that this event publishes."""
    said = {
        "thai": _("Thai %(count)s", count=figures.thai),
        "foreign": _("foreign %(count)s", count=figures.foreign),
        "owners": _("owners %(count)s", count=figures.owners),
        "people": _("people %(count)s", count=figures.people),
        "attended": _("outlets that came %(count)s", count=figures.attended),
        "self_declared": _("self-declared outlets, not counted %(count)s", count=figures.self_declared),
    }
    return [words for name, words in said.items() if name in public]


def _published(shown: Event) -> Event:
    if not shown.public_progress:
        raise NotFound
    return shown


@blueprint.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """The process lives."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """Whether database, storage and outbox are well; 503 if not."""
    checks = check(current_store())
    well = all(state == "ok" for state in checks.values())
    return jsonify(status="ok" if well else "unwell", **checks), 200 if well else 503
