"""Form fields that keep what people type as they meant it, and refuse what cannot be kept."""

import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import Field, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import StopValidation, ValidationError
from wtforms.widgets import html_params

from press.web.days import read_day


class Form(FlaskForm):
    """A form whose CSRF token is checked by the application for every unsafe request."""

    class Meta(FlaskForm.Meta):
        csrf = False  # `press.web.csrf` checks the token before the view; the page carries it by csrf_token()


def one_line(value: str | None) -> str:
    """NFC (never NFKC, which splits SARA AM), without space around, runs of space folded into one."""
    return " ".join(unicodedata.normalize("NFC", value or "").split())


def many_lines(value: str | None) -> str:
    """NFC, line ends as \\n, no space at the ends."""
    return unicodedata.normalize("NFC", value or "").replace("\r\n", "\n").strip()


class Line(StringField):
    """One line of text."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = one_line(valuelist[0] if valuelist else "")


class Lines(TextAreaField):
    """Text over several lines."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = many_lines(valuelist[0] if valuelist else "")


def options(pairs: Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    """What a list offers: pairs of a value and its words."""
    return [SelectChoice(value, words) for value, words in pairs]


@cache
def _options(choices: tuple[tuple[str, str], ...]) -> Markup:
    return Markup("").join(Markup('<option value="{}">{}</option>').format(*choice) for choice in choices)


class LongSelect(SelectField):
    """A list of hundreds: its options are made into HTML once, not for every page."""

    def __call__(self, **attributes: Any) -> Markup:
        chosen = Markup('value="{}"').format(self.data or "")
        listed = _options(tuple((each.value, each.label) for each in self.choices))
        listed = listed.replace(chosen, Markup("{} selected").format(chosen), 1)
        head = Markup("<select {}>").format(Markup(html_params(id=self.id, name=self.name, **attributes)))  # noqa: S704 - html_params escapes
        return head + listed + Markup("</select>")


class Needed:
    """Refuses an empty field with this message."""

    field_flags = {"required": True}  # noqa: RUF012 - WTForms reads a plain attribute

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, form: FlaskForm, field: Field) -> None:
        if not field.data:
            field.errors = []
            raise StopValidation(str(self.message))


class Kept:
    """Refuses text longer than `most` characters, and characters that nobody can see or type."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.field_flags = {"maxlength": most}

    def __call__(self, form: FlaskForm, field: Field) -> None:
        text = field.data or ""
        if len(text) > self.most:
            raise ValidationError(
                _("Use at most %(most)s characters; this has %(count)s.", most=self.most, count=len(text))
            )
        if any(_unseen(c) for c in text):
            raise ValidationError(_("This has characters that cannot be shown. Type it again."))


_DIRECTION = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def _unseen(character: str) -> bool:
    # Zero-width joiners are left alone: Thai text from word processors carries them, and names in other scripts
    # need them. Lone surrogates and controls cannot be stored; direction overrides disguise what is written.
    if character in "\n\u200b\u200c\u200d":
        return False
    return unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"} or character in _DIRECTION


def normal_email(value: str) -> str:
    """The address in the form that is compared: lower case, domain in ASCII.

    Raises EmailNotValidError. Nothing is looked up: a form must not fail because DNS does."""
    found = validate_email(value, check_deliverability=False, test_environment=True)
    return (found.ascii_email or found.normalized).lower()


class Email(Line):
    """An e-mail address; `data` is in the compared form when it is valid, as typed when it is not."""

    def pre_validate(self, form: FlaskForm) -> None:
        if not self.data:
            raise StopValidation(_("Enter your e-mail address."))
        try:
            self.data = normal_email(self.data)
        except EmailNotValidError:
            raise StopValidation(_("Enter a valid e-mail address, such as name@example.com.")) from None


class Day(Line):
    """A day as people write it: 15/3/2568, 15/3/2025 or 2025-03-15. `day` is read when the form is checked."""

    day: date | None = None

    @property
    def meant(self) -> date:
        """The day, once the form is found good."""
        if self.day is None:
            raise ValueError(self.data)
        return self.day

    def pre_validate(self, form: Form) -> None:
        if not self.data:
            return
        try:
            self.day = read_day(self.data)
        except ValueError:
            raise StopValidation(_("Write the day as day/month/year, such as 15/3/2568 or 15/3/2025.")) from None
