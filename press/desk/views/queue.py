"""The queue, on the screen and as a file."""

from collections.abc import Callable, Iterator

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accreditation.queries import exactly, matching
from press.audit.services import record
from press.clock import BANGKOK, now
from press.desk import exports
from press.desk.asking import reader
from press.desk.filters import Wanted, read_filter, read_query
from press.desk.listing import context
from press.desk.views.blueprint import blueprint, officers_only
from press.distribution.disposition import attachment
from press.events.queries import event_for_officer
from press.web.language import locale

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/<slug>/applications")
@officers_only
def applications(slug: str) -> ResponseReturnValue:
    """The queue, filtered. A whole number or address that one application bears leads straight to it."""
    event = event_for_officer(slug, actor=current_user)
    wanted = read_filter(request.args)
    only = exactly(event.id, wanted.filter.words) if wanted.filter.words else None
    if only is not None:
        return redirect(url_for("desk.application", ref=only.ref), 302)
    if wanted.fault:
        flash(wanted.fault, "warning")
    return render_template("desk/queue.html", **context(event, wanted, reader()))


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
    """Notes who takes what, and sends it."""
    event = event_for_officer(slug, actor=current_user)
    wanted = read_query(request.form.get("queue", ""))
    ids = matching(event.id, wanted.filter, reader())
    at = now()
    taken = {"format": ending, "rows": len(ids), **_said(wanted)}
    record("applications.exported", f"event:{event.slug}", by=current_user.by, at=at, **taken)
    day = f"{at.astimezone(BANGKOK):%Y-%m-%d}"
    name = f"{_('Applications')} {event.name(locale())} {day}.{ending}"
    response = Response(write(*exports.table(ids)), content_type=mimetype)
    response.headers["Content-Disposition"] = attachment(name, f"applications-{event.slug}-{day}.{ending}")
    return response


def _said(wanted: Wanted) -> dict[str, object]:
    """By which filter. The audit tells that words were searched for, not which: they name people."""
    return {"filter": wanted.without_words().query, "searched": bool(wanted.filter.words)}
