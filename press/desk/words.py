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
    "application.declined": _l("Not approved"),
    "application.revoked": _l("Revoked"),
    "application.evidence": _l("Evidence noted"),
    "application.outlet_matched": _l("Matched to an outlet"),
    "application.arrived": _l("Arrival noted"),
    "application.merged": _l("Merged"),
    "applications.exported": _l("Applications exported"),
    "application.opened_crew": _l("Opened a crew"),
    "application.joined_crew": _l("Joined a crew"),
    "application.left_crew": _l("Left the crew"),
    "application.leads_crew": _l("Leads the crew"),
    "application.desk_confirmed": _l("The newsroom confirmed"),
    "application.desk_denied": _l("The newsroom says: not ours"),
    "outlet.desk_asked": _l("Newsroom asked"),
    "outlet.desk_denied": _l("The address says that it is not the newsroom"),
    "outlet.domain_registered": _l("Domain of the outlet registered"),
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
    "outlet desk": _l("the newsroom"),
    "system": _l("the system"),
    "command line": _l("the command line"),
}


def actor(name: str) -> str:
    """Who acted: the name as the audit has it, in words where it is not a person's."""
    return str(_ACTOR.get(name, name))
