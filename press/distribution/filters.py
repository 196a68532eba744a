"""How files are described on pages."""

from datetime import UTC, datetime

from babel.numbers import format_decimal
from flask_babel import gettext as _
from markupsafe import Markup

from press.clock import BANGKOK
from press.kits.handouts.docx import DOCX
from press.web.language import locale, short_date

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


def to_the_second(moment: datetime) -> str:
    """ "09:00:00", Bangkok time: the time of an embargo is never rounded."""
    return f"{moment.astimezone(BANGKOK):%H:%M:%S}"


def exact_times(moment: datetime) -> Markup:
    """A moment to the second, in Bangkok's time and the others."""
    said = _("%(date)s, %(time)s Bangkok time", date=short_date(moment), time=to_the_second(moment))
    return Markup('<span class="nb">{}</span> · {}').format(said, other_times(moment))


def other_times(moment: datetime) -> Markup:
    """The same moment in UTC, with a place where static/js/lift.js puts the reader's own time."""
    bangkok, utc = moment.astimezone(BANGKOK), moment.astimezone(UTC)
    day = "" if utc.date() == bangkok.date() else f"{utc:%Y-%m-%d} "
    return Markup(
        '<time datetime="{machine}" class="nb">{day}{utc:%H:%M:%S} UTC</time>'
        '<span data-own-time="{machine}" hidden> · <span class="nb">{own} <span></span></span></span>'
    ).format(machine=bangkok.isoformat(timespec="seconds"), day=day, utc=utc, own=_("your time"))


def embargo_line(moment: datetime) -> str:
    """The first line of whatever is copied before a lift: it goes wherever the text goes."""
    bangkok, utc = moment.astimezone(BANGKOK), moment.astimezone(UTC)
    return f"EMBARGOED UNTIL {bangkok:%d %b %Y %H:%M:%S} (Bangkok, UTC+7) / {utc:%Y-%m-%d %H:%M:%S} UTC"
