"""Forms of distribution: asking for an emblem, and saying where a mark is used."""

from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import StopValidation

from press.accreditation.countries import country_choices
from press.distribution.provinces import PROVINCES
from press.distribution.queries import THAILAND
from press.distribution.services.adoption import Use
from press.distribution.services.emblems import Wish
from press.web.fields import Form, Kept, Line, Lines, LongSelect, Needed, options
from press.web.language import locale
from press.web.sorting import sort_key


class EmblemForm(Form):
    organisation_th = Line(
        _l("City or organisation, in Thai"), [Needed(_l("Enter the name of the city or organisation.")), Kept(160)]
    )
    organisation_en = Line(
        _l("City or organisation, in English"), [Needed(_l("Enter the name in English, too.")), Kept(160)]
    )
    contact_name = Line(_l("Contact person"), [Needed(_l("Enter a name.")), Kept(160)])
    phone = Line(_l("Telephone"), [Needed(_l("Enter a telephone number.")), Kept(40)])
    purpose = Lines(
        _l("Where and what for"),
        [Needed(_l("Say where you want to show the emblem, and what for.")), Kept(2000)],
        description=_l("For example: on the signs and the website of the city, because it passed this year."),
    )

    def wish(self) -> Wish:
        return Wish(
            contact_name=self.contact_name.data,
            phone=self.phone.data,
            organisation_th=self.organisation_th.data,
            organisation_en=self.organisation_en.data,
            purpose=self.purpose.data,
        )


class UseForm(Form):
    organisation = Line(_l("Who uses it"), [Needed(_l("Enter who uses it.")), Kept(160)])
    url = Line(
        _l("Address of the page"),
        [Kept(500)],
        description=_l("For example https://city.example/news. We do not open it automatically."),
    )
    place = Line(_l("Or the place"), [Kept(160)], description=_l("For example: sign at the bus station"))
    country = LongSelect(_l("Country"), default=THAILAND)
    province = SelectField(_l("Province"), description=_l("In Thailand only."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = locale()
        self.country.choices = options(country_choices(spoken))
        named = sorted(
            ((one.name(spoken), code) for code, one in PROVINCES.items()), key=lambda pair: sort_key(pair[0])
        )
        self.province.choices = options([("", "–"), *((code, name) for name, code in named)])

    def validate_url(self, field: Line) -> None:
        """An address of the web, or none when there is a place."""
        if not field.data and not self.place.data:
            raise StopValidation(_("Enter the address of a page, or the place."))
        if field.data and not _is_web_address(field.data):
            raise StopValidation(_("Enter an address that begins with https:// or http://."))

    def use(self) -> Use:
        at_home = self.country.data == THAILAND
        return Use(
            organisation=self.organisation.data,
            place=self.place.data,
            url=self.url.data,
            country=self.country.data,
            province=self.province.data if at_home else "",
        )


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in text
