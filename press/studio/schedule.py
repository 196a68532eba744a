"""A moment as newsrooms elsewhere read it."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l

from press.web.language import moment_there

_ZONES: tuple[tuple[Any, ZoneInfo], ...] = (
    (_l("Bangkok"), ZoneInfo("Asia/Bangkok")),
    ("UTC", ZoneInfo("UTC")),
    (_l("Tokyo"), ZoneInfo("Asia/Tokyo")),
    (_l("London"), ZoneInfo("Europe/London")),
    (_l("New York"), ZoneInfo("America/New_York")),
)


def said_elsewhere(moment: datetime) -> list[tuple[str, str]]:
    """(place, date and time there), Bangkok first."""
    return [(str(place), moment_there(moment.astimezone(zone), seconds=moment.second > 0)) for place, zone in _ZONES]
