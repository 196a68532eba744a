"""A day as people write it, in either era."""

from datetime import date

from press.web.language import BUDDHIST_ERA

_FIRST_BUDDHIST = 2400  # no year of either era is the other's between these


def read_day(text: str) -> date:
    """The day meant, in either era. Raises ValueError."""
    parts = text.replace("-", "/").replace(".", "/").split("/")
    if len(parts) != 3 or not all(part.strip().isdecimal() for part in parts):
        raise ValueError(text)
    numbers = [int(part) for part in parts]
    day, month, year = reversed(numbers) if len(parts[0].strip()) == 4 else numbers
    return date(year - BUDDHIST_ERA if year >= _FIRST_BUDDHIST else year, month, day)
