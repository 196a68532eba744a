"""Cells that a spreadsheet will not run (OWASP: CSV injection), and files of them."""

import csv
import io
from collections.abc import Iterable, Iterator

Cells = tuple[str, ...]
_LINES_AT_ONCE = 200
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def safe_cell(value: str) -> str:
    """The value, with an apostrophe before anything that would start a formula."""
    return f"'{value}" if value.startswith(_STARTS_FORMULA) else value


def typed_cell(value: str) -> str:
    """The value of a cell as it was before `safe_cell`."""
    return value[1:] if value.startswith("'") and value[1:].startswith(_STARTS_FORMULA) else value


def as_csv(headings: Cells, rows: Iterable[Cells]) -> Iterator[bytes]:
    """UTF-8 with a BOM, so that Excel reads the Thai. A cell that would run as a formula gets an apostrophe in
    front, "+66…" too: a spreadsheet would take it for a sum."""
    out = io.StringIO()
    lines = csv.writer(out)
    out.write("\ufeff")
    lines.writerow(headings)
    for number, row in enumerate(rows, 1):
        lines.writerow([safe_cell(cell) for cell in row])
        if number % _LINES_AT_ONCE == 0:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def csv_file(headings: Cells, rows: Iterable[Cells]) -> bytes:
    """The same in one piece."""
    return b"".join(as_csv(headings, rows))
