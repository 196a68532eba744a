"""Forms of the entries of a kit's lists: contacts, zips, and what is said of files."""

from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField, SelectMultipleField
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput

from press.kits.source.parts import DOCUMENTS, LOGO, PHOTOS
from press.kits.source.reader import ZIP_PARTS
from press.kits.source.toml import is_moment
from press.kits.states import Audience, Colour, Language, Layout
from press.studio import kit_words as words
from press.studio.forms.writing import SHORT
from press.web.days import as_typed
from press.web.fields import Day, Form, Kept, Line, Lines, Needed, options
from press.web.moments import MomentField


class Ticks(SelectMultipleField):
    """Any number of a few answers, each with a box to tick."""

    option_widget = CheckboxInput()


class RowForm(Form):
    """One entry of a list of the kit. A field `title_th` is `title.th` in the file."""

    #: What is left out of the file when it is empty.
    optional: tuple[str, ...] = ()

    @property
    def values(self) -> dict[tuple[str, ...], Any]:
        return {
            path_of(field.name): None if field.name in self.optional and not field.data else _written(field)
            for field in self
        }

    def show(self, entry: Any) -> None:
        """Fills the form with what an entry says; what a field cannot show is left empty."""
        shown = {field.name: _shown(field, value_at(entry, path_of(field.name))) for field in self}
        self.process(data={name: value for name, value in shown.items() if value is not None})

    def choose(self, licences: list[str]) -> None:
        """Gives the form what the kit has to choose from."""


def path_of(name: str) -> tuple[str, ...]:
    """Where a field stands in its table."""
    stem, _line, language = name.rpartition("_")
    return (stem, language) if stem and language in ("th", "en") else (name,)


def value_at(values: Any, path: tuple[str, ...]) -> Any:
    """What a table says at this path; None when nothing."""
    for key in path:
        values = values.get(key) if isinstance(values, dict) else None
    return values


def _shown(field: Field, value: Any) -> Any:
    """A value of the file as its field shows it."""
    if isinstance(field, Day):
        return as_typed(value) if isinstance(value, date) and not isinstance(value, datetime) else None
    if isinstance(field, MomentField):
        return value if is_moment(value) else None
    return value if isinstance(value, list if isinstance(field, Ticks) else str) else None


def _written(field: Field) -> Any:
    """What a field says, as the file has it."""
    return field.day if isinstance(field, Day) else field.data


class ContactRow(RowForm):
    name = Line(_l("Name"), [Kept(SHORT)])
    phone = Line(_l("Telephone"), [Kept(60)], description=_l("Journalists look for it first."))
    email = Line(_l("E-mail"), [Kept(SHORT)])
    organisation_th = Line(_l("Organisation in Thai"), [Kept(SHORT)])
    organisation_en = Line(_l("Organisation in English"), [Kept(SHORT)])


class ZipRow(RowForm):
    title_th = Line(_l("Title in Thai"), [Kept(SHORT)])
    title_en = Line(_l("Title in English"), [Kept(SHORT)])
    file_name = Line(_l("File name"), [Kept(120)], description=_l("Latin letters, ends in .zip"))
    include = Ticks(_l("It holds"), choices=options((part, words.part(part)) for part in ZIP_PARTS))

    def validate_file_name(self, field: Line) -> None:
        name = field.data or ""
        if not (name.isascii() and name.endswith(".zip") and not set(name) & set("/\\ ")):
            raise ValidationError(_("Write Latin letters without spaces, with .zip at the end."))


_LANGUAGES = options((language.value, words.language(language)) for language in Language)
_EVERYBODY = [(audience.value, words.audience(audience)) for audience in Audience]
AUDIENCES = options([("", _l("Same as the kit")), *_EVERYBODY])


class FileRow(RowForm):
    """What is said of a file."""

    optional: tuple[str, ...] = ("licence", "audience", "ascii_name", "usable_until")
    title_th = Line(_l("Title in Thai"), [Needed(_l("Enter the title in Thai.")), Kept(SHORT)])
    title_en = Line(_l("Title in English"), [Needed(_l("Enter the title in English.")), Kept(SHORT)])


class WithLicence(FileRow):
    credit = Line(_l("Credit line"), [Kept(SHORT)])
    licence = SelectField(_l("Licence"))
    ascii_name = Line(_l("Name in Latin letters, for zips"), [Kept(120)])

    def choose(self, licences: list[str]) -> None:
        self.licence.choices = options([("", _("Same as the kit")), *((name, name) for name in licences)])


class DocumentRow(WithLicence):
    language = SelectField(_l("Language"), choices=_LANGUAGES)
    audience = SelectField(_l("For whom"), choices=AUDIENCES)


class PhotoRow(WithLicence):
    optional = (*FileRow.optional, "taken", "place_th", "place_en")
    alt_th = Line(_l("Description of the picture, in Thai"), [Kept(SHORT)])
    alt_en = Line(_l("Description of the picture, in English"), [Kept(SHORT)])
    caption_th = Lines(_l("Caption in Thai"), [Kept(2000)])
    caption_en = Lines(_l("Caption in English"), [Kept(2000)])
    licence = SelectField(
        _l("Licence"),
        [Needed(_l("Choose a licence whose terms cover pictures."))],
        description=_l("Its terms must cover pictures."),
    )
    creator = Line(_l("Photographer"), [Kept(SHORT)])
    copyright = Line(_l("Copyright notice"), [Kept(SHORT)])
    taken = Day(_l("Taken on"), [Kept(40)], description=_l("Day/month/year, for example 11/3/2562. May be empty."))
    place_th = Line(_l("Place, in Thai"), [Kept(SHORT)])
    place_en = Line(_l("Place, in English"), [Kept(SHORT)])
    usable_until = MomentField(_l("May be used until"), description=_l("Empty: without end."))
    audience = SelectField(_l("For whom"), choices=AUDIENCES)

    def choose(self, licences: list[str]) -> None:
        self.licence.choices = options([("", _("Choose")), *((name, name) for name in licences)])


class LogoRow(FileRow):
    language = SelectField(_l("Language"), choices=_LANGUAGES)
    alt_th = Line(_l("Description of the picture, in Thai"), [Kept(SHORT)])
    alt_en = Line(_l("Description of the picture, in English"), [Kept(SHORT)])
    layout = SelectField(_l("Layout"), choices=options((each.value, words.layout(each)) for each in Layout))
    colour = SelectField(_l("Colour"), choices=options((each.value, words.colour(each)) for each in Colour))
    audience = SelectField(_l("For whom"), choices=options([("", _l("As the logo pack")), *_EVERYBODY]))


ROWS: dict[str, type[RowForm]] = {
    "contacts": ContactRow,
    "zips": ZipRow,
    DOCUMENTS: DocumentRow,
    PHOTOS: PhotoRow,
    LOGO: LogoRow,
}
