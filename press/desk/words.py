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
    "outlet.added": _l("Outlet added by hand"),
    "outlet.edited": _l("Outlet changed"),
    "outlet.imported": _l("Outlet imported"),
    "outlet.taken_apart": _l("Merge undone"),
    "outlet.unverified": _l("Verification taken back"),
    "outlet.dormant": _l("Outlet set dormant"),
    "outlet.blocked": _l("Outlet blocked"),
    "outlet.alias_added": _l("Name added"),
    "outlet.alias_removed": _l("Name removed"),
    "outlet.platform_added": _l("Platform added"),
    "outlet.platform_edited": _l("Platform changed"),
    "outlet.platform_removed": _l("Platform removed"),
    "outlet.evidence": _l("Evidence of the outlet noted"),
    "outlet.evidence_removed": _l("Evidence of the outlet removed"),
    "outlet.owner_changed": _l("Owner changed"),
    "outlet.apart": _l("Said to be two outlets"),
    "outlets.exported": _l("Registry exported"),
    "owner.renamed": _l("Owner renamed"),
    "owner.merged": _l("Owners merged"),
    "event.figures_restated": _l("Figures restated after a merge"),
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
