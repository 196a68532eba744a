"""Deciding on a request for an emblem."""

from datetime import datetime, time, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import StopValidation

from press.clock import BANGKOK, now
from press.web.fields import Day, Form, Kept, Lines, Needed


class ApproveForm(Form):
    until = Day(
        _l("Last day on which it may be used"),
        [Needed(_l("Enter the last day."))],
        description=_l("Day/month/year, for example 31/12/2570."),
    )

    def validate_until(self, field: Day) -> None:
        """An approval that is over before it begins helps nobody."""
        if field.day is not None and field.day < now().astimezone(BANGKOK).date():
            raise StopValidation(_("This date has passed."))

    def end(self) -> datetime:
        """The midnight after the last day, in Bangkok."""
        return datetime.combine(self.until.meant + timedelta(days=1), time(), BANGKOK)


class ReasonForm(Form):
    reason = Lines(_l("Reason"), [Needed(_l("Say why; the applicant reads it.")), Kept(1000)])
