"""The mail that tells a decision; also what a release shows beforehand."""

from collections.abc import Callable

from press.accreditation.mails.applicant import about_application, approved, approved_limited, declined, revoked
from press.accreditation.models import Application, Decision
from press.accreditation.states import ApplicationState
from press.mail.message import Message


def waitlisted(application: Application, decision: Decision) -> Message:
    """No place now, and perhaps later."""
    return about_application(application, "waitlisted", reason=decision.reason)


def expired(application: Application) -> Message:
    """The event is over and nobody decided."""
    return about_application(application, "expired")


_MAILS: dict[ApplicationState, Callable[[Application, Decision], Message]] = {
    ApplicationState.APPROVED: approved,
    ApplicationState.APPROVED_LIMITED: approved_limited,
    ApplicationState.WAITLISTED: waitlisted,
    ApplicationState.REVOKED: revoked,
}


def outcome_mail(application: Application, decision: Decision, *, has_appealed: bool) -> Message:
    """The mail that goes with this decision. Whoever has appealed once is offered no appeal."""
    if decision.outcome is ApplicationState.DECLINED:
        return declined(application, decision, may_appeal=not has_appealed)
    return _MAILS[decision.outcome](application, decision)
