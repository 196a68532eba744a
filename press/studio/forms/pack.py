"""The form of a logo pack as a whole: what kind of mark it is, how it is used, and what is drawn of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, SelectField
from wtforms.validators import ValidationError

from press.kits.source.guide import CMYK_PARTS, HEX, WHOLE
from press.kits.source.reader import WIDTHS
from press.kits.states import MarkKind
from press.studio import kit_words as words
from press.studio.forms.rows import AUDIENCES, path_of, value_at
from press.studio.forms.writing import SHORT
from press.web.fields import Form, Kept, Line, Lines, options

MOST_COLOURS = 24
SPARE = 2  # empty places for further colours
_MOST_WIDTHS = 12
_APART = re.compile(r"[\s,;]+")
_LONGEST = 1000


class Widths(Line):
    """Widths in pixels, as "512 1024 2048"."""

    @property
    def numbers(self) -> list[int]:
        """The widths, once the form is found good."""
        return [int(word) for word in _APART.split(self.data or "") if word]

    def pre_validate(self, form: Form) -> None:
        given = [word for word in _APART.split(self.data or "") if word]
        least, most = WIDTHS
        if len(given) > _MOST_WIDTHS or not all(_is_width(word) for word in given):
            raise ValidationError(
                _("Write whole numbers from %(least)s to %(most)s, such as 512 1024.", least=least, most=most)
            )


def _is_width(word: str) -> bool:
    return word.isdecimal() and len(word) <= len(str(WIDTHS[1])) and WIDTHS[0] <= int(word) <= WIDTHS[1]


class ColourForm(Form):
    """A colour of the mark. One that is empty in every field is none."""

    name_th = Line(_l("Name in Thai"), [Kept(SHORT)])
    name_en = Line(_l("Name in English"), [Kept(SHORT)])
    hex = Line("HEX", [Kept(SHORT)], description=_l("Such as #0B3D91"))
    cmyk = Line(_l("CMYK in percent"), [Kept(SHORT)], description=_l("Such as 92 58 0 43"))

    @property
    def is_empty(self) -> bool:
        return not any(field.data for field in self)

    @property
    def said(self) -> dict[str, Any]:
        """The colour as its table in the file."""
        name = {"th": self.name_th.data, "en": self.name_en.data}
        return {"name": name, "hex": self.hex.data, "cmyk": self.cmyk.data}

    def validate_hex(self, field: Line) -> None:
        if field.data and not HEX.fullmatch(field.data):
            raise ValidationError(_("Write it as #0B3D91."))

    def validate_cmyk(self, field: Line) -> None:
        parts = (field.data or "").split()
        if parts and not (len(parts) == CMYK_PARTS and all(_is_percent(part) for part in parts)):
            raise ValidationError(_("Write four whole numbers from 0 to 100, such as 92 58 0 43."))


def _is_percent(word: str) -> bool:
    return word.isdecimal() and word.isascii() and len(word) <= len(str(WHOLE)) and int(word) <= WHOLE


class PackForm(Form):
    """`[pack]`. What is left empty is left out of the file, but for what every pack has to say."""

    title_th = Line(_l("Title in Thai"), [Kept(SHORT)])
    title_en = Line(_l("Title in English"), [Kept(SHORT)])
    kind = SelectField(
        _l("What the mark is"), choices=options((kind.value, words.mark_kind(kind)) for kind in MarkKind)
    )
    audience = SelectField(
        _l("For whom"),
        choices=AUDIENCES,
        description=_l("A logo that says something else for itself keeps that. An emblem is for its holders alone."),
    )
    sample = BooleanField(_l("A sample: it says so wherever it is shown"))
    licence = SelectField(_l("Licence"))
    credit = Line(_l("Credit line"), [Kept(SHORT)])
    written_th = Line(_l("The name in Thai"), [Kept(SHORT)])
    written_en = Line(_l("The name in English"), [Kept(SHORT)])
    name_rules_th = Lines(_l("What to mind with the name, in Thai"), [Kept(_LONGEST)])
    name_rules_en = Lines(_l("What to mind with the name, in English"), [Kept(_LONGEST)])
    clear_space_th = Lines(_l("Clear space, in Thai"), [Kept(_LONGEST)])
    clear_space_en = Lines(_l("Clear space, in English"), [Kept(_LONGEST)])
    min_size_th = Lines(_l("Smallest size, in Thai"), [Kept(_LONGEST)])
    min_size_en = Lines(_l("Smallest size, in English"), [Kept(_LONGEST)])
    png = Widths(
        _l("PNG, widths in pixels"), [Kept(SHORT)], description=_l("Such as 512 1024 2048. Empty: none are drawn.")
    )
    jpg = Widths(_l("JPG on white, widths in pixels"), [Kept(SHORT)])
    webp = Widths(_l("WebP, widths in pixels"), [Kept(SHORT)])
    pdf = BooleanField(_l("A PDF of each"))

    #: Where a field stands in `[pack]`, if not under its own name.
    _PLACES: Mapping[str, tuple[str, ...]] = {
        "written_th": ("name_th",),
        "written_en": ("name_en",),
        **{name: ("renditions", name) for name in ("png", "jpg", "webp", "pdf")},
    }
    _ALWAYS = frozenset({"title_th", "title_en", "kind", "sample", "licence", "credit"})

    colours: Sequence[ColourForm] = ()

    @classmethod
    def sent(cls, licences: list[str]) -> "PackForm":
        """The form as it was sent."""
        form = cls()
        form._offer(licences)
        form.colours = [
            ColourForm(prefix=f"colour-{number}")
            for number in range(MOST_COLOURS)
            if f"colour-{number}-hex" in request.form
        ]
        return form

    @classmethod
    def showing(cls, pack: Mapping[str, Any], licences: list[str]) -> "PackForm":
        """The form with what the file says, as far as a form can show it."""
        form = cls(formdata=None)
        form._offer(licences)
        shown = {field.name: _shown(field, value_at(pack, cls._place(field.name))) for field in form}
        form.process(data={name: value for name, value in shown.items() if value is not None})
        said = pack.get("colours")
        known = [each for each in said if isinstance(each, Mapping)] if isinstance(said, list) else []
        form.colours = [_colour(number, each) for number, each in enumerate([*known, *[{}] * SPARE][:MOST_COLOURS])]
        return form

    def _offer(self, licences: list[str]) -> None:
        self.licence.choices = options((name, name) for name in licences)

    @classmethod
    def _place(cls, name: str) -> tuple[str, ...]:
        return cls._PLACES.get(name) or path_of(name)

    @property
    def values(self) -> dict[tuple[str | int, ...], Any]:
        """What each field says, by its place in `[pack]`; None for what is left out."""
        found: dict[tuple[str | int, ...], Any] = {}
        for name, field in self._fields.items():
            value = field.numbers if isinstance(field, Widths) else field.data
            found[self._place(name)] = value if value or name in self._ALWAYS else None
        return found

    @property
    def said_colours(self) -> list[dict[str, Any]]:
        return [each.said for each in self.colours if not each.is_empty]

    def validate(self, extra_validators: Any = None) -> bool:
        """The pack's own fields, and those of its colours."""
        own = super().validate(extra_validators)
        return all([own, *(colour.validate() for colour in self.colours)])

    @property
    def errors(self) -> dict[str, Any]:
        """Of the pack and of its colours."""
        return {field.name: field.errors for field in self if field.errors}

    def __iter__(self) -> Iterator[Field]:
        yield from super().__iter__()
        for colour in self.colours:
            yield from colour


def _colour(number: int, said: Mapping[str, Any]) -> ColourForm:
    form = ColourForm(formdata=None, prefix=f"colour-{number}")
    for field in form:
        value = value_at(said, path_of(field.short_name))
        field.data = value if isinstance(value, str) else ""
    return form


def _shown(field: Field, value: Any) -> Any:
    """A value as its field shows it; None where the file has something else there."""
    if isinstance(field, Widths):
        return " ".join(str(each) for each in value) if isinstance(value, list) else None
    return value if isinstance(value, bool if isinstance(field, BooleanField) else str) else None
