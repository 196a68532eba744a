"""What people change about their own account."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, RadioField

from press.accounts.forms.signing_in import SecondFactor, new_password
from press.web.fields import Form, Kept, Line, Needed, options


class EditOwn(Form):
    name = Line(_l("Name"), [Kept(100)], description=_l("As it is shown to you, and beside what you do here."))
    language = RadioField(
        _l("Language of pages"), choices=options([("th", "ไทย"), ("en", "English")]), validate_choice=True, default="th"
    )


class ChangePassword(Form):
    current = PasswordField(_l("Current password"), [Needed(_l("Enter your current password."))])
    password = new_password(_l("New password"))


class NewApp(SecondFactor):
    """The first code of a new authenticator app."""


class AddPasskey(Form):
    name = Line(
        _l("Name of the passkey"),
        [Needed(_l("Give the passkey a name.")), Kept(60)],
        description=_l("So that you can tell it apart, such as “my phone” or “blue key”."),
    )
    answer = HiddenField()
