"""What states, media, roles and reasons are called on the screen."""

from flask_babel import lazy_gettext as _l

from press.accreditation.states import ApplicationState, DeclineReason, EvidenceKind, Grade, JobRole
from press.outlets.states import Medium, OutletState

_MEDIUM = {
    Medium.TV: _l("Television"),
    Medium.RADIO: _l("Radio"),
    Medium.PRINT: _l("Newspaper"),
    Medium.MAGAZINE: _l("Magazine"),
    Medium.DIGITAL: _l("Digital media"),
    Medium.SOCIAL: _l("Social media"),
}


def medium(value: Medium) -> str:
    return str(_MEDIUM[value])


_ROLE = {
    JobRole.REPORTER: _l("Reporter"),
    JobRole.PHOTOGRAPHER: _l("Photographer"),
    JobRole.CAMERA: _l("Camera operator"),
    JobRole.PRODUCER: _l("Producer"),
    JobRole.EDITOR: _l("Editor"),
    JobRole.TECHNICIAN: _l("Technician"),
    JobRole.CREATOR: _l("Content creator"),
    JobRole.OTHER: _l("Other"),
}


def role(value: JobRole) -> str:
    return str(_ROLE[value])


_STATE = {
    ApplicationState.DRAFT: _l("Draft"),
    ApplicationState.SUBMITTED: _l("Pending"),
    ApplicationState.IN_REVIEW: _l("Under review"),
    ApplicationState.NEEDS_INFO: _l("More information needed"),
    ApplicationState.RECOMMENDED: _l("Recommended"),
    ApplicationState.APPROVED: _l("Approved"),
    ApplicationState.APPROVED_LIMITED: _l("Approved with limits"),
    ApplicationState.WAITLISTED: _l("Waiting list"),
    ApplicationState.DECLINED: _l("Not approved"),
    ApplicationState.REVOKED: _l("Revoked"),
    ApplicationState.WITHDRAWN: _l("Withdrawn"),
    ApplicationState.EXPIRED: _l("Expired"),
    ApplicationState.MERGED: _l("Merged"),
}


def state(value: ApplicationState) -> str:
    """As officers and applicants read it."""
    return str(_STATE[value])


_OUTLET_STATE = {
    OutletState.PROPOSED: _l("Proposed by the applicant"),
    OutletState.UNVERIFIED: _l("Not verified"),
    OutletState.VERIFIED: _l("Verified"),
    OutletState.DORMANT: _l("Dormant"),
    OutletState.BLOCKED: _l("Blocked"),
    OutletState.MERGED: _l("Merged"),
}


def outlet_state(value: OutletState) -> str:
    return str(_OUTLET_STATE[value])


_EVIDENCE_KIND = {
    EvidenceKind.LICENCE: _l("Licence or press registration on file"),
    EvidenceKind.DESK: _l("The outlet's desk confirmed"),
    EvidenceKind.LETTER: _l("Signed assignment letter"),
    EvidenceKind.PRESS_CARD: _l("Press card"),
    EvidenceKind.PUBLISHED_WORK: _l("Published work"),
    EvidenceKind.OTHER: _l("Other"),
}


def evidence_kind(value: EvidenceKind) -> str:
    return str(_EVIDENCE_KIND[value])


_DECLINE_REASON = {
    DeclineReason.NOT_MEDIA: _l("We could not see that you work for a news outlet"),
    DeclineReason.NOT_CONFIRMED: _l("The outlet has not confirmed the assignment"),
    DeclineReason.INCOMPLETE: _l("The application is incomplete"),
    DeclineReason.OUTLET_FULL: _l("The outlet already has all its places"),
    DeclineReason.DUPLICATE: _l("There is another application for the same person"),
    DeclineReason.OTHER: _l("Another reason"),
}


def decline_reason(value: DeclineReason) -> str:
    return str(_DECLINE_REASON[value])


_GRADE = {
    Grade.A: _l("A: licence on file, or the desk confirmed from its own domain"),
    Grade.B: _l("B: signed letter, checked by an officer"),
    Grade.C: _l("C: self-declared, not counted"),
}


def grade(value: Grade) -> str:
    return str(_GRADE[value])
