"""The form that asks an applicant for more."""

from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from press.accreditation import item_words
from press.accreditation.items import ITEMS
from press.clock import BANGKOK
from press.desk.forms.application import VersionedForm
from press.web.fields import Kept, Line, Lines, options
from press.web.language import BUDDHIST_ERA, THAI_DIGITS

_ARABIC = {thai: arabic for arabic, thai in THAI_DIGITS.items()}
_FIRST_BUDDHIST = 2400  # no event of ours is that far ahead by the other calendar


def day_of(day: str, month: str, year: str) -> date | None:
    """The day that was typed, in either era and either digits; None for what is no day."""
    try:
        numbers = [int(text.translate(_ARABIC)) for text in (day, month, year)]
        era = BUDDHIST_ERA if numbers[2] >= _FIRST_BUDDHIST else 0
        return date(numbers[2] - era, numbers[1], numbers[0])
    except (ValueError, OverflowError):
        return None


class AskForm(VersionedForm):
    """`earliest` and `latest` bound the deadline: the end of the day in Bangkok, or `latest` itself on its day. After
    `validate`, `deadline` holds it."""

    deadline: datetime

    items = SelectMultipleField(
        _l("What is missing"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), id="ask-items"
    )
    words = Lines(
        _l("In your words"),
        [Kept(1000)],
        description=_l("The applicant reads this as you write it. Thai and English readers are among them."),
        id="ask-words",
    )
    day = Line(_l("Day"), [Kept(2)], id="ask-day")
    month = Line(_l("Month"), [Kept(2)], id="ask-month")
    year = Line(_l("Year"), [Kept(4)], id="ask-year")

    def __init__(self, *args: Any, earliest: datetime, latest: datetime | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earliest, self.latest = earliest, latest
        self.items.choices = options((item, item_words.item(item)) for item in ITEMS)

    def _typed(self) -> datetime | None:
        """The end of the day that was typed."""
        day = day_of(self.day.data, self.month.data, self.year.data)
        if day is None:
            return None
        end = datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=BANGKOK)
        on_the_last_day = self.latest is not None and self.latest.astimezone(BANGKOK).date() == day
        return self.latest if on_the_last_day else end

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        valid = bool(super().validate(*args, **kwargs))
        if not self.items.data and not self.words.data:
            self.items.errors = [_("Choose what is missing, or write it in your words.")]
            valid = False
        fault = self._fault()
        if fault:
            self.day.errors = [fault]
        return valid and not fault

    def _fault(self) -> str:
        deadline = self._typed()
        if deadline is None:
            return _("Enter a day, a month and a year, such as 5 3 2569 or 5 3 2026.")
        if deadline <= self.earliest:
            return _("The deadline has already passed. Choose a later day.")
        if self.latest is not None and deadline > self.latest:
            return _("The deadline is after the event. Choose an earlier day.")
        self.deadline = deadline
        return ""
