"""What a newsroom answers: for each person yes or not ours, who answers, and whom it adds."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, IntegerField, RadioField
from wtforms.validators import InputRequired, ValidationError

from press.accreditation.forms.people import PeopleForm
from press.accreditation.models import Application
from press.accreditation.queries.confirmations import Listed
from press.accreditation.states import DeskAnswer
from press.web.fields import Form, Kept, Line, Needed, options

_ANSWERS = frozenset(answer.value for answer in DeskAnswer)


class NotOursForm(Form):
    """The address is no newsroom: nothing more is asked of whoever reads there."""

    version = IntegerField(validators=[InputRequired()])


class NewsroomForm(PeopleForm):
    """Everybody needs an answer; `all` is the button "Yes to all who are left"."""

    version = IntegerField(validators=[InputRequired()])
    all = BooleanField()
    who = Line(_l("Your name"), [Needed(_l("Enter your name.")), Kept(120)])
    function = Line(
        _l("Your function"),
        [Needed(_l("Enter your function in the newsroom.")), Kept(120)],
        description=_l("For example: news editor, assignment desk."),
    )

    def answer_of(self, application: Application) -> Any:
        """The question about this person; None where it is answered for good."""
        return self._fields.get(_name_of(application))

    def answers(self, people: list[Listed]) -> dict[int, DeskAnswer]:
        """What was said of whom, by the numbers of applications. "Yes to all" is for whoever is not answered yet."""
        said = {}
        for each in people:
            field = self.answer_of(each.application)
            if field is None:
                continue
            if field.data in _ANSWERS:
                said[each.application.id] = DeskAnswer(field.data)
            elif self.all.data:
                said[each.application.id] = DeskAnswer.YES
        return said


def newsroom_form(people: list[Listed], **values: Any) -> NewsroomForm:
    """The form for these people. Nobody's answer is chosen before the newsroom has chosen it."""
    choices = [(DeskAnswer.YES.value, _("Yes, covers for us")), (DeskAnswer.NO.value, _("Not ours"))]
    fields = {
        _name_of(each.application): RadioField(
            each.application.ref,
            default=each.answer.value if each.answer else None,
            validate_choice=False,
            validators=[_answered],
        )
        for each in people
        if each.may_be_answered
    }
    form: NewsroomForm = type("NewsroomForm", (NewsroomForm,), fields)(**values)
    for name in fields:
        form[name].choices = options(choices)
    return form


def _answered(form: NewsroomForm, field: Field) -> None:
    if field.data not in _ANSWERS and not form.all.data:
        raise ValidationError(_("Choose an answer."))


def _name_of(application: Application) -> str:
    return f"answer_{application.ref}"
