"""Forms on the page of one application."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField
from wtforms.validators import InputRequired

from press.accreditation import words
from press.accreditation.countries import country_choices
from press.accreditation.quotas import Line as Quota
from press.accreditation.states import DeclineReason, EvidenceKind, Grade
from press.outlets.states import Medium
from press.web.fields import Form, Kept, Line, Lines, LongSelect, Needed, options
from press.web.language import locale


class VersionedForm(Form):
    """A form that decides on the application as it was when the page was opened."""

    version = IntegerField(validators=[InputRequired()])


class ApproveForm(VersionedForm):
    """`full` and `blocked` say why it was refused; `over` is why an admin approves all the same."""

    full: Quota | None = None
    blocked = False

    reason = Lines(_l("Message to the applicant"), [Kept(1000)], id="approve-reason")
    over = Lines(_l("Why it is approved all the same"), [Kept(300)], id="approve-over")


class LimitedForm(ApproveForm):
    limits = Lines(
        _l("Limited to"),
        [Needed(_l("Write what the approval is limited to: the applicant reads this.")), Kept(500)],
        description=_l("For example: the press conference only, or without a camera."),
    )
    reason = Lines(_l("Message to the applicant"), [Kept(1000)], id="limited-reason")
    over = Lines(_l("Why it is approved all the same"), [Kept(300)], id="limited-over")


class WaitlistForm(VersionedForm):
    reason = Lines(_l("Message to the applicant"), [Kept(1000)], id="waitlist-reason")


class DeclineForm(VersionedForm):
    code = SelectField(_l("Reason"))
    reason = Lines(
        _l("In your words, and what would change it"),
        [Needed(_l("Write why, and what would change it: the applicant reads this.")), Kept(1000)],
        description=_l("The applicant reads this as you write it. Thai and English readers are among them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code.choices = options((code.value, words.decline_reason(code)) for code in DeclineReason)


class RevokeForm(VersionedForm):
    reason = Lines(
        _l("Reason"),
        [Needed(_l("Write why: the applicant reads this.")), Kept(1000)],
        description=_l("The applicant reads this as you write it. Thai and English readers are among them."),
        id="revoke-reason",
    )


class BulkForm(Form):
    """The words that go with an act on many applications."""

    reason = Lines(validators=[Kept(1000)])


class MergeForm(VersionedForm):
    into = Line(
        _l("Number of the application that stays"),
        [Needed(_l("Enter the number of the other application.")), Kept(24)],
        description=_l("The same person's other application to this event."),
        id="merge-into",
    )


class MergeSeenForm(MergeForm):
    """The same once more, by an officer who has seen what goes along."""

    into_version = IntegerField(validators=[InputRequired()])


class EvidenceForm(Form):
    kind = SelectField(_l("What you looked at"))
    grade = SelectField(_l("Grade"))
    note = Line(_l("Note"), [Kept(300)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = options((kind.value, words.evidence_kind(kind)) for kind in EvidenceKind)
        self.grade.choices = options((grade.value, words.grade(grade)) for grade in Grade)


class OwnMediumForm(Form):
    own = BooleanField()


class OutletForm(Form):
    name_th = Line(_l("Name in Thai"), [Kept(160)])
    name_en = Line(_l("Name in English"), [Kept(160)])
    medium = SelectField(_l("Medium"))
    country = LongSelect(_l("Country of the newsroom"))
    owner = Line(_l("Owner"), [Kept(160)], description=_l("The legal group behind it. May be empty."))
    how = Line(
        _l("How it was checked"),
        [Needed(_l("Say how this outlet was checked.")), Kept(300)],
        description=_l("For example: licence number, press registration, a call to the desk."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.medium.choices = options((medium.value, words.medium(medium)) for medium in Medium)
        self.country.choices = options(country_choices(locale()))

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        valid = bool(super().validate(*args, **kwargs))
        if not (self.name_th.data or self.name_en.data):
            self.name_th.errors = [str(_l("Enter a name in one language at least."))]
            return False
        return valid
