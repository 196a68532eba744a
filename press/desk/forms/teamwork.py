"""Forms for what officers tell each other and keep for themselves."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from press.accounts.models import Account
from press.accreditation import words
from press.accreditation.states import ApplicationState, DeclineReason
from press.web.fields import Form, Kept, Line, Lines, Needed, options

LONGEST_NOTE = 2_000
# For what a ready-made reason may be: decisions that are told in words.
OUTCOMES = (
    ApplicationState.DECLINED,
    ApplicationState.NEEDS_INFO,
    ApplicationState.WAITLISTED,
    ApplicationState.APPROVED_LIMITED,
    ApplicationState.REVOKED,
)


class NoteForm(Form):
    text = Lines(
        _l("Note"),
        [Needed(_l("Write the note.")), Kept(LONGEST_NOTE)],
        description=_l("Only officers of this event read it. Write @ and a name to mention somebody."),
        id="note-text",
    )
    called = SelectMultipleField(
        _l("Tell by e-mail"), coerce=int, option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )

    def __init__(self, *args: Any, team: Sequence[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team = team
        self.called.choices = options((account.id, account.name or account.email) for account in team)

    def everybody_called(self) -> list[Account]:
        """Who was ticked, and who stands in the text as @name: the whole name, or its first part if that is one
        person's."""
        text = (self.text.data or "").casefold()
        return [
            account
            for account in self.team
            if account.id in (self.called.data or []) or any(f"@{name}" in text for name in self._names(account))
        ]

    def _names(self, account: Account) -> list[str]:
        whole = account.name.casefold()
        firsts = [other.name.casefold().partition(" ")[0] for other in self.team]
        first = whole.partition(" ")[0]
        names = [whole, account.email, first if firsts.count(first) == 1 else ""]
        return [name for name in names if name]


class ViewForm(Form):
    name = Line(_l("Name of the view"), [Needed(_l("Give the view a name.")), Kept(60)], id="view-name")
    shared = BooleanField(_l("Show it to everybody who reviews in this event"), id="view-shared")


class ReasonForm(Form):
    outcome = SelectField(_l("For"))
    code = SelectField(_l("Reason from the list"))
    title = Line(_l("Title"), [Needed(_l("Give it a title.")), Kept(80)])
    text_th = Lines(_l("Words in Thai"), [Kept(1000)])
    text_en = Lines(_l("Words in English"), [Kept(1000)])
    everywhere = BooleanField(_l("For all events"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outcome.choices = options((state.value, words.state(state)) for state in OUTCOMES)
        self.code.choices = options([("", "–"), *((code.value, words.decline_reason(code)) for code in DeclineReason)])

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        valid = bool(super().validate(*args, **kwargs))
        if not (self.text_th.data or self.text_en.data):
            self.text_th.errors = [str(_l("Write it in one language at least."))]
            return False
        return valid
