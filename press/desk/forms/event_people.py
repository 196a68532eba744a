"""Sections of an event's settings that are made of rows, and the form of a new event."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import ValidationError

from press.desk.forms.event import (
    AddressFields,
    Columns,
    DecidingForm,
    PlacesForm,
    PrivacyFields,
    PublicForm,
    SettingsForm,
    Span,
    TextsForm,
    TimeForm,
)
from press.desk.forms.event_rows import MOST_ROWS, OrganiserRow, PaperRow, list_of, problems_of, rows_of, values_of
from press.desk.forms.fields import OptionalEmail
from press.events.models import Event
from press.web.fields import Kept, Line, Needed, options


class PapersForm(SettingsForm):
    papers = list_of(PaperRow, _l("Papers by medium"))

    @classmethod
    def holds(cls, event: Event) -> Columns:
        return {"papers": rows_of(PaperRow, list(event.paper_rules()))}

    def columns(self) -> Columns:
        return {"papers": values_of(self.papers)[:MOST_ROWS]}


class PeopleForm(SettingsForm, PrivacyFields):
    phone = Line(_l("Telephone"), [Kept(60)])
    contact_name = Line(_l("Name"), [Kept(120)])
    email = OptionalEmail(_l("E-mail"), [Kept(200)])
    organisation_th = Line(_l("Organisation in Thai"), [Kept(160)])
    organisation_en = Line(_l("Organisation in English"), [Kept(160)])
    organisers = list_of(OrganiserRow, _l("Organisers"))
    is_open = False

    @classmethod
    def holds(cls, event: Event) -> Columns:
        contact, organisation = event.contact, event.contact.get("organisation", {})
        return {
            "phone": contact.get("phone", ""),
            "contact_name": contact.get("name", ""),
            "email": contact.get("email", ""),
            "organisation_th": organisation.get("th", ""),
            "organisation_en": organisation.get("en", ""),
            **{f"dp_{key}": event.data_protection.get(key, "") for key in ("name", "email", "phone")},
            "retention_days": event.retention_days,
            "organisers": rows_of(OrganiserRow, event.organisers),
        }

    @classmethod
    def of(cls, event: Event) -> "PeopleForm":
        form = cls(data=cls.holds(event))
        form.is_open = event.opened_at is not None
        return form

    def validate_dp_email(self, field: Any) -> None:
        if self.is_open and not (field.data or self.dp_phone.data):
            raise ValidationError(
                _("An open event keeps a data-protection contact: an e-mail address or a telephone number.")
            )

    def columns(self) -> Columns:
        return {
            "contact": {
                "name": self.contact_name.data,
                "phone": self.phone.data,
                "email": self.email.data,
                "organisation": {"th": self.organisation_th.data, "en": self.organisation_en.data},
            },
            "data_protection": {
                "name": self.dp_name.data,
                "email": self.dp_email.data,
                "phone": self.dp_phone.data,
            },
            "retention_days": self.retention_days.data,
            "organisers": values_of(self.organisers)[:MOST_ROWS],
        }


class NewEventForm(AddressFields, Span):
    name_th = Line(_l("Name in Thai"), [Needed(_l("Enter the event's name in this language.")), Kept(160)])
    name_en = Line(_l("Name in English"), [Needed(_l("Enter the event's name in this language.")), Kept(160)])
    source = SelectField(_l("Take settings, texts and e-mails from"))

    def __init__(self, events: Any, **more: Any) -> None:
        super().__init__(**more)
        self.source.choices = options([("", _("Nothing: an empty event")), *events])

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Each fault, with the id of the control it is about."""
        return problems_of(self)

    def columns(self) -> Columns:
        """Names, address and dates."""
        return {name: field.data for name, field in self._fields.items() if name != "source"}


# In the order of the tabs.
SECTIONS: dict[str, type[SettingsForm]] = {
    "texts": TextsForm,
    "time": TimeForm,
    "places": PlacesForm,
    "papers": PapersForm,
    "deciding": DecidingForm,
    "people": PeopleForm,
    "public": PublicForm,
}
