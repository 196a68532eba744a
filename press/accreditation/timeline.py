"""The applicant's timeline, in plain words."""

from typing import NamedTuple

from flask_babel import gettext as _

from press.accreditation import words
from press.accreditation.models import Application
from press.accreditation.states import ApplicationState
from press.audit.models import AuditEntry
from press.web.language import short_moment


class Step(NamedTuple):
    """One line of the timeline; `stage` is done, now or todo."""

    title: str
    detail: str
    stage: str


def timeline(application: Application, acts: list[AuditEntry]) -> list[Step]:
    """What has happened to this application and what comes next."""
    steps = [Step(_title(act), short_moment(act.at), "done") for act in _standing(acts) if _title(act)]
    match application.state:
        case ApplicationState.SUBMITTED:
            steps.append(Step(_("Waiting for review"), _("The PR team will look at it next."), "now"))
            steps.append(Step(_("Decision"), _("We tell you by e-mail."), "todo"))
        case ApplicationState.IN_REVIEW:
            steps.append(Step(_("Decision"), _("We tell you by e-mail."), "now"))
        case _:
            pass
    return steps


def _standing(acts: list[AuditEntry]) -> list[AuditEntry]:
    """Without a newsroom's yes that it took back or gave again: its last word counts, and a no is not the applicant's
    to read."""
    words_of_desk = [act for act in acts if act.action in {"application.desk_confirmed", "application.desk_denied"}]
    return [act for act in acts if act not in words_of_desk[:-1]]


def _title(act: AuditEntry) -> str:
    return {
        "application.submitted": _("Application received"),
        "application.taken_up": _("Review began"),
        "application.reopened": _("Taken up again"),
        "application.withdrawn": _("You withdrew the application"),
        "application.approved": words.state(ApplicationState.APPROVED),
        "application.declined": words.state(ApplicationState.DECLINED),
        "application.revoked": words.state(ApplicationState.REVOKED),
        "application.desk_confirmed": _("The newsroom confirmed"),
        "application.arrived": _("You came to the event"),
    }.get(act.action, "")
