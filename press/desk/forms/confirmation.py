"""Forms on the desk's page of one application: ask a newsroom, judge its answer, know its domain."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from press.accreditation.states import Grade
from press.web.fields import Email, Form, Kept, Line, Needed, options


class AskDeskForm(Form):
    email = Email(
        _l("The newsroom's address"),
        [Kept(254)],
        description=_l("At the outlet's own domain its yes is of grade A; from any other address you judge."),
    )


class JudgeForm(Form):
    """Sent by the buttons, one a grade."""

    grade = SelectField(_l("Grade"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.grade.choices = options((grade.value, grade.value) for grade in Grade)


class DomainForm(Form):
    how = Line(
        _l("How you checked that the domain is the outlet's"),
        [Needed(_l("Say how you checked it.")), Kept(300)],
        description=_l("For example: it is the address on the outlet's imprint; a call to the published number."),
        id="domain-how",
    )
