"""The queue, on the screen and as a file."""

from collections.abc import Callable, Iterator

from flask import Response, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accreditation import words
from press.accreditation.queries import matching, queue, state_counts
from press.accreditation.states import WAITING
from press.audit.services import record
from press.clock import BANGKOK, now
from press.desk import exports
from press.desk.filters import read_filter
from press.desk.views.blueprint import blueprint, officers_only
from press.distribution.disposition import attachment
from press.events.queries import event_for_officer
from press.outlets.states import Medium
from press.web.language import locale

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/<slug>/applications")
@officers_only
def applications(slug: str) -> ResponseReturnValue:
    """The queue, filtered."""
    event = event_for_officer(slug, actor=current_user)
    wanted = read_filter(request.args)
    if wanted.fault:
        flash(wanted.fault, "warning")
    counts = state_counts(event.id)
    return render_template(
        "desk/queue.html",
        event=event,
        page=queue(event.id, wanted.filter, counts=counts, number=wanted.page),
        counts=counts,
        waiting=sum(counts[state] for state in WAITING),
        wanted=wanted,
        media=list(Medium),
        media_words={medium: words.medium(medium) for medium in Medium},
        words=words,
    )


@blueprint.post("/<slug>/applications.csv")
@officers_only
def export_csv(slug: str) -> ResponseReturnValue:
    """The filtered queue as CSV. An act, not a look: personal data leaves the house."""
    return _export(slug, "csv", "text/csv; charset=utf-8", exports.as_csv)


@blueprint.post("/<slug>/applications.xlsx")
@officers_only
def export_xlsx(slug: str) -> ResponseReturnValue:
    """The same for Excel."""
    sheet = _("Applications")
    return _export(slug, "xlsx", XLSX, lambda headings, rows: exports.as_xlsx(headings, rows, sheet=sheet))


def _export(
    slug: str, ending: str, mimetype: str, write: Callable[[exports.Cells, Iterator[exports.Cells]], Iterator[bytes]]
) -> Response:
    """Notes who takes what, and sends it. The audit tells that words were searched for, not which: they name people."""
    event = event_for_officer(slug, actor=current_user)
    wanted = read_filter(request.form)
    ids = matching(event.id, wanted.filter)
    at = now()
    record(
        "applications.exported",
        f"event:{event.slug}",
        by=current_user.by,
        at=at,
        format=ending,
        state=wanted.state,
        medium=wanted.medium,
        searched=bool(wanted.words),
        rows=len(ids),
    )
    day = f"{at.astimezone(BANGKOK):%Y-%m-%d}"
    name = f"{_('Applications')} {event.name(locale())} {day}.{ending}"
    response = Response(write(*exports.table(ids)), content_type=mimetype)
    response.headers["Content-Disposition"] = attachment(name, f"applications-{event.slug}-{day}.{ending}")
    return response
