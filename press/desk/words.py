"""What acts and mails are called on the desk."""

from flask_babel import lazy_gettext as _l

from press.accreditation.models.confirmation import DESK
from press.accreditation.queries.filtering import Claimed, Papers, Seen, Sort
from press.accreditation.states import FlagKind
from press.audit.words import actor
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
    "application.asked": _l("More was asked for"),
    "application.answered": _l("The applicant answered"),
    "application.went_on": _l("Review went on without an answer"),
    "application.changed": _l("Changed by the applicant"),
    "application.appealed": _l("The applicant appealed"),
    "application.coming": _l("The applicant said whether they are coming"),
    "application.merged": _l("Merged"),
    "application.claimed": _l("Claimed"),
    "application.claim_released": _l("Claim given back"),
    "application.note": _l("Internal note"),
    "application.flag_settled": _l("Flag settled"),
    "reason.kept": _l("Ready-made reason saved"),
    "reason.deleted": _l("Ready-made reason deleted"),
    "application.paper": _l("Paper handed in"),
    "application.paper_replaced": _l("Paper replaced"),
    "application.paper_opened": _l("Paper opened"),
    "application.paper_deleted": _l("Scan deleted after its time"),
    "applications.exported": _l("Applications exported"),
    "application.opened_crew": _l("Opened a crew"),
    "application.joined_crew": _l("Joined a crew"),
    "application.left_crew": _l("Left the crew"),
    "application.leads_crew": _l("Leads the crew"),
    "application.editor_asked": _l("The applicant named an editor"),
    "application.desk_confirmed": _l("The newsroom confirmed"),
    "application.desk_denied": _l("The newsroom says: not ours"),
    "outlet.desk_asked": _l("Newsroom asked"),
    "outlet.desk_denied": _l("The address says that it is not the newsroom"),
    "outlet.domain_registered": _l("Domain of the outlet registered"),
    "event.released": _l("Recommendations released"),
    "event.drawn": _l("Draw held"),
    "event.draw_published": _l("Draw published"),
    "outlet.proposed": _l("Outlet proposed"),
    "outlet.verified": _l("Outlet verified"),
    "outlet.merged": _l("Outlet merged"),
    "outlet.own_medium": _l("Organisers' own medium: changed"),
    "event.made": _l("Event created"),
    "event.opened": _l("Event opened"),
    "event.changed": _l("Event settings changed"),
    "event.window_closed": _l("Applications closed by hand"),
    "event.window_opened": _l("Applications opened by hand"),
    "event.mail_worded": _l("E-mail reworded"),
    "event.mail_tried": _l("Test e-mail sent"),
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
    "event.figures_frozen": _l("Figures kept as they were when the event ended"),
    "account.staff_added": _l("Staff: added on the command line"),
    "account.invited": _l("Staff: invited"),
    "account.invitation_accepted": _l("Staff: invitation accepted"),
    "account.role_given": _l("Staff: role given"),
    "account.role_taken": _l("Staff: role taken away"),
    "account.disabled": _l("Staff: disabled"),
    "account.enabled": _l("Staff: enabled again"),
    "account.password_changed": _l("Password changed"),
    "account.password_reset": _l("Password reset by an e-mailed link"),
    "account.second_factor_set": _l("Authenticator app set up"),
    "account.second_factor_reset": _l("Second factors removed by an administrator"),
    "account.recovery_codes_made": _l("Recovery codes created"),
    "account.recovery_code_used": _l("Recovery code used"),
    "account.passkey_added": _l("Passkey added"),
    "account.passkey_removed": _l("Passkey removed"),
    "data_request.asked": _l("Data request: received"),
    "data_request.done": _l("Data request: done"),
    "data_request.refused": _l("Data request: refused"),
    "data_request.copy_taken": _l("Copy of one's own data taken"),
}


def act(action: str) -> str:
    """An entry of the audit, in words; its own name where there are none."""
    return str(_ACT.get(action, action))


def acts() -> list[tuple[str, str]]:
    """Every act that has a name, for a list to choose from."""
    return sorted(((action, str(name)) for action, name in _ACT.items()), key=lambda each: each[1])


def checked_by(name: str) -> str:
    """Who checked evidence: an officer, or the newsroom with its address."""
    return f"{actor('outlet desk')} {name.removeprefix(DESK)}" if name.startswith(DESK) else name


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
    "data_protection": _l("Data-protection contact: an e-mail address or a telephone number"),
    "contact": _l("Press contact: a telephone number or an e-mail address"),
    "organisers": _l("Organisers"),
    "descriptions": _l("Descriptions in Thai and English"),
    "papers": _l("Papers asked of applicants"),
}


def need(name: str) -> str:
    """What an event needs before it opens."""
    return str(_NEED[name])


_SORT = {
    Sort.OLDEST: _l("Longest waiting first"),
    Sort.NEWEST: _l("Newest first"),
    Sort.NAME: _l("Name"),
    Sort.OUTLET: _l("Outlet"),
    Sort.STATE: _l("State"),
}


def sort(value: Sort) -> str:
    return str(_SORT[value])


_CLAIMED = {Claimed.MINE: _l("Claimed by me"), Claimed.NOBODY: _l("Claimed by nobody")}


def claimed(value: Claimed) -> str:
    return str(_CLAIMED[value])


_PAPERS = {Papers.COMPLETE: _l("Complete"), Papers.MISSING: _l("Something is missing")}


def papers(value: Papers) -> str:
    return str(_PAPERS[value])


_SEEN = {Seen.CHANGED: _l("Changed since I looked"), Seen.NEVER: _l("I have not looked yet")}


def seen(value: Seen) -> str:
    return str(_SEEN[value])


_FLAG = {
    FlagKind.SAME_NAME: _l("Same name as another application"),
    FlagKind.SAME_PHONE: _l("Same telephone number as another application"),
    FlagKind.SAME_PHOTO: _l("Same photo as another application"),
    FlagKind.AGAIN: _l("Applied before"),
    FlagKind.LOOK_ALIKE: _l("Outlet looks like a known one"),
}


def flag(value: FlagKind) -> str:
    """Why to look twice."""
    return str(_FLAG[value])


_LOG_KINDS = {
    "": (_l("Everything"), ()),
    "decisions": (
        _l("Decisions"),
        (
            "application.approved",
            "application.approved_limited",
            "application.declined",
            "application.revoked",
            "application.waitlisted",
            "application.recommended",
            "application.reopened",
        ),
    ),
    "applicant": (_l("What the applicant did"), ("application.submitted", "application.withdrawn")),
    "outlet": (_l("The outlet"), ("outlet.", "application.outlet_matched")),
    "officers": (
        _l("Officers among themselves"),
        ("application.claimed", "application.claim_released", "application.note", "application.flag_settled"),
    ),
}


def log_kinds() -> list[tuple[str, str]]:
    """How the log of an application may be narrowed."""
    return [(kind, str(title)) for kind, (title, _starts) in _LOG_KINDS.items()]


def is_among(action: str, kind: str) -> bool:
    """Whether an entry is of this kind; an unknown kind narrows nothing."""
    _title, starts = _LOG_KINDS.get(kind, _LOG_KINDS[""])
    return not starts or action.startswith(starts)
