"""Cells that a spreadsheet will not run (OWASP: CSV injection)."""

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def safe_cell(value: str) -> str:
    """The value, with an apostrophe before anything that would start a formula."""
    return f"'{value}" if value.startswith(_STARTS_FORMULA) else value


def typed_cell(value: str) -> str:
    """The value of a cell as it was before `safe_cell`."""
    return value[1:] if value.startswith("'") and value[1:].startswith(_STARTS_FORMULA) else value
