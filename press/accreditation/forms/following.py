"""Forms of an application that is under way."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from press.accreditation.forms.applying import ApplicationForm
from press.accreditation.items import FIELDS
from press.accreditation.models import Application
from press.accreditation.states import JobRole
from press.outlets.states import Medium
from press.web.fields import Form, Kept, Lines, Needed

_KINDS = {"medium": Medium, "role": JobRole}


class PartForm(ApplicationForm):
    """Some fields of the application form, filled in with what is kept."""

    def __init__(self, application: Application, fields: Sequence[str], **given: Any) -> None:
        kept = {name: str(getattr(application, column)) for name, column in FIELDS.items()}
        super().__init__(data=kept, **given)
        for name in [field.name for field in self if field.name not in {*fields, *self._own()}]:
            del self[name]

    def _own(self) -> set[str]:
        """Names of the fields that are no part of an application."""
        return set()

    def values(self) -> dict[str, str]:
        """What was typed, checked, by the form's names. Call after `validate`."""
        return {field.name: _KINDS.get(field.name, str)(field.data) for field in self if field.name in FIELDS}


class ChangeForm(PartForm):
    """Everything that its owner may change."""

    def __init__(self, application: Application, **given: Any) -> None:
        super().__init__(application, list(FIELDS), **given)


class AnswerForm(PartForm):
    """The fields that an officer asked for, none of which may stay empty, and room for words."""

    words = Lines(_l("Your answer in words"), [Kept(1000)])

    def _own(self) -> set[str]:
        return {"words"}

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        valid = bool(super().validate(*args, **kwargs))
        for field in self:
            if field.name in FIELDS and not field.data and not field.errors:
                field.errors = [_("The PR team asked for this: fill it in.")]
                valid = False
        return valid


class AppealForm(Form):
    words = Lines(
        _l("Why the decision should be another one"),
        [Needed(_l("Write why: another officer reads it.")), Kept(2000)],
        description=_l("Say what has changed or what was not seen. You can appeal once."),
    )
