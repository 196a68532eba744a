"""Forms of privacy."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, RadioField, SelectField
from wtforms.validators import ValidationError

from press.privacy import words
from press.privacy.states import RequestKind, RequestState
from press.web.fields import Form, Kept, Lines, Needed, options


class AskForm(Form):
    kind = SelectField(
        _l("What would you like us to do?"),
        choices=lambda: options((kind.value, words.kind(kind)) for kind in RequestKind),
    )
    words = Lines(_l("In your words"), [Needed(_l("Say in your own words what you would like us to do.")), Kept(2000)])


class AnswerForm(Form):
    outcome = RadioField(
        _l("Outcome"),
        [Needed(_l("Choose the outcome."))],
        choices=options([(RequestState.DONE.value, _l("Done")), (RequestState.REFUSED.value, _l("Refused"))]),
    )
    answer = Lines(
        _l("Answer to the person"),
        [Kept(2000)],
        description=_l("The person reads this by e-mail. A refusal needs its reason."),
    )

    def validate_answer(self, field: Lines) -> None:
        """A refusal says why."""
        if self.outcome.data == RequestState.REFUSED and not field.data:
            raise ValidationError(_("Say why it is refused."))


class EraseForm(Form):
    """Who erases shows once more who they are: it cannot be undone."""

    password = PasswordField(_l("Your password"), [Needed(_l("Enter your password.")), Kept(200)])
