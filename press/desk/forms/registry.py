"""Forms of the registry of outlets. Several stand on one page: each field has an id of its own."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional, StopValidation

from press.accreditation import words
from press.accreditation.countries import country_choices
from press.clock import BANGKOK, now
from press.desk import registry_words
from press.outlets.names import fold
from press.outlets.states import EvidenceGrade, Medium, OutletEvidenceKind, PlatformKind
from press.web.fields import Day, Form, Kept, Line, Lines, LongSelect, Needed, options
from press.web.language import locale


class VersionedOutletForm(Form):
    """A form about the outlet as it was when the page was opened."""

    version = IntegerField(validators=[InputRequired()])


class FactsForm(VersionedOutletForm):
    name_th = Line(_l("Name in Thai"), [Kept(160)])
    name_en = Line(_l("Name in English"), [Kept(160)])
    medium = SelectField(_l("Medium"))
    country = LongSelect(_l("Country of the newsroom"))
    owner = Line(_l("Owner"), [Kept(160)], description=_l("The legal group behind it. May be empty."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.medium.choices = options((medium.value, words.medium(medium)) for medium in Medium)
        self.country.choices = options(country_choices(locale()))

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        valid = bool(super().validate(*args, **kwargs))
        if not fold((self.name_th.data or "") + (self.name_en.data or "")):
            self.name_th.errors = [_("Enter a name in one language at least.")]
            return False
        return valid


class VerifyForm(VersionedOutletForm):
    how = Line(
        _l("How it was checked"),
        [Needed(_l("Say how this outlet was checked.")), Kept(300)],
        description=_l("For example: licence number, press registration, a call to the desk."),
    )


class StandingForm(VersionedOutletForm):
    state = SelectField(_l("New state"), choices=options([("unverified", ""), ("dormant", ""), ("blocked", "")]))
    reason = Line(_l("Reason"), [Needed(_l("Say why.")), Kept(300)], id="standing-reason")


class AliasForm(Form):
    alias = Line(_l("Another name"), [Kept(160)])

    def validate_alias(self, field: Line) -> None:
        if not fold(field.data or ""):
            raise StopValidation(_("Enter a name with at least one letter or digit."))


class PlatformForm(Form):
    platform_kind = SelectField(_l("Kind"))
    platform_medium = SelectField(_l("Medium"))
    platform_name = Line(
        _l("Name of the platform"),
        [Needed(_l("Enter a name.")), Kept(160)],
        description=_l("The outlet will be found by this name."),
    )
    address = Line(_l("Address, handle or frequency"), [Kept(300)])
    followers = IntegerField(_l("Followers"), [Optional(), NumberRange(0, 2_000_000_000)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.platform_kind.choices = options((kind.value, registry_words.platform(kind)) for kind in PlatformKind)
        self.platform_medium.choices = options((medium.value, words.medium(medium)) for medium in Medium)


class OutletEvidenceForm(Form):
    evidence_kind = SelectField(_l("What you looked at"))
    evidence_grade = SelectField(_l("Grade"))
    evidence_words = Line(_l("Number, or what it says"), [Needed(_l("Enter the number, or what it says.")), Kept(300)])
    valid_until = Day(_l("Valid until"), description=_l("Day/month/year, for example 31/12/2570. May be empty."))
    evidence_note = Line(_l("Note"), [Kept(300)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.evidence_kind.choices = options(
            [(kind.value, registry_words.evidence(kind)) for kind in OutletEvidenceKind]
        )
        self.evidence_grade.choices = options((grade.value, registry_words.grade(grade)) for grade in EvidenceGrade)


class OwnerForm(VersionedOutletForm):
    new_owner = Line(_l("New owner"), [Kept(160)], description=_l("Empty: not known."))
    since = Day(_l("Since"), [Needed(_l("Enter the day."))], description=_l("Day/month/year, for example 1/4/2568."))

    def validate_since(self, field: Day) -> None:
        if field.day is not None and field.day > now().astimezone(BANGKOK).date():
            raise StopValidation(_("This date is in the future."))


class MergeForm(Form):
    into = IntegerField(validators=[InputRequired()])
    version = IntegerField(validators=[InputRequired()])
    into_version = IntegerField(validators=[InputRequired()])
    reason = Lines(
        _l("Reason"),
        [Needed(_l("Say why these are one outlet.")), Kept(500)],
        description=_l("It stands in the activity log beside the restated figures."),
    )


class UndoForm(Form):
    why = Line(_l("Why they are two"), [Needed(_l("Say why.")), Kept(300)])


class RenameForm(Form):
    name = Line(_l("Name of the owner"), [Needed(_l("Enter a name.")), Kept(160)])


class MergeOwnerForm(Form):
    into_owner = LongSelect(_l("Is the same as"), coerce=int)
