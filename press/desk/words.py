"""What acts and mails are called on the desk."""

from flask_babel import lazy_gettext as _l

from press.mail.states import MailState

_MAIL_STATE = {
    MailState.QUEUED: _l("Waiting to be sent"),
    MailState.SENT: _l("Sent"),
    MailState.BOUNCED: _l("Bounced"),
}


def mail_state(value: MailState) -> str:
    return str(_MAIL_STATE[value])


_ACT = {
    "application.submitted": _l("Application submitted"),
    "application.taken_up": _l("Taken up"),
    "application.reopened": _l("Taken up again"),
    "application.withdrawn": _l("Withdrawn by the applicant"),
    "application.approved": _l("Approved"),
    "application.approved_limited": _l("Approved with limits"),
    "application.waitlisted": _l("Put on the waiting list"),
    "application.declined": _l("Not approved"),
    "application.recommended": _l("Recommended, silently"),
    "application.recommendation_taken_back": _l("Recommendation taken back"),
    "application.expired": _l("Expired"),
    "application.unmerged": _l("Merge undone"),
    "application.revoked": _l("Revoked"),
    "application.evidence": _l("Evidence noted"),
    "application.outlet_matched": _l("Matched to an outlet"),
    "application.arrived": _l("Arrival noted"),
    "application.merged": _l("Merged"),
    "applications.exported": _l("Applications exported"),
    "event.released": _l("Recommendations released"),
    "event.drawn": _l("Draw held"),
    "event.draw_published": _l("Draw published"),
    "outlet.proposed": _l("Outlet proposed"),
    "outlet.verified": _l("Outlet verified"),
    "outlet.merged": _l("Outlet merged"),
    "outlet.own_medium": _l("Organisers' own medium: changed"),
}


def act(action: str) -> str:
    """An entry of the audit, in words; its own name where there are none."""
    return str(_ACT.get(action, action))


_ACTOR = {
    "applicant": _l("the applicant"),
    "system": _l("the system"),
    "command line": _l("the command line"),
}


def actor(name: str) -> str:
    """Who acted: the name as the audit has it, in words where it is not a person's."""
    return str(_ACTOR.get(name, name))
