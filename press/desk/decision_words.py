"""What outcomes, quotas and the results of many rows are called on the desk."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from press.accreditation import words
from press.accreditation.quotas import MEDIUM, OVERALL, ROLE, Line
from press.accreditation.states import ApplicationState, BatchAct, JobRole, RowOutcome
from press.outlets.states import Medium

_S = ApplicationState
_OUTCOME = {
    _S.APPROVED: _l("Approve"),
    _S.APPROVED_LIMITED: _l("Approve with limits"),
    _S.WAITLISTED: _l("Put on the waiting list"),
    _S.DECLINED: _l("Decline"),
}


def outcome(value: ApplicationState) -> str:
    """An outcome as something to be done."""
    return str(_OUTCOME[value])


_RESULT = {
    RowOutcome.DONE: _l("Done"),
    RowOutcome.ALREADY: _l("No change: already so"),
    RowOutcome.CHANGED: _l("Not done: changed in the meantime. Look at it and recommend again."),
    RowOutcome.TAKEN_BACK: _l("Not done: the recommendation has already been taken back or released."),
    RowOutcome.NO_PLACE: _l("Not done: no place is left."),
    RowOutcome.SAME_OFFICER: _l("Not done: you recommended it. Another officer releases it."),
    RowOutcome.BLOCKED: _l("Not done: the outlet is blocked."),
    RowOutcome.NOT_POSSIBLE: _l("Not done: not possible in its current state."),
    RowOutcome.NOT_FOUND: _l("Not done: no such application to this event."),
}


def result(value: RowOutcome) -> str:
    return str(_RESULT[value])


_BATCH = {
    BatchAct.RELEASE: _l("Release of decisions"),
    BatchAct.RECOMMEND_APPROVE: _l("Recommended: approve"),
    BatchAct.RECOMMEND_DECLINE: _l("Recommended: decline"),
    BatchAct.RECOMMEND_WAITLIST: _l("Recommended: waiting list"),
    BatchAct.TAKE_UP: _l("Taken up"),
}


def batch(value: BatchAct) -> str:
    return str(_BATCH[value])


def quota(line: Line) -> str:
    """Which places: all, this outlet's, a medium's or a role's."""
    if line.kind == OVERALL:
        return _("All places")
    if line.kind == MEDIUM:
        return words.medium(Medium(line.name))
    return words.role(JobRole(line.name)) if line.kind == ROLE else _("This outlet")


def used(line: Line) -> str:
    """A quota in one line, such as "Television: 9 of 10"."""
    return _("%(quota)s: %(taken)s of %(most)s", quota=quota(line), taken=line.taken, most=line.most)
