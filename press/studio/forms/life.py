"""Forms on the pages of review and of the life of releases."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField, RadioField
from wtforms.validators import AnyOf, InputRequired, Regexp, ValidationError

from press.kits.source.toml import SLUG
from press.kits.states import EndingKind
from press.web.fields import Form, Kept, Line, Lines, Needed, options
from press.web.moments import MomentField

_BOTH = _l("Readers see this; write it in both languages.")


class DraftForm(Form):
    """An act on the draft as it stood on the page."""

    version = IntegerField(validators=[InputRequired()])


class SendBackForm(DraftForm):
    remark = Lines(_l("What should be changed"), [Needed(_l("Say what should be changed.")), Kept(2000)], id="remark")


class EmergencyForm(DraftForm):
    reason = Lines(
        _l("Why it cannot wait"),
        [Needed(_l("Say why it cannot wait.")), Kept(1000)],
        description=_l("Kept in the activity log. The revision is flagged until somebody else has approved it."),
        id="emergency-reason",
    )


class NoteForm(DraftForm):
    """Why one release reads otherwise."""

    release = HiddenField(validators=[InputRequired(), Regexp(rf"(?:{SLUG.pattern})\Z")])
    note_th = Line(_l("What was corrected, in Thai"), [Needed(_BOTH), Kept(500)])
    note_en = Line(_l("What was corrected, in English"), [Needed(_BOTH), Kept(500)])

    @classmethod
    def about(cls, release: str) -> "NoteForm":
        """An empty one for this release; there may be several on a page."""
        form = cls(formdata=None, release=release)
        for field in (form.note_th, form.note_en):
            field.id = f"{field.id}-{release}"
        return form


class ReasonsForm(Form):
    """Why something is taken back; it cannot be undone, so that a tick is asked for."""

    reason_th = Lines(_l("Reason in Thai"), [Needed(_BOTH), Kept(1000)])
    reason_en = Lines(_l("Reason in English"), [Needed(_BOTH), Kept(1000)])
    sure = BooleanField(_l("I know that this cannot be undone"))

    def validate_sure(self, field: BooleanField) -> None:
        if not field.data:
            raise ValidationError(str(_l("Tick that you know that this cannot be undone.")))


class EndReleaseForm(ReasonsForm):
    kind = RadioField(_l("How it ends"), validators=[AnyOf([kind.value for kind in EndingKind])])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = options(
            [
                (EndingKind.WITHDRAWN.value, _l("Withdraw: nobody is to publish it any more")),
                (
                    EndingKind.KILLED.value,
                    _l("Kill: nobody may use it, and anyone who has published it must take it down"),
                ),
            ]
        )


class MoveForm(Form):
    """Another time for one of the two clocks; `now` lifts at the second person's word."""

    to = MomentField(_l("New time"))
    now = BooleanField(_l("Now, instead of the time above"))
    reason = Line(_l("Why"), [Needed(_l("Say why the time is changed.")), Kept(300)])

    def validate_to(self, field: MomentField) -> None:
        if not field.data and not self.now.data:
            raise ValidationError(str(_l("Enter day, month, year and time.")))


class DecideForm(Form):
    """The second person's word."""

    accept = HiddenField(validators=[AnyOf(["yes", "no"])])
