"""Forms of signing in."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField

from press.web.fields import Email, Form, Kept, Line, Needed


class AskLink(Form):
    email = Email(_l("E-mail"), [Kept(254)])


class TypedCode(Form):
    code = Line(_l("Code"), [Kept(20)], description=_l("The code on the screen where you asked for the link."))


class StaffSignIn(Form):
    email = Email(_l("E-mail"), [Kept(254)])
    password = PasswordField(_l("Password"), [Needed(_l("Enter your password.")), Kept(200)])


class SecondFactor(Form):
    code = Line(
        _l("Six-digit code"),
        [Needed(_l("Enter the code that your app shows.")), Kept(20)],
        description=_l("Open the authenticator app on your phone."),
    )
