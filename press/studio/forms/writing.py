"""Forms of what is written. A text may be empty while it is being written: what is missing is found when it is
checked."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import ValidationError

from press.events.addresses import fold_slug
from press.kits.queries import kit_row
from press.kits.source.toml import SLUG
from press.kits.source.writing import FRONT
from press.kits.states import ReleaseKind
from press.studio import kit_words as words
from press.web.fields import Form, Kept, Line, Lines, Needed, options
from press.web.moments import MomentField

SHORT, LONG = 300, 60_000
RESERVED = frozenset({"new", "alarms"})  # pages of the studio itself


def _slug(form: Form, field: Line) -> None:
    field.data = fold_slug(field.data or "")
    if not SLUG.fullmatch(field.data) or len(field.data) > 80:
        raise ValidationError(_("Use a–z, 0–9 and hyphens, such as 04-city-challenge."))


class ReleaseForm(Form):
    """A release in one language."""

    title = Line(_l("Title"), [Kept(SHORT)])
    subtitle = Line(_l("Subtitle"), [Kept(SHORT)])
    summary = Lines(_l("Summary"), [Kept(1000)], description=_l("One or two sentences for lists, e-mails and feeds."))
    dateline = Line(_l("Dateline"), [Kept(SHORT)], description=_l("Such as: BANGKOK, 11 March 2019"))
    kind = SelectField(_l("Kind"), choices=options((kind.value, words.release_kind(kind)) for kind in ReleaseKind))
    body = Lines(
        _l("Text"), [Kept(LONG)], description=_l("Markdown; headings begin with ##. A fact stands as {{ key }}.")
    )

    @property
    def front(self) -> dict[str, str]:
        """The front matter in its own order."""
        named = ((name, getattr(self, name).data) for name in FRONT)
        # One line each: TOML would keep others, but lists and mails have one line.
        return {name: " ".join((value or "").split()) for name, value in named}


class TextForm(Form):
    """Any text of the folder, as it stands."""

    text = Lines(_l("Text"), [Kept(LONG)])


class KitForm(Form):
    """What the kit is called."""

    title_th = Line(_l("Title in Thai"), [Kept(SHORT)])
    title_en = Line(_l("Title in English"), [Kept(SHORT)])
    summary_th = Lines(_l("Summary in Thai"), [Kept(1000)])
    summary_en = Lines(_l("Summary in English"), [Kept(1000)])


class ScheduleForm(Form):
    """When the kit is there, and when it may be published."""

    available_from = MomentField(_l("Open to accredited media from"), [Needed(_l("Enter when it opens."))])
    embargo_until = MomentField(_l("Embargo until"), [Needed(_l("Enter when the embargo ends."))])

    def validate_embargo_until(self, field: MomentField) -> None:
        if field.data and self.available_from.data and field.data < self.available_from.data:
            raise ValidationError(_("The embargo cannot end before the kit opens."))


class NewKitForm(Form):
    """A kit that does not exist yet."""

    event = SelectField(_l("Event"))
    address = Line(
        _l("Address of the kit"),
        [Kept(80)],
        description=_l("Letters, digits and hyphens. It becomes part of the address /kits/… and cannot be changed."),
    )
    title_th = Line(_l("Title in Thai"), [Needed(_l("Enter the title in Thai.")), Kept(SHORT)])
    title_en = Line(_l("Title in English"), [Needed(_l("Enter the title in English.")), Kept(SHORT)])
    embargo_until = MomentField(_l("Embargo until"), [Needed(_l("Enter when the embargo ends."))])

    def validate_address(self, field: Line) -> None:
        _slug(self, field)
        if field.data in RESERVED or kit_row(field.data) is not None:
            raise ValidationError(_("A kit already has this address. Choose another one."))


class NewReleaseForm(Form):
    """The name of one more release."""

    name = Line(
        _l("Name of the new release"), [Kept(80), _slug], description=_l("It stands in its address: 04-city-challenge")
    )


class FactForm(Form):
    """A fact in both languages. `key` and `group` are those of the address when it is there already."""

    th = Line(_l("In Thai"), [Kept(5000)])
    en = Line(_l("In English"), [Kept(5000)])
    speaker = SelectField(_l("Speaker"), validate_choice=False)

    def validate_th(self, field: Line) -> None:
        if "{{" in (field.data or ""):
            raise ValidationError(_("A fact holds no other key."))

    validate_en = validate_th
