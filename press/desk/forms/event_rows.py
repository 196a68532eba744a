"""Rows of an event's settings: organisers, and what applicants hand in."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, SelectField
from wtforms import Form as PlainForm
from wtforms.validators import ValidationError

from press.accreditation import paper_words, words
from press.accreditation.states import JobRole
from press.desk.forms.fields import Ticks, WholeNumber
from press.events.settings import PaperKind, PaperRule
from press.outlets.states import Medium
from press.web.fields import Kept, Line, options

ALL_OF_THEM = "all"
MOST_ROWS = 30
_SPARE = 2  # empty rows at the end: more come with the next page


class OrganiserRow(PlainForm):
    role = SelectField(_l("Part"), choices=options([("with", _l("With")), ("lead", _l("Lead organiser"))]))
    name_th = Line(_l("Name in Thai"), [Kept(200)])
    name_en = Line(_l("Name in English"), [Kept(200)])
    abbr_th = Line(_l("Short name in Thai"), [Kept(40)])
    abbr_en = Line(_l("Short name in English"), [Kept(40)])

    @staticmethod
    def holds(organiser: dict[str, Any]) -> dict[str, Any]:
        name, abbr = organiser.get("name", {}), organiser.get("abbr", {})
        return {
            "role": organiser.get("role", "with"),
            "name_th": name.get("th", ""),
            "name_en": name.get("en", ""),
            "abbr_th": abbr.get("th", ""),
            "abbr_en": abbr.get("en", ""),
        }

    def value(self) -> dict[str, Any] | None:
        """The organiser; None for a row without a name."""
        if not (self.name_th.data or self.name_en.data):
            return None
        return {
            "role": self.role.data,
            "abbr": {"th": self.abbr_th.data, "en": self.abbr_en.data},
            "name": {"th": self.name_th.data, "en": self.name_en.data},
        }


class PaperRow(PlainForm):
    kinds = Ticks(_l("Papers"), choices=lambda: options((kind.value, paper_words.name(kind)) for kind in PaperKind))
    needed = SelectField(
        _l("How many of them"),
        choices=options(
            [
                (ALL_OF_THEM, _l("All of them")),
                ("1", _l("Any one of them")),
                ("2", _l("Any two of them")),
                ("3", _l("Any three of them")),
                ("0", _l("Welcome, not asked for")),
            ]
        ),
    )
    media = Ticks(
        _l("From which media"),
        choices=lambda: options((medium.value, words.medium(medium)) for medium in Medium),
        description=_l("None ticked: from all."),
    )
    roles = Ticks(
        _l("From which roles"),
        choices=lambda: options((role.value, words.role(role)) for role in JobRole),
        description=_l("None ticked: from all."),
    )
    gone = BooleanField(_l("Delete this row"))

    def validate_needed(self, field: SelectField) -> None:
        ticked = len(self.kinds.data or ())
        if ticked and str(field.data).isdecimal() and int(field.data) > ticked:
            raise ValidationError(_("That is more than the papers ticked in this row."))

    @staticmethod
    def holds(rule: PaperRule) -> dict[str, Any]:
        every = rule.needed == len(rule.kinds)
        return {
            "kinds": [kind.value for kind in rule.kinds],
            "needed": ALL_OF_THEM if every else str(rule.needed),
            "media": list(rule.media),
            "roles": list(rule.roles),
        }

    def value(self) -> dict[str, Any] | None:
        """The rule; None for a row without papers, and for one that is to go."""
        kinds = tuple(PaperKind(kind) for kind in self.kinds.data or ())
        if self.gone.data or not kinds:
            return None
        needed = len(kinds) if self.needed.data == ALL_OF_THEM else int(self.needed.data)
        return PaperRule(kinds, needed, tuple(self.media.data or ()), tuple(self.roles.data or ())).as_json()


class ByMedium(PlainForm):
    """A number for each medium; none is without limit."""

    tv = WholeNumber(_l("Television"))
    radio = WholeNumber(_l("Radio"))
    print = WholeNumber(_l("Newspaper"))
    magazine = WholeNumber(_l("Magazine"))
    digital = WholeNumber(_l("Digital media"))
    social = WholeNumber(_l("Social media"))


class ByRole(PlainForm):
    """A number for each role; none is without limit."""

    reporter = WholeNumber(_l("Reporter"))
    photographer = WholeNumber(_l("Photographer"))
    camera = WholeNumber(_l("Camera operator"))
    producer = WholeNumber(_l("Producer"))
    editor = WholeNumber(_l("Editor"))
    technician = WholeNumber(_l("Technician"))
    creator = WholeNumber(_l("Content creator"))
    other = WholeNumber(_l("Other"))


def written_in(numbers: FormField) -> dict[str, int]:
    """The numbers that were written."""
    return {field.short_name: field.data for field in numbers.form if field.data is not None}


def rows_of(row: type[PlainForm], held: list[Any]) -> list[dict[str, Any]]:
    """What the rows hold, with empty ones to write in."""
    return [row.holds(each) for each in held] + [{} for _spare in range(_SPARE)]


def values_of(rows: FieldList) -> list[dict[str, Any]]:
    """What the rows say, without those that say nothing."""
    found = [entry.form.value() for entry in rows]
    return [value for value in found if value is not None]


def list_of(row: type[PlainForm], label: Any) -> FieldList:
    """A field of such rows."""
    return FieldList(FormField(row), label)


def problems_of(form: PlainForm) -> list[tuple[str, str]]:
    """Each fault in a form and its rows, with the id of the control it is about."""
    found: list[tuple[str, str]] = []
    for field in form:
        if isinstance(field, FieldList):
            for entry in field:
                found += problems_of(entry.form)
        elif isinstance(field, FormField):
            found += problems_of(field.form)
        elif field.errors:
            first = f"{field.id}-0" if isinstance(field, Ticks) else field.id
            found.append((first, field.errors[0]))
    return found
