"""The application form."""

import re
import unicodedata
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, RadioField, SelectField
from wtforms.validators import ValidationError

from press.accreditation import words
from press.accreditation.countries import country_choices
from press.accreditation.forms.addresses import Addresses
from press.accreditation.services.applying import Answers
from press.accreditation.states import JobRole
from press.outlets.states import Medium
from press.web.fields import Email, Form, Kept, Line, LongSelect, Needed, options
from press.web.language import locale

# Thailand: 9 figures on a line (02, 03 …), 10 on a mobile (06, 08, 09), with 0 or +66; elsewhere E.164.
_PHONE = re.compile(r"(?:0|\+660?)(?:[2-57][0-9]{7}|[689][0-9]{8})|\+(?!66|0)[0-9]{8,15}")
_THAI_FIGURES = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
# What freelancers write who think that they have no outlet.
_NO_OUTLET = {
    "freelance", "freelancer", "freelancers", "freelance journalist", "freelance reporter", "freelance photographer",
    "independent", "independent journalist", "self-employed", "none", "n/a", "-", "ฟรีแลนซ์", "ฟรีแลนซ", "ฟรีแลนส์",
    "ฟรีแลนท์", "อิสระ", "สื่ออิสระ", "นักข่าวอิสระ", "ผู้สื่อข่าวอิสระ", "ช่างภาพอิสระ", "ไม่มี",
}  # fmt: skip


def _in_thai(_form: Form, field: Field) -> None:
    if field.data and not any("\u0e00" <= c <= "\u0e7f" for c in field.data):
        raise ValidationError(_("Write this name in Thai letters, or leave it empty."))


def _in_latin(_form: Form, field: Field) -> None:
    if any(unicodedata.category(c)[0] == "L" and not unicodedata.name(c, "").startswith("LATIN") for c in field.data):
        raise ValidationError(_("Write this name in Latin letters, as in the passport."))


def _phone_number(_form: Form, field: Field) -> None:
    figures = re.sub(r"[\s().-]", "", field.data or "")
    if figures and (not _PHONE.fullmatch(figures) or figures.endswith("000000")):
        raise ValidationError(
            _("Enter a telephone number, such as 081 234 5678, 02 123 4567 or, from abroad, +81 3 1234 5678.")
        )


class _Telephone(Line):
    """A telephone number; figures typed in Thai are kept as the others are."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata([valuelist[0].translate(_THAI_FIGURES)] if valuelist else valuelist)


def _an_outlet(_form: Form, field: Field) -> None:
    if (field.data or "").casefold().strip(" ()") in _NO_OUTLET:
        raise ValidationError(
            _(
                "Freelancers enter the outlet that commissioned them. If you publish yourself, enter the name of your "
                "own site, channel or page."
            )
        )


class _OneOf:
    """A list's own check, in words that help."""

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, _form: Form, field: Field) -> None:
        if not field.data or field.data not in {each.value for each in field.choices}:
            raise ValidationError(str(self.message))


class ApplicationForm(Form):
    """The fields of the contract."""

    request_key = HiddenField(validators=[Kept(64)])
    name_en = Line(
        _l("Name in Latin letters"),
        [Needed(_l("Enter your name as in your passport.")), Kept(120), _in_latin],
        description=_l("As in your passport. It is printed on the badge."),
    )
    name_th = Line(
        _l("Full name in Thai"), [Kept(120), _in_thai], description=_l("Leave it empty if you have no Thai name.")
    )
    email = Email(_l("E-mail"), [Kept(254)], description=_l("We send a link to this address."))
    phone = _Telephone(
        _l("Mobile phone"),
        [Needed(_l("Enter your telephone number.")), Kept(40), _phone_number],
        description=_l("Only the PR team sees it."),
    )
    outlet = Line(
        _l("Outlet"),
        [Needed(_l("Enter the name of your outlet.")), Kept(160), _an_outlet],
        description=_l(
            "The channel, station, paper, magazine, site or page that you cover for. Freelance? The one that "
            "commissioned you."
        ),
    )
    medium = RadioField(_l("Medium"), [_OneOf(_l("Choose your medium."))], validate_choice=False)
    country = LongSelect(
        _l("Country of the newsroom"), [_OneOf(_l("Choose the country of your newsroom."))], validate_choice=False
    )
    role = SelectField(_l("Your role"), [_OneOf(_l("Choose what you do at the event."))], validate_choice=False)
    work = Addresses(
        _l("Recent work"),
        [Kept(1000)],
        description=_l("Addresses of one or two recent reports, one line each."),
    )
    consent = BooleanField(
        _l("I have read the privacy notice, and what I have entered is true."),
        [Needed(_l("Tick this box to go on."))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.medium.choices = options((medium.value, words.medium(medium)) for medium in Medium)
        self.country.choices = options([("", _("Choose")), *country_choices(locale())])
        self.role.choices = options([("", _("Choose")), *((role.value, words.role(role)) for role in JobRole)])

    def answers(self) -> Answers:
        """What was typed, checked. Call after `validate`."""
        return Answers(
            email=self.email.data,
            name_th=self.name_th.data,
            name_en=self.name_en.data,
            phone=self.phone.data,
            outlet=self.outlet.data,
            medium=Medium(self.medium.data),
            country=self.country.data,
            role=JobRole(self.role.data),
            work=self.work.data,
        )
