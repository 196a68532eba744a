"""What acts and mails are called on the desk."""

from flask_babel import gettext as _

from press.mail.states import MailState


def mail_state(value: MailState) -> str:
    return {
        MailState.QUEUED: _("Waiting to be sent"),
        MailState.SENT: _("Sent"),
        MailState.BOUNCED: _("Bounced"),
    }[value]


def act(action: str) -> str:
    """An entry of the audit, in words; its own name where there are none."""
    return {
        "application.submitted": _("Application submitted"),
        "application.taken_up": _("Taken up"),
        "application.reopened": _("Taken up again"),
        "application.withdrawn": _("Withdrawn by the applicant"),
        "application.approved": _("Approved"),
        "application.declined": _("Not approved"),
        "application.revoked": _("Revoked"),
        "application.evidence": _("Evidence noted"),
        "application.outlet_matched": _("Matched to an outlet"),
        "application.arrived": _("Arrival noted"),
        "application.merged": _("Merged"),
        "outlet.proposed": _("Outlet proposed"),
        "outlet.verified": _("Outlet verified"),
        "outlet.merged": _("Outlet merged"),
        "outlet.own_medium": _("Organisers' own medium: changed"),
    }.get(action, action)


def actor(name: str) -> str:
    """Who acted: the name as the audit has it, in words where it is not a person's."""
    return {
        "applicant": _("the applicant"),
        "system": _("the system"),
        "command line": _("the command line"),
    }.get(name, name)
