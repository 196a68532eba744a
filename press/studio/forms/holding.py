"""Forms of the studio's pages about holders, hand-over and the next kit."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import ValidationError

from press.kits.source.toml import SLUG
from press.studio.forms.writing import RESERVED
from press.web.fields import Form, Kept, Line, Needed, options

LONGEST_REMARK = 300


class TelephonedForm(Form):
    """What was said on the telephone."""

    remark = Line(_l("Note"), validators=[Kept(LONGEST_REMARK)])


class HandOverForm(Form):
    """What is to be in the sealed kit."""

    with_names = BooleanField(_l("With names and addresses in the logs"))


class CopyForm(Form):
    """The next kit: its name in addresses, its event, and whether the releases come along."""

    slug = Line(
        _l("Address of the kit"),
        description=_l("Lower-case letters, digits and hyphens, such as smart-city-2027. It cannot be changed later."),
        validators=[Needed(_l("Enter a name.")), Kept(80)],
    )
    event = SelectField(_l("Event"))
    releases = RadioField(
        _l("Releases"),
        choices=options([("keep", _l("Carry them over, to be rewritten")), ("leave", _l("Leave them out"))]),
        default="keep",
    )

    def validate_slug(self, field: Any) -> None:
        if not SLUG.fullmatch(field.data):
            raise ValidationError(_("Use lower-case letters a–z, digits and single hyphens only."))
        if field.data in RESERVED:
            raise ValidationError(_("A kit already has this address. Choose another one."))
