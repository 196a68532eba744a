"""The states of an application, the legal moves between them, and the words of its form."""

from enum import StrEnum


class ApplicationState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    DECLINED = "declined"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


_S = ApplicationState
LEGAL_MOVES: dict[ApplicationState, frozenset[ApplicationState]] = {
    # A draft becomes an application when its address is proven; or part of one that was there already.
    _S.DRAFT: frozenset({_S.SUBMITTED, _S.MERGED}),
    _S.SUBMITTED: frozenset({_S.IN_REVIEW, _S.APPROVED, _S.DECLINED, _S.WITHDRAWN}),
    _S.IN_REVIEW: frozenset({_S.APPROVED, _S.DECLINED, _S.WITHDRAWN}),
    _S.APPROVED: frozenset({_S.REVOKED, _S.WITHDRAWN}),
    _S.DECLINED: frozenset({_S.IN_REVIEW}),
    _S.REVOKED: frozenset({_S.IN_REVIEW}),
    _S.WITHDRAWN: frozenset(),
    _S.MERGED: frozenset(),
}
WAITING = (_S.SUBMITTED, _S.IN_REVIEW)
# One person has one of these for an event; a withdrawn application makes room for a new one.
LIVE = (_S.SUBMITTED, _S.IN_REVIEW, _S.APPROVED, _S.DECLINED, _S.REVOKED)
SHOWN_TO_STAFF = (*LIVE, _S.WITHDRAWN)


class JobRole(StrEnum):
    """What somebody does for the outlet at the event."""

    REPORTER = "reporter"
    PHOTOGRAPHER = "photographer"
    CAMERA = "camera"
    PRODUCER = "producer"
    EDITOR = "editor"
    TECHNICIAN = "technician"
    CREATOR = "creator"
    OTHER = "other"


class Grade(StrEnum):
    """How well an assignment is confirmed. A: a licence or press registration on file, or the outlet's desk from
    its own domain. B: a signed letter that an officer checked. C: self-declared."""

    A = "A"
    B = "B"
    C = "C"


COUNTING_GRADES = (Grade.A, Grade.B)


class EvidenceKind(StrEnum):
    """What an officer looked at."""

    LICENCE = "licence"
    DESK = "desk"
    LETTER = "letter"
    PRESS_CARD = "press_card"
    PUBLISHED_WORK = "published_work"
    OTHER = "other"


class DeclineReason(StrEnum):
    NOT_MEDIA = "not_media"
    NOT_CONFIRMED = "not_confirmed"
    INCOMPLETE = "incomplete"
    OUTLET_FULL = "outlet_full"
    DUPLICATE = "duplicate"
    OTHER = "other"
