"""The applicant names the editor or desk that can confirm."""

from collections.abc import Collection
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import ValidationError

from press.web.fields import Email, Form, Kept


class EditorForm(Form):
    """`own` is the applicant's address, which confirms nothing; `domains` are known as the outlet's own."""

    email = Email(_l("E-mail of your editor or desk"), [Kept(254)])

    def __init__(self, *args: Any, own: str = "", domains: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        self.email.description = (
            _(
                "An answer from an address at %(domains)s counts at once. At any other, the PR team looks at it first.",
                domains=", ".join(sorted(domains)),
            )
            if domains
            else _("Preferably the newsroom's own address, such as desk@news.example. The PR team looks at the answer.")
        )

    def validate_email(self, field: Field) -> None:
        if field.data == self.own:
            raise ValidationError(_("Name somebody else: you cannot confirm yourself."))
