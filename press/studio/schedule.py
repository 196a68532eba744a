"""A moment as newsrooms elsewhere read it."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l

from press.web.language import short_date

_ZONES: tuple[tuple[Any, ZoneInfo], ...] = (
    (_l("Bangkok"), ZoneInfo("Asia/Bangkok")),
    ("UTC", ZoneInfo("UTC")),
    (_l("Tokyo"), ZoneInfo("Asia/Tokyo")),
    (_l("London"), ZoneInfo("Europe/London")),
    (_l("New York"), ZoneInfo("America/New_York")),
)


def said_elsewhere(moment: datetime) -> list[tuple[str, str]]:
    """(place, date and time there), Bangkok first."""
    return [(str(place), _there(moment.astimezone(zone))) for place, zone in _ZONES]


def _there(local: datetime) -> str:
    return f"{short_date(local.date())} {local:%H:%M}" + (f":{local:%S}" if local.second else "")
