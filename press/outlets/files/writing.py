"""The registry, out."""

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import selectinload
from xlsxwriter import Workbook

from press.clock import BANGKOK
from press.db import db
from press.outlets.files.cells import COLUMNS, pack
from press.outlets.models import Outlet, OutletEvidence, OutletPlatform
from press.outlets.models.known import OfAnOutlet
from press.outlets.states import OutletState
from press.web.spreadsheet import Cells, csv_file

_T = TypeVar("_T", bound=OfAnOutlet)


def export_rows() -> Iterator[Cells]:
    """Every outlet that stands for itself, in the order in which it came, as COLUMNS."""
    platforms, evidence = by_outlet(OutletPlatform), by_outlet(OutletEvidence)
    outlets = select(Outlet).where(Outlet.state != OutletState.MERGED).options(selectinload(Outlet.aliases))
    for outlet in db.session.scalars(outlets.order_by(Outlet.id)):
        yield _row(outlet, platforms[outlet.id], evidence[outlet.id])


def write_csv(rows: Iterable[Cells]) -> bytes:
    """As `press.web.spreadsheet` writes it: for Excel, and with nothing that it would run."""
    return csv_file(COLUMNS, rows)


def write_xlsx(rows: Iterable[Cells]) -> bytes:
    """One sheet whose heading stays. Every cell is text: nothing runs."""
    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, {"constant_memory": True, "in_memory": False, **plain})
    sheet = book.add_worksheet("outlets")
    bold = book.add_format({"bold": True, "bottom": 1})
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(COLUMNS) - 1, 22)  # characters
    for number, row in enumerate((COLUMNS, *rows)):
        for column, cell in enumerate(row):
            if cell:
                sheet.write_string(number, column, cell, *([bold] if number == 0 else []))
    book.close()
    return out.getvalue()


def by_outlet(table: type[_T]) -> dict[int, list[_T]]:
    """All rows of a table, by their outlet."""
    found: dict[int, list[_T]] = defaultdict(list)
    for row in db.session.scalars(select(table).order_by(table.id)):
        found[row.outlet_id].append(row)
    return found


def moment(at: datetime) -> str:
    """ISO 8601 in Bangkok's offset."""
    return at.astimezone(BANGKOK).isoformat()


def _row(outlet: Outlet, platforms: Sequence[OutletPlatform], evidence: Sequence[OutletEvidence]) -> Cells:
    return (
        outlet.name_th,
        outlet.name_en,
        outlet.medium.value,
        outlet.country,
        outlet.owner.name if outlet.owner else "",
        outlet.state.value,
        outlet.state_reason,
        outlet.verified_how or "",
        pack([alias.alias] for alias in outlet.aliases if outlet.may_lose(alias)),
        pack(
            (
                each.kind.value,
                each.medium.value,
                each.name,
                each.address,
                "" if each.followers is None else str(each.followers),
            )
            for each in platforms
        ),
        pack(
            (
                each.kind.value,
                each.grade.value,
                each.words,
                moment(each.checked_at),
                each.checked_by,
                each.valid_until.isoformat() if each.valid_until else "",
                each.note,
            )
            for each in evidence
        ),
    )
