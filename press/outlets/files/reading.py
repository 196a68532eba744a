"""The registry, in: a file becomes rows of text. What the rows mean is `planning`'s."""

import csv
import io
import json
import zipfile
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from press.outlets.errors import OutletFileFault
from press.outlets.files.cells import COLUMNS, NEEDED
from press.web.fields import one_line
from press.web.spreadsheet import typed_cell

ENDINGS = (".csv", ".xlsx")
MOST_ROWS = 10_000
_MOST_BYTES = 40 * 1024 * 1024  # unpacked
_LONGEST_CELL = 4_000  # characters


@dataclass(frozen=True)
class Row:
    """A line of the file; columns that the file does not have are left out."""

    line: int
    cells: dict[str, str]


def read_table(data: bytes, *, name: str) -> list[Row]:
    """The rows of a CSV or XLSX file, by the ending of its name. Raises OutletFileFault."""
    if name.lower().endswith(".xlsx"):
        return list(_rows(_xlsx(data)))
    if name.lower().endswith(".csv"):
        return list(_rows(_csv(data)))
    raise OutletFileFault(_l("Only files that end in .csv or .xlsx can be read."))


def parcel(rows: Iterable[Row]) -> str:
    """The rows as text for a field of a form: what was looked at is what is imported."""
    plain = json.dumps([[row.line, row.cells] for row in rows], ensure_ascii=False)
    return b64encode(zlib.compress(plain.encode(), 9)).decode()


def unparcel(text: str) -> list[Row]:
    """The rows of `parcel`. Raises OutletFileFault for anything else."""
    try:
        unpacked = zlib.decompressobj().decompress(b64decode(text, validate=True), _MOST_BYTES)
        rows = [Row(int(line), _known(cells)) for line, cells in json.loads(unpacked)]
    except (ValueError, TypeError, AttributeError, zlib.error, RecursionError) as error:
        raise OutletFileFault(_l("The file could not be read. Choose it again.")) from error
    if len(rows) > MOST_ROWS:
        raise _too_much()
    return rows


def _rows(lines: Iterator[list[str]]) -> Iterator[Row]:
    headings = [one_line(cell).lower() for cell in next(lines, [])]
    missing = [column for column in NEEDED if column not in headings]
    if missing:
        raise OutletFileFault(_l("Line 1: these columns are missing: %(names)s.", names=", ".join(missing)))
    for line, cells in enumerate(lines, 2):
        if line > MOST_ROWS + 1:
            raise _too_much()
        row = _known(dict(zip(headings, cells, strict=False)))
        if any(row.values()):
            yield Row(line, row)


def _known(cells: dict[str, Any]) -> dict[str, str]:
    return {name: one_line(str(cells[name]))[:_LONGEST_CELL] for name in COLUMNS if name in cells}


def _csv(data: bytes) -> Iterator[list[str]]:
    try:
        text = data.decode("utf-8-sig")
        yield from ([typed_cell(cell) for cell in row] for row in csv.reader(io.StringIO(text)))
    except (UnicodeDecodeError, csv.Error) as error:
        raise OutletFileFault(_l("This is not a CSV file in UTF-8. Save it as “CSV UTF-8”, or as XLSX.")) from error


def _xlsx(data: bytes) -> Iterator[list[str]]:
    # Here and not above: it would cost every process 11 MB and every command a tenth of a second.
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _MOST_BYTES:
                raise _too_much()
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        yield from ([_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True))
    except OutletFileFault:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise OutletFileFault(_l("This file is not an XLSX that can be read.")) from error


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _too_much() -> OutletFileFault:
    return OutletFileFault(_l("The file has more than %(most)s rows, or is too large.", most=MOST_ROWS))
