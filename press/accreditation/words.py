"""What states, media, roles and reasons are called on the screen."""

from flask_babel import gettext as _

from press.accreditation.states import ApplicationState, DeclineReason, EvidenceKind, Grade, JobRole
from press.outlets.states import Medium, OutletState


def medium(value: Medium) -> str:
    return {
        Medium.TV: _("Television"),
        Medium.RADIO: _("Radio"),
        Medium.PRINT: _("Newspaper"),
        Medium.MAGAZINE: _("Magazine"),
        Medium.DIGITAL: _("Digital media"),
        Medium.SOCIAL: _("Social media"),
    }[value]


def role(value: JobRole) -> str:
    return {
        JobRole.REPORTER: _("Reporter"),
        JobRole.PHOTOGRAPHER: _("Photographer"),
        JobRole.CAMERA: _("Camera operator"),
        JobRole.PRODUCER: _("Producer"),
        JobRole.EDITOR: _("Editor"),
        JobRole.TECHNICIAN: _("Technician"),
        JobRole.CREATOR: _("Content creator"),
        JobRole.OTHER: _("Other"),
    }[value]


def state(value: ApplicationState) -> str:
    """As officers and applicants read it."""
    return {
        ApplicationState.DRAFT: _("Draft"),
        ApplicationState.SUBMITTED: _("Pending"),
        ApplicationState.IN_REVIEW: _("Under review"),
        ApplicationState.APPROVED: _("Approved"),
        ApplicationState.DECLINED: _("Not approved"),
        ApplicationState.REVOKED: _("Revoked"),
        ApplicationState.WITHDRAWN: _("Withdrawn"),
        ApplicationState.MERGED: _("Merged"),
    }[value]


def outlet_state(value: OutletState) -> str:
    return {
        OutletState.PROPOSED: _("Proposed by the applicant"),
        OutletState.UNVERIFIED: _("Not verified"),
        OutletState.VERIFIED: _("Verified"),
        OutletState.DORMANT: _("Dormant"),
        OutletState.BLOCKED: _("Blocked"),
        OutletState.MERGED: _("Merged"),
    }[value]


def evidence_kind(value: EvidenceKind) -> str:
    return {
        EvidenceKind.LICENCE: _("Licence or press registration on file"),
        EvidenceKind.DESK: _("The outlet's desk confirmed"),
        EvidenceKind.LETTER: _("Signed assignment letter"),
        EvidenceKind.PRESS_CARD: _("Press card"),
        EvidenceKind.PUBLISHED_WORK: _("Published work"),
        EvidenceKind.OTHER: _("Other"),
    }[value]


def decline_reason(value: DeclineReason) -> str:
    return {
        DeclineReason.NOT_MEDIA: _("We could not see that you work for a news outlet"),
        DeclineReason.NOT_CONFIRMED: _("The outlet has not confirmed the assignment"),
        DeclineReason.INCOMPLETE: _("The application is incomplete"),
        DeclineReason.OUTLET_FULL: _("The outlet has all its places already"),
        DeclineReason.DUPLICATE: _("There is another application for the same person"),
        DeclineReason.OTHER: _("Another reason"),
    }[value]


def grade(value: Grade) -> str:
    return {
        Grade.A: _("A: licence on file, or the desk confirmed from its own domain"),
        Grade.B: _("B: signed letter, checked by an officer"),
        Grade.C: _("C: self-declared, not counted"),
    }[value]
