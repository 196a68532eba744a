"""What a script is told when a text was saved, or was not."""

from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from press.kits.models import DraftFile
from press.web.fields import Form
from press.web.language import clock_time


def saved(file: DraftFile, **more: Any) -> ResponseReturnValue:
    """The version that the next save begins from, and the words for it."""
    words = _("Saved at %(time)s", time=clock_time(file.changed_at))
    return jsonify(version=file.version, said=words, **more)


def not_saved(form: Form) -> ResponseReturnValue:
    """What is wrong, field by field."""
    faults = {field.id: str(field.errors[0]) for field in form if field.errors}
    return jsonify(message=next(iter(faults.values())), faults=faults), 422
