"""Forms of an event's settings, one a section. Each says which columns it sets, and what they hold now."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FormField, StringField
from wtforms.validators import ValidationError

from press.desk.forms.application import VersionedForm
from press.desk.forms.event_rows import ByMedium, ByRole, problems_of, written_in
from press.desk.forms.fields import OptionalEmail, Ticks, WholeNumber
from press.events.addresses import LONGEST_SLUG, PREFIX, RESERVED, SLUG, fold_prefix, fold_slug
from press.events.models import Event
from press.events.queries import prefix_is_taken, slug_is_taken
from press.events.settings import MOST_DAYS, PUBLIC_FIGURES, Quotas
from press.events.words import figure
from press.web.fields import Form, Kept, Line, Lines, Needed, options
from press.web.moments import MomentField

Columns = dict[str, Any]
_NAME_NEEDED = Needed(_l("Enter the event's name in this language."))


class SettingsForm(VersionedForm):
    """A section of the settings."""

    @classmethod
    def holds(cls, event: Event) -> Columns:
        """What the fields hold now: by default the columns of their names."""
        names = [name for name in dir(cls) if hasattr(event, name) and name not in ("version", "name")]
        return {name: getattr(event, name) for name in names}

    @classmethod
    def of(cls, event: Event) -> "SettingsForm":
        """The form as it stands for this event, or as it was sent."""
        return cls(data=cls.holds(event))

    def columns(self) -> Columns:
        """What is to be set."""
        return {name: field.data for name, field in self._fields.items() if name != "version"}

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Each fault, with the id of the control it is about."""
        return problems_of(self)


class AddressFields(Form):
    """Address and letters of an event that is not open yet. `own_id` is the event that may have them already."""

    slug = Line(
        _l("Address of the event's page"),
        [Needed(_l("Enter an address.")), Kept(LONGEST_SLUG)],
        description=_l(
            "Lower-case letters a–z, digits and hyphens, such as city-forum-2027. Fixed once the event is open."
        ),
    )
    ref_prefix = Line(
        _l("Prefix of application numbers"),
        [Needed(_l("Enter two to six letters."))],
        description=_l("Two to six capital letters or digits, such as SCT. Fixed once the event is open."),
    )
    own_id: int | None = None

    def validate_slug(self, field: StringField) -> None:
        field.data = fold_slug(field.data)
        if not SLUG.fullmatch(field.data):
            raise ValidationError(_("Use lower-case letters a–z, digits and hyphens; at least three characters."))
        if field.data in RESERVED:
            raise ValidationError(_("This word is taken by the service itself. Choose another one."))
        if slug_is_taken(field.data, but=self.own_id):
            raise ValidationError(_("Another event has this address."))

    def validate_ref_prefix(self, field: StringField) -> None:
        field.data = fold_prefix(field.data)
        if not PREFIX.fullmatch(field.data):
            raise ValidationError(_("Use two to six capital letters or digits, a letter first."))
        if prefix_is_taken(field.data, but=self.own_id):
            raise ValidationError(_("Another event has these letters."))


class TextsForm(SettingsForm, AddressFields):
    name_th = Line(_l("Name in Thai"), [_NAME_NEEDED, Kept(160)])
    name_en = Line(_l("Name in English"), [_NAME_NEEDED, Kept(160)])
    summary_th = Lines(_l("Summary in Thai"), [Kept(400)], description=_l("One or two sentences."))
    summary_en = Lines(_l("Summary in English"), [Kept(400)], description=_l("One or two sentences."))
    description_th = Lines(_l("Description in Thai"), [Kept(20_000)])
    description_en = Lines(_l("Description in English"), [Kept(20_000)])

    @classmethod
    def of(cls, event: Event) -> "TextsForm":
        form = cls(data=cls.holds(event))
        form.own_id = event.id
        if event.opened_at is not None:
            del form.slug
            del form.ref_prefix
        return form


class Span(Form):
    """From when to when."""

    starts_at = MomentField(_l("Begins"), [Needed(_l("Enter when it begins."))])
    ends_at = MomentField(_l("Ends"), [Needed(_l("Enter when it ends."))])

    def validate_ends_at(self, field: MomentField) -> None:
        if self.starts_at.data and field.data and field.data <= self.starts_at.data:
            raise ValidationError(_("The end is not after the beginning."))


class TimeForm(SettingsForm, Span):
    venue_th = Line(_l("Venue in Thai"), [Kept(200)])
    venue_en = Line(_l("Venue in English"), [Kept(200)])
    applications_open_at = MomentField(
        _l("Applications open"), description=_l("Empty: as soon as the event is opened.")
    )
    applications_close_at = MomentField(_l("Applications close"), description=_l("Empty: when the event ends."))

    def validate_applications_close_at(self, field: MomentField) -> None:
        if not field.data:
            return
        if self.applications_open_at.data and field.data <= self.applications_open_at.data:
            raise ValidationError(_("The end is not after the beginning."))
        if self.ends_at.data and field.data > self.ends_at.data:
            raise ValidationError(_("Applications close after the event has ended."))


class PlacesForm(SettingsForm):
    goal = WholeNumber(_l("Goal: outlets accredited"), least=1, most=2_000, needed=True)
    targets = FormField(ByMedium, _l("Outlets wanted, by medium"))
    overall = WholeNumber(_l("People in all"))
    per_outlet = WholeNumber(_l("People of one outlet"))
    by_medium = FormField(ByMedium, _l("People by medium"))
    by_role = FormField(ByRole, _l("People by role"))

    @classmethod
    def holds(cls, event: Event) -> Columns:
        return {"goal": event.goal, "targets": event.targets, **event.places().as_json()}

    def columns(self) -> Columns:
        quotas = Quotas(
            overall=self.overall.data,
            per_outlet=self.per_outlet.data,
            by_medium=written_in(self.by_medium),
            by_role=written_in(self.by_role),
        )
        return {
            "goal": self.goal.data,
            "targets": written_in(self.targets),
            "quotas": quotas.as_json() if quotas else {},
        }


class DecidingForm(SettingsForm):
    two_officers = BooleanField(
        _l("Two officers: one recommends, another releases"),
        description=_l("Otherwise one officer may do both in one step."),
    )
    promotes_by_itself = BooleanField(
        _l("A free place goes to the next on the waiting list at once"),
        description=_l("Otherwise an officer gives it."),
    )
    appeal_days = WholeNumber(
        _l("Days to appeal against a decline"), most=MOST_DAYS, needed=True, description=_l("0: there is no appeal.")
    )


class PublicForm(SettingsForm):
    public_progress = BooleanField(_l("The public sees how far the event has come"))
    public_figures = Ticks(
        _l("Which figures"),
        choices=lambda: options((name, figure(name)) for name in PUBLIC_FIGURES),
        description=_l("On the event's page and in its JSON."),
    )
    kit_slug = Line(
        _l("Address of the press kit"),
        [Kept(80)],
        description=_l("The name of the kit's folder, as it was published. The approval e-mail leads there."),
    )

    def columns(self) -> Columns:
        return {**super().columns(), "kit_slug": self.kit_slug.data or None}


class PrivacyFields(Form):
    """Whom to turn to about personal data, and for how long it is kept."""

    dp_name = Line(_l("Name or office"), [Kept(120)])
    dp_email = OptionalEmail(_l("E-mail"), [Kept(200)])
    dp_phone = Line(_l("Telephone"), [Kept(60)])
    retention_days = WholeNumber(_l("Days after the event until papers are deleted"), most=MOST_DAYS, needed=True)
