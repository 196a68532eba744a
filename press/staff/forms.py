"""Forms of staff."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput

from press.accounts import words
from press.accounts.states import Role
from press.web.fields import Email, Form, Kept, Needed, options


class RolesForm(Form):
    """Roles, and where they hold. `scopes` are the places that the administrator may choose from."""

    where = SelectField(_l("In which event"), validate_choice=True)
    roles = SelectMultipleField(
        _l("Roles"), [Needed(_l("Choose a role at least."))], option_widget=CheckboxInput(), validate_choice=True
    )

    def __init__(self, *args: Any, scopes: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.where.choices = options(scopes)
        self.roles.choices = options((role.value, words.role(role)) for role in Role)

    def chosen(self) -> list[Role]:
        return [Role(value) for value in self.roles.data]


class InviteForm(RolesForm):
    email = Email(_l("E-mail"), [Kept(254)])
