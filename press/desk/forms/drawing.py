"""The draw's rule, and its seed."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, RadioField, SelectField
from wtforms.validators import NumberRange

from press.accreditation import draw_words, words
from press.accreditation.ranking import Rule
from press.accreditation.states import Criterion, DrawScope
from press.outlets.states import Medium
from press.web.fields import Form, Kept, Line, Needed, options

MOST_PLACES = 10_000


class RuleForm(Form):
    places = IntegerField(
        _l("Places to give"), [NumberRange(1, MOST_PLACES, _l("Enter a number of places, such as 20."))]
    )
    scope = RadioField(_l("Who takes part"), default=DrawScope.WAITING.value)
    medium = SelectField(_l("Medium"), default="")
    first = SelectField(_l("First by"), default="")
    second = SelectField(_l("then by"), default="")
    third = SelectField(_l("then by"), default="")
    fourth = SelectField(_l("then by"), default="")
    fifth = SelectField(_l("then by"), default="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope.choices = options((each.value, draw_words.scope(each)) for each in DrawScope)
        self.medium.choices = options([("", _("All media")), *((each.value, words.medium(each)) for each in Medium)])
        for field in self.criteria_fields():
            field.choices = options([("", "–"), *((each.value, draw_words.criterion(each)) for each in Criterion)])

    def criteria_fields(self) -> list[SelectField]:
        return [self.first, self.second, self.third, self.fourth, self.fifth]

    def rule(self) -> Rule:
        """The rule, checked; a criterion that is named twice counts where it is named first. Call after `validate`."""
        chosen = dict.fromkeys(Criterion(field.data) for field in self.criteria_fields() if field.data)
        return Rule(
            places=self.places.data,
            scope=DrawScope(self.scope.data),
            medium=Medium(self.medium.data) if self.medium.data else None,
            criteria=tuple(chosen),
        )


class SeedForm(RuleForm):
    """The rule again, as it was on the screen, with the seed."""

    seed = Line(
        _l("Seed"),
        [Needed(_l("Enter a seed: any text that nobody could have chosen for the result.")), Kept(200)],
        description=_l(
            "For example the result of a public lottery, read out on the day. It is published with the result."
        ),
    )
    seen = HiddenField()
