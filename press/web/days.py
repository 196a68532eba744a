"""A day as people write it, in either era."""

from datetime import date

from press.web.language import BUDDHIST_ERA, locale

_FIRST_BUDDHIST = 2400  # no year of either era is the other's between these
_YEARS = range(1800, 2200)  # of the common era: a year of two digits is nobody's meaning


def read_day(text: str) -> date:
    """The day meant, in either era. Raises ValueError."""
    parts = text.replace("-", "/").replace(".", "/").split("/")
    if len(parts) != 3 or not all(part.strip().isdecimal() for part in parts):
        raise ValueError(text)
    numbers = [int(part) for part in parts]
    day, month, year = reversed(numbers) if len(parts[0].strip()) == 4 else numbers
    year = year - BUDDHIST_ERA if year >= _FIRST_BUDDHIST else year
    if year not in _YEARS:
        raise ValueError(text)
    return date(year, month, day)


def as_typed(day: date) -> str:
    """The day as people would type it in the language that is spoken: 15/3/2568 or 15/3/2025."""
    return f"{day.day}/{day.month}/{day.year + (BUDDHIST_ERA if locale() == 'th' else 0)}"
