"""How files are described on pages."""

import re
from datetime import UTC, datetime

from babel.numbers import format_decimal
from flask_babel import gettext as _
from markupsafe import Markup

from press.clock import BANGKOK
from press.kits.handouts.docx import DOCX
from press.web.language import locale, moment_there

_UNITS = ("kB", "MB", "GB")
_BETWEEN = re.compile(r" (?=เวลา|\()|(?<=,) ")


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


def exact_times(moment: datetime) -> Markup:
    """A moment to the second, in Bangkok's time and the others: the time of an embargo is never rounded."""
    said = moment_there(moment.astimezone(BANGKOK), _("Bangkok"), seconds=True)
    return Markup("{} · {}").format(_parted(said), other_times(moment))


def other_times(moment: datetime) -> Markup:
    """The same moment in UTC, with a place where static/js/lift.js puts the reader's own time."""
    utc = moment_there(moment.astimezone(UTC), "UTC", seconds=True)
    return Markup(
        '<time datetime="{machine}">{utc}</time><span data-own-time="{machine}" hidden> · {own} <span></span></span>'
    ).format(machine=moment.astimezone(BANGKOK).isoformat(timespec="seconds"), utc=_parted(utc), own=_("your time"))


def _parted(said: str) -> Markup:
    """Day, hour and zone, each whole, so that a small telephone breaks the line between them."""
    parts = _BETWEEN.split(said)
    return Markup(" ").join(Markup('<span class="nb">{}</span>').format(part) for part in parts)
