"""A moment in a form: in parts, in either era, in Bangkok."""

from datetime import UTC, datetime
from typing import Any

from babel.dates import get_month_names
from flask_babel import gettext as _
from wtforms import Field
from wtforms.utils import unset_value
from wtforms.validators import StopValidation

from press.clock import BANGKOK
from press.web.fields import Form, one_line
from press.web.language import BUDDHIST_ERA, locale, moment_there

PARTS = ("day", "month", "year", "time")
_FIRST_BUDDHIST = 2400  # a year from here on is one of the Buddhist era
_YEARS = range(1900, 2200)


class MomentField(Field):
    """A moment as people write it: day, month, year of either era, and time, in Bangkok. `data` is in UTC."""

    parts: dict[str, str]

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        self.process_errors = []
        self.data = self.object_data = None if data is unset_value else data
        self.parts = _parts_of(self.data)
        if formdata is not None:
            self.parts = {part: one_line(formdata.get(f"{self.name}-{part}")) for part in PARTS}
            try:
                self.data = moment_of(self.parts)
            except ValueError as error:
                self.data = None
                self.process_errors = [str(error)]

    def pre_validate(self, form: Form) -> None:
        if self.process_errors:
            raise StopValidation

    @property
    def months(self) -> list[tuple[str, str]]:
        names = get_month_names("wide", locale=locale())
        return [(str(number), names[number]) for number in range(1, 13)]

    @property
    def in_utc(self) -> str:
        """What will be kept, for those who count in UTC."""
        return moment_there(self.data.astimezone(UTC)) if self.data else ""


def moment_of(parts: dict[str, str]) -> datetime | None:
    """The moment of these parts, None when all are empty. Raises ValueError with words for the person."""
    if not any(parts.values()):
        return None
    if not all(parts.values()):
        raise ValueError(_("Enter day, month, year and time."))
    year = _whole(parts["year"])
    if year >= _FIRST_BUDDHIST:
        year -= BUDDHIST_ERA
    if year not in _YEARS:
        raise ValueError(_("Write the year with four digits, such as 2026 or 2569."))
    hour, minute = _clock(parts["time"])
    try:
        return datetime(year, _whole(parts["month"]), _whole(parts["day"]), hour, minute, tzinfo=BANGKOK).astimezone(
            UTC
        )
    except ValueError:
        raise ValueError(_("There is no such date.")) from None


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= 4 else -1


def _clock(text: str) -> tuple[int, int]:
    hour, _colon, minute = text.removesuffix("น.").strip().replace(".", ":").partition(":")
    if not (_whole(hour) in range(24) and _whole(minute) in range(60)):
        raise ValueError(_("Write the time as 09:30 or 09.30."))
    return int(hour), int(minute)


def _parts_of(moment: datetime | None) -> dict[str, str]:
    if moment is None:
        return dict.fromkeys(PARTS, "")
    local = moment.astimezone(BANGKOK)
    year = local.year + (BUDDHIST_ERA if locale() == "th" else 0)
    return {"day": str(local.day), "month": str(local.month), "year": str(year), "time": f"{local:%H:%M}"}
