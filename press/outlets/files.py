"""The registry as CSV: one outlet a row, other names in one cell with ` | ` between."""

import csv
import io
from datetime import datetime

from press.audit.services import By
from press.db import db
from press.outlets.errors import OutletFileFault
from press.outlets.models import Outlet
from press.outlets.queries import all_outlets, match
from press.outlets.services import add_alias, propose, verify
from press.outlets.states import Medium, OutletState
from press.web.fields import one_line
from press.web.spreadsheet import safe_cell, typed_cell

COLUMNS = ("name_th", "name_en", "medium", "country", "owner", "state", "verified_how", "aliases")
_BETWEEN = " | "


def export_csv() -> str:
    """Every outlet that stands for itself; cells that a spreadsheet would run as formulas are defused."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for outlet in all_outlets():
        table.writerow([safe_cell(value) for value in _row(outlet)])
    return out.getvalue()


def _row(outlet: Outlet) -> tuple[str, ...]:
    return (
        outlet.name_th,
        outlet.name_en,
        outlet.medium.value,
        outlet.country,
        outlet.owner.name if outlet.owner else "",
        outlet.state.value,
        outlet.verified_how or "",
        _BETWEEN.join(alias.alias for alias in outlet.aliases),
    )


def import_csv(text: str, *, by: By, at: datetime) -> tuple[int, int]:
    """Adds the outlets of this table and returns (added, known already). Raises OutletFileFault naming the row;
    the caller's transaction then keeps none of them."""
    rows = csv.DictReader(io.StringIO(text))
    missing = {"name_th", "name_en", "medium", "country"} - set(rows.fieldnames or ())
    if missing:
        raise OutletFileFault("line 1: these columns are missing: " + ", ".join(sorted(missing)))
    added = known = 0
    for row in rows:
        if _add(row, rows.line_num, by=by, at=at):
            added += 1
        else:
            known += 1
    return added, known


def _add(row: dict[str, str], line: int, *, by: By, at: datetime) -> bool:
    cells = {name: one_line(typed_cell(row.get(name) or "")) for name in COLUMNS}
    name = cells["name_th"] or cells["name_en"]
    if not name:
        raise OutletFileFault(f"line {line}: a row without a name")
    if cells["medium"] not in set(Medium):
        raise OutletFileFault(f"line {line}: no medium is called {cells['medium']!r}; use {', '.join(Medium)}")
    if len(cells["country"]) != 2 or not cells["country"].isalpha():
        raise OutletFileFault(f"line {line}: the country must be a code of two letters, such as TH")
    medium, country = Medium(cells["medium"]), cells["country"].upper()
    if match(name, medium, country) is not None:
        return False
    outlet = propose(name, medium=medium, country=country, by=by, at=at)
    if cells["state"] == OutletState.VERIFIED:
        _verify(outlet, cells, by=by, at=at)
    else:
        outlet.name_th, outlet.name_en = cells["name_th"], cells["name_en"]
        outlet.state = OutletState.UNVERIFIED
    for alias in (cells["name_th"], cells["name_en"], *cells["aliases"].split("|")):
        add_alias(outlet, alias.strip())
    db.session.flush()
    return True


def _verify(outlet: Outlet, cells: dict[str, str], *, by: By, at: datetime) -> None:
    verify(
        outlet,
        name_th=cells["name_th"],
        name_en=cells["name_en"],
        medium=outlet.medium,
        country=outlet.country,
        owner=cells["owner"],
        how=cells["verified_how"] or "imported",
        by=by,
        at=at,
    )
