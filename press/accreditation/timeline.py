"""The applicant's timeline, in plain words."""

import math
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

from press.accreditation import item_words, words
from press.accreditation.models import Application
from press.accreditation.states import COUNTING_GRADES, ApplicationState, EvidenceKind, shown_to_applicant
from press.audit.models import AuditEntry
from press.web.language import short_moment

_S = ApplicationState


class Step(NamedTuple):
    """One line of the timeline; `stage` is done, now or todo."""

    title: str
    detail: str
    stage: str


def timeline(
    application: Application, acts: Sequence[AuditEntry], *, usual_wait: timedelta | None = None
) -> list[Step]:
    """What has happened to this application and what comes next; `usual_wait` as in queries.waiting."""
    ahead = _ahead(shown_to_applicant(application.state), usual_wait)
    done = []
    for act in _standing(acts):
        if _is_unjudged(act, acts):
            done.append(_answered(act, undecided=bool(ahead)))
        elif title := _title(act):
            done.append(Step(title, _detail(act), "done"))
    if application.state is _S.RECOMMENDED and not any(act.action == "application.taken_up" for act in acts):
        done.append(Step(_("Review began"), "", "done"))  # whoever is recommended at once was reviewed, too
    return [*done, *ahead]


def _ahead(state: ApplicationState, usual_wait: timedelta | None) -> list[Step]:
    """What comes next. A recommendation is silent: its applicant reads "under review"."""
    told = " ".join(filter(None, (_("We tell you by e-mail."), _usually(usual_wait))))
    match state:
        case _S.SUBMITTED:
            return [
                Step(_("Waiting for review"), _("The PR team will look at it next."), "now"),
                Step(_("Decision"), told, "todo"),
            ]
        case _S.IN_REVIEW:
            return [Step(_("Decision"), told, "now")]
        case _S.NEEDS_INFO:
            return [
                Step(_("Your answer"), _("The review goes on when you have sent what is asked for."), "now"),
                Step(_("Decision"), told, "todo"),
            ]
        case _S.WAITLISTED:
            return [
                Step(
                    _("A free place"), _("We will write to you when you have a place. You need not do anything."), "now"
                )
            ]
        case _:
            return []


def _usually(wait: timedelta | None) -> str:
    if wait is None:
        return ""
    days = math.ceil(wait / timedelta(days=1))
    if days <= 1:
        return _("So far, half of the applicants had their answer within a day.")
    return ngettext(
        "So far, half of the applicants had their answer within %(num)s day.",
        "So far, half of the applicants had their answer within %(num)s days.",
        days,
    )


def _detail(act: AuditEntry) -> str:
    moment = short_moment(act.at)
    what = [item for item in act.details.get("what", []) if item]
    return f"{moment} · {item_words.items(what)}" if what else moment


def _standing(acts: Sequence[AuditEntry]) -> list[AuditEntry]:
    """Of what newsrooms said, the last word alone: it counts."""
    words_of_desk = [act for act in acts if act.action in {"application.desk_confirmed", "application.desk_denied"}]
    return [act for act in acts if act not in words_of_desk[:-1]]


def _is_unjudged(act: AuditEntry, acts: Sequence[AuditEntry]) -> bool:
    """Whether it is a newsroom's word that proves nothing by itself, and no officer has found since that it does. A no
    is the officer's to read; the applicant learns that there is an answer."""
    if act.action == "application.desk_denied":
        return True
    if act.action != "application.desk_confirmed" or act.details.get("grade") in COUNTING_GRADES:
        return False
    since = acts[acts.index(act) + 1 :]
    return not any(
        later.action == "application.evidence"
        and later.details.get("kind") == EvidenceKind.DESK
        and later.details.get("grade") in COUNTING_GRADES
        for later in since
    )


def _answered(act: AuditEntry, *, undecided: bool) -> Step:
    looks = _("An officer will look at the answer.") if undecided else ""
    return Step(_("The newsroom has answered"), " · ".join(filter(None, (_detail(act), looks))), "done")


def _title(act: AuditEntry) -> str:
    if act.action == "application.coming":
        return _("You said that you are coming") if act.details.get("coming") else _("You said that you cannot come")
    return {
        "application.submitted": _("Application received"),
        "application.taken_up": _("Review began"),
        "application.reopened": _("Taken up again"),
        "application.asked": _("We asked you for more"),
        "application.answered": _("You sent what was asked for"),
        "application.went_on": _("The review went on without an answer"),
        "application.changed": _("You changed something"),
        "application.appealed": _("You appealed"),
        "application.withdrawn": _("You withdrew the application"),
        "application.approved": words.state(_S.APPROVED),
        "application.approved_limited": words.state(_S.APPROVED_LIMITED),
        "application.waitlisted": _("You are on the waiting list"),
        "application.declined": words.state(_S.DECLINED),
        "application.revoked": words.state(_S.REVOKED),
        "application.expired": _("The event ended before there was a decision"),
        "application.editor_asked": _("You asked your editor to confirm"),
        "application.desk_confirmed": _("The newsroom confirmed"),
        "application.arrived": _("You came to the event"),
    }.get(act.action, "")
