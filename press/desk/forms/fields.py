"""Fields of longer forms: whole numbers, lists of ticks."""

from typing import Any

from email_validator import EmailNotValidError
from flask_babel import gettext as _
from wtforms import SelectMultipleField, StringField
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput

from press.web.fields import Form, Line, normal_email, one_line


class WholeNumber(StringField):
    """A number without a fraction, in any digits; None where nothing is written, unless it is `needed`."""

    def __init__(self, *args: Any, least: int = 0, most: int = 100_000, needed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.least, self.most, self.needed = least, most, needed

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = one_line(valuelist[0] if valuelist else "")
        self.data = int(text) if text.isdecimal() and len(text) < 10 else None
        self.unread = bool(text) and self.data is None

    def pre_validate(self, form: Form) -> None:
        if getattr(self, "unread", False) or (self.needed and self.data is None):
            raise StopValidation(_("Write a whole number."))
        if self.data is not None and not self.least <= self.data <= self.most:
            raise StopValidation(_("Write a number from %(least)s to %(most)s.", least=self.least, most=self.most))


class OptionalEmail(Line):
    """An e-mail address, or nothing."""

    def pre_validate(self, form: Form) -> None:
        if not self.data:
            return
        try:
            self.data = normal_email(self.data)
        except EmailNotValidError:
            raise StopValidation(_("Enter a valid e-mail address, such as name@example.com.")) from None


class Ticks(SelectMultipleField):
    """Any number of a few answers, each with a box to tick."""

    option_widget = CheckboxInput()
