"""The registry as a file, in and out."""

from collections.abc import Callable, Iterable

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from press.audit.services import record
from press.clock import BANGKOK, now
from press.desk.views.blueprint import blueprint, officers_only
from press.desk.views.queue import XLSX
from press.distribution.disposition import attachment
from press.outlets.errors import OutletFileFault
from press.outlets.files import (
    COLUMNS,
    Plan,
    Row,
    apply_plan,
    export_rows,
    plan_import,
    read_table,
    write_csv,
    write_xlsx,
)
from press.outlets.files.reading import parcel, unparcel

_LONGEST_PARCEL = 1_500_000  # characters: a form holds two megabytes
_SHOWN = 200  # rows of a kind


@blueprint.get("/outlets/files")
@officers_only
def outlet_files() -> ResponseReturnValue:
    """Take the registry along, or bring outlets."""
    return render_template("desk/outlets/files.html", columns=COLUMNS)


@blueprint.post("/outlets/files/check")
@officers_only
def check_outlet_file() -> ResponseReturnValue:
    """What the file would do. It is read and not kept: the next form carries its rows."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _refused(_("Choose a file."))
    try:
        return _preview(read_table(sent.read(), name=sent.filename))
    except OutletFileFault as fault:
        return _refused(str(fault.message))


@blueprint.post("/outlets/files/import")
@officers_only
def import_outlet_file() -> ResponseReturnValue:
    """Imports what was looked at, all of it or nothing."""
    try:
        rows = unparcel(request.form.get("rows", ""))
    except OutletFileFault as fault:
        return _refused(str(fault.message))
    plan = _plan(rows)
    if plan.counts["refused"] or plan.fingerprint != request.form.get("plan"):
        return _preview(rows, meanwhile=True)
    apply_plan(plan, by=current_user.by, at=now())
    done = ngettext("%(num)s outlet is new.", "%(num)s outlets are new.", plan.counts["new"])
    changed = ngettext("%(num)s was changed.", "%(num)s were changed.", plan.counts["changed"])
    flash(f"{done} {changed}", "success")
    return redirect(url_for("desk.outlets", sort="newest"), 303)


@blueprint.post("/outlets/files/outlets.csv")
@officers_only
def export_outlets_csv() -> ResponseReturnValue:
    """The whole registry as CSV."""
    return _export("csv", "text/csv; charset=utf-8", write_csv)


@blueprint.post("/outlets/files/outlets.xlsx")
@officers_only
def export_outlets_xlsx() -> ResponseReturnValue:
    """The same for Excel."""
    return _export("xlsx", XLSX, write_xlsx)


def _plan(rows: list[Row]) -> Plan:
    return plan_import(rows, today=now().astimezone(BANGKOK).date())


def _preview(rows: list[Row], *, meanwhile: bool = False) -> ResponseReturnValue:
    packed = parcel(rows)
    if len(packed) > _LONGEST_PARCEL:
        return _refused(_("The file is too large for the page. Split it, or import it on the command line."))
    plan = _plan(rows)
    by_kind = {kind: [row for row in plan.rows if row.kind == kind] for kind in plan.counts}
    page = render_template(
        "desk/outlets/import.html",
        plan=plan,
        by_kind=by_kind,
        shown=_SHOWN,
        packed=packed,
        meanwhile=meanwhile,
    )
    return page, 409 if meanwhile else 422 if plan.counts["refused"] else 200


def _refused(why: str) -> ResponseReturnValue:
    return render_template("desk/outlets/files.html", columns=COLUMNS, fault=why), 422


def _export(ending: str, mimetype: str, write: Callable[[Iterable[tuple[str, ...]]], bytes]) -> Response:
    at = now()
    rows = list(export_rows())
    record("outlets.exported", "outlets:all", by=current_user.by, at=at, format=ending, rows=len(rows))
    day = f"{at.astimezone(BANGKOK):%Y-%m-%d}"
    response = Response(write(rows), content_type=mimetype)
    response.headers["Content-Disposition"] = attachment(f"{_('Outlets')} {day}.{ending}", f"outlets-{day}.{ending}")
    return response
