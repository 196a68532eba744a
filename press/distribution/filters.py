"""How files are described on pages."""

from babel.numbers import format_decimal

from press.kits.handouts.docx import DOCX
from press.web.language import locale

_UNITS = ("kB", "MB", "GB")


def file_size(size: int) -> str:
    """ "1.4 MB" of a number of bytes, in thousands as browsers and systems count a download."""
    if size < 1000:
        return f"{size} B"
    amount = float(size)
    for unit in _UNITS:
        amount /= 1000
        if amount < 999.5 or unit == _UNITS[-1]:
            pattern = "#,##0.#" if amount < 9.95 else "#,##0"
            return f"{format_decimal(amount, format=pattern, locale=locale())} {unit}"
    raise AssertionError("the largest unit takes everything")


def file_format(content_type: str) -> str:
    """ "PNG" of "image/png"."""
    names = {"image/svg+xml": "SVG", "image/jpeg": "JPG", "text/plain": "TXT", DOCX: "DOCX"}
    return names.get(content_type) or content_type.rpartition("/")[2].upper()
