"""The applicant names the editor or desk that can confirm."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import ValidationError

from press.web.fields import Email, Form, Kept


class EditorForm(Form):
    """`own` is the applicant's address, which confirms nothing."""

    email = Email(
        _l("E-mail of your editor or desk"),
        [Kept(254)],
        description=_l("Best the newsroom's own address, such as desk@news.example: then its answer counts at once."),
    )

    def __init__(self, *args: Any, own: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own

    def validate_email(self, field: Field) -> None:
        if field.data == self.own:
            raise ValidationError(_("Name somebody else: you cannot confirm yourself."))
