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
    "outlet.proposed": _l("Outlet proposed"),
    "outlet.verified": _l("Outlet verified"),
    "outlet.merged": _l("Outlet merged"),
    "outlet.own_medium": _l("Organisers' own medium: changed"),
    "event.made": _l("Event made"),
    "event.opened": _l("Event opened"),
    "event.changed": _l("Event settings changed"),
    "event.window_closed": _l("Applications closed by hand"),
    "event.window_opened": _l("Applications opened by hand"),
    "event.mail_worded": _l("Mail reworded"),
    "event.mail_tried": _l("Test mail sent"),
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


_SECTION = {
    "opening": _l("Opening"),
    "texts": _l("Texts"),
    "time": _l("Time and venue"),
    "places": _l("Goal and places"),
    "papers": _l("Papers"),
    "deciding": _l("Decisions"),
    "people": _l("People and privacy"),
    "public": _l("What is public"),
}


def section_names() -> dict[str, str]:
    """The sections of an event's settings, in the order of their tabs."""
    return {name: str(words) for name, words in _SECTION.items()}


_NEED = {
    "names": _l("Names in Thai and English"),
    "summaries": _l("Summaries in Thai and English"),
    "venues": _l("Venue in Thai and English"),
    "data_protection": _l("Data-protection contact: an e-mail address or a telephone"),
    "contact": _l("Press contact: a telephone or an e-mail address"),
    "organisers": _l("Organisers"),
    "descriptions": _l("Descriptions in Thai and English"),
    "papers": _l("Papers asked of applicants"),
}


def need(name: str) -> str:
    """What an event needs before it opens."""
    return str(_NEED[name])
