"""Draws that were published: rule, seed and result, for whoever wants to run them again."""

from typing import Any

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from press.accreditation import draw_words, words
from press.accreditation.models import Draw
from press.accreditation.queries.draws import draw_of
from press.accreditation.ranking import Drawn, seed_hash
from press.accreditation.services.drawing import csv_hash, csv_of
from press.accreditation.views.blueprint import blueprint
from press.events.queries import event_by_slug
from press.web.guards import public


@blueprint.get("/events/<slug>/draws/<int(max=2147483647):number>")
@public
def draw(slug: str, number: int) -> ResponseReturnValue:
    """One published draw, without a name."""
    event = event_by_slug(slug)
    held = draw_of(event.id, number, published=True)
    return render_template("accreditation/draw.html", event=event, **about_draw(held))


@blueprint.get("/events/<slug>/draws/<int(max=2147483647):number>.csv")
@public
def draw_csv(slug: str, number: int) -> ResponseReturnValue:
    """Its table, the same bytes each time."""
    return csv_response(draw_of(event_by_slug(slug).id, number, published=True))


def about_draw(held: Draw) -> dict[str, Any]:
    """What a page on a draw needs."""
    return {
        "draw": held,
        "rows": [Drawn.from_json(row) for row in held.rows],
        "seed_hash": seed_hash(held.seed),
        "csv_hash": csv_hash(held),
        "draw_words": draw_words,
        "words": words,
    }


def csv_response(held: Draw) -> Response:
    """The draw's table as a file."""
    response = Response(csv_of(held), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="draw-{held.id}.csv"'
    return response
