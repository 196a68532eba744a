"""What a draw's rule is called, for officers and for everybody."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from press.accreditation.ranking import APPROVE
from press.accreditation.states import Criterion, DrawScope

_CRITERION = {
    Criterion.GRADE: _l("Grade A before B before C"),
    Criterion.NEW_OUTLET: _l("Outlets that nobody represents yet"),
    Criterion.MEDIUM_TARGET: _l("Media that are below their target"),
    Criterion.BALANCE: _l("Thai or foreign, whichever has fewer outlets"),
    Criterion.SUBMITTED: _l("The earlier day of application"),
}


def criterion(value: str) -> str:
    """What a draw ranks by."""
    return str(_CRITERION[Criterion(value)])


_SCOPE = {
    DrawScope.WAITING: _l("Applications to be decided"),
    DrawScope.WAITLISTED: _l("The waiting list"),
    DrawScope.BOTH: _l("Applications to be decided and the waiting list"),
}


def scope(value: DrawScope) -> str:
    return str(_SCOPE[value])


def outcome(value: str) -> str:
    """What a row of a draw is recommended for."""
    return _("A place") if value == APPROVE else _("Waiting list")
