"""The registry as a file, CSV or XLSX: one outlet a row. What goes out comes in again as it was."""

from press.outlets.files.cells import COLUMNS
from press.outlets.files.importing import apply_plan
from press.outlets.files.planning import Plan, Planned, plan_import
from press.outlets.files.reading import ENDINGS, Row, read_table
from press.outlets.files.writing import export_rows, write_csv, write_xlsx

__all__ = [
    "COLUMNS",
    "ENDINGS",
    "Plan",
    "Planned",
    "Row",
    "apply_plan",
    "export_rows",
    "plan_import",
    "read_table",
    "write_csv",
    "write_xlsx",
]
