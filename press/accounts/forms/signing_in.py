"""Forms of signing in."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField

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


class RecoveryCodeForm(Form):
    code = Line(
        _l("Recovery code"),
        [Needed(_l("Enter one of your recovery codes.")), Kept(60)],
        description=_l("One of the ten that you saved when you set up the second factor. Hyphens do not matter."),
    )


class PasskeyAnswer(Form):
    """What the browser has signed, put there by a script."""

    answer = HiddenField()


def new_password(label: Any) -> PasswordField:
    """A field for a password that is to be set; the verb checks it."""
    return PasswordField(
        label,
        [Needed(_l("Enter a password."))],
        description=_l("At least 12 characters. Several words in a row are easy to remember."),
    )


class AcceptInvitation(Form):
    name = Line(
        _l("Your name"),
        [Needed(_l("Enter your name.")), Kept(100)],
        description=_l("As your colleagues see it beside what you do here."),
    )
    password = new_password(_l("Password"))


class ResetPassword(Form):
    password = new_password(_l("New password"))
