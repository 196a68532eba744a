"""The states of an application, the legal moves between them, and the words of its form."""

from datetime import timedelta
from enum import StrEnum


class ApplicationState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    NEEDS_INFO = "needs_info"
    RECOMMENDED = "recommended"
    APPROVED = "approved"
    APPROVED_LIMITED = "approved_limited"
    WAITLISTED = "waitlisted"
    DECLINED = "declined"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    MERGED = "merged"


_S = ApplicationState
# What an officer may decide, and what a recommendation may therefore propose.
OUTCOMES = (_S.APPROVED, _S.APPROVED_LIMITED, _S.WAITLISTED, _S.DECLINED)
# Whoever is in one of these holds the right.
ACCREDITED = (_S.APPROVED, _S.APPROVED_LIMITED)
_FINAL: frozenset[ApplicationState] = frozenset()
_GIVEN_UP = frozenset({_S.WITHDRAWN, _S.EXPIRED, _S.MERGED})
LEGAL_MOVES: dict[ApplicationState, frozenset[ApplicationState]] = {
    # A draft becomes an application when its address is proven; or part of one that was there already.
    _S.DRAFT: frozenset({_S.SUBMITTED, _S.MERGED}),
    _S.SUBMITTED: frozenset({_S.IN_REVIEW, _S.NEEDS_INFO, _S.RECOMMENDED, *OUTCOMES}) | _GIVEN_UP,
    _S.IN_REVIEW: frozenset({_S.NEEDS_INFO, _S.RECOMMENDED, *OUTCOMES}) | _GIVEN_UP,
    # What was asked for came, or an officer goes on without it.
    _S.NEEDS_INFO: frozenset({_S.IN_REVIEW, _S.DECLINED}) | _GIVEN_UP,
    # Silent: released as proposed, or taken back.
    _S.RECOMMENDED: frozenset({_S.IN_REVIEW, *OUTCOMES}) | _GIVEN_UP,
    # Back to review: the person changed the name, the outlet or a paper.
    _S.APPROVED: frozenset({_S.IN_REVIEW, _S.APPROVED_LIMITED, _S.REVOKED, _S.WITHDRAWN}),
    _S.APPROVED_LIMITED: frozenset({_S.IN_REVIEW, _S.APPROVED, _S.REVOKED, _S.WITHDRAWN}),
    _S.WAITLISTED: frozenset({_S.IN_REVIEW, *ACCREDITED, _S.DECLINED}) | _GIVEN_UP,
    # By an officer, or by the applicant's one appeal.
    _S.DECLINED: frozenset({_S.IN_REVIEW, _S.MERGED}),
    _S.REVOKED: frozenset({_S.IN_REVIEW}),
    _S.WITHDRAWN: _FINAL,
    _S.EXPIRED: _FINAL,
    # The officers were mistaken: it was another person.
    _S.MERGED: frozenset({_S.IN_REVIEW}),
}
# An officer has something to do.
WAITING = (_S.SUBMITTED, _S.IN_REVIEW)
# One person has one of these for an event; a withdrawn application makes room for a new one.
LIVE = (
    _S.SUBMITTED,
    _S.IN_REVIEW,
    _S.NEEDS_INFO,
    _S.RECOMMENDED,
    _S.APPROVED,
    _S.APPROVED_LIMITED,
    _S.WAITLISTED,
    _S.DECLINED,
    _S.REVOKED,
)
SHOWN_TO_STAFF = (*LIVE, _S.WITHDRAWN, _S.EXPIRED)


def shown_to_applicant(state: ApplicationState) -> ApplicationState:
    """A recommendation is silent: until it is released, its applicant reads "under review"."""
    return _S.IN_REVIEW if state is _S.RECOMMENDED else state


class InvitationState(StrEnum):
    """Where an invitation into a crew stands."""

    INVITED = "invited"
    DONE = "done"
    DECLINED = "declined"
    REMOVED = "removed"


class DeskAnswer(StrEnum):
    """What a newsroom says of somebody who names it."""

    YES = "yes"
    NO = "no"


class RecommendationEnd(StrEnum):
    """What became of a recommendation."""

    RELEASED = "released"
    TAKEN_BACK = "taken_back"
    REPLACED = "replaced"
    OVERTAKEN = "overtaken"  # decided without it


class BatchAct(StrEnum):
    """What can be done to many applications at once."""

    RELEASE = "release"
    RECOMMEND_APPROVE = "recommend_approve"
    RECOMMEND_DECLINE = "recommend_decline"
    RECOMMEND_WAITLIST = "recommend_waitlist"
    TAKE_UP = "take_up"


class RowOutcome(StrEnum):
    """What such an act did to one of them, or why it did not."""

    DONE = "done"
    ALREADY = "already"  # it stands as wished: nothing was changed
    CHANGED = "changed"  # since it was recommended, or since the page was opened
    TAKEN_BACK = "taken_back"
    NO_PLACE = "no_place"
    SAME_OFFICER = "same_officer"
    BLOCKED = "blocked"
    NOT_POSSIBLE = "not_possible"  # not from the state in which it is
    NOT_FOUND = "not_found"


class DrawScope(StrEnum):
    """Who takes part in a draw."""

    WAITING = "waiting"
    WAITLISTED = "waitlisted"
    BOTH = "both"


class Criterion(StrEnum):
    """What a draw ranks by, before chance; an event chooses which, and in which order."""

    GRADE = "grade"
    NEW_OUTLET = "new_outlet"
    MEDIUM_TARGET = "medium_target"
    BALANCE = "balance"
    SUBMITTED = "submitted"


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


# An officer who claims an application has it for so long; after that it is free again.
CLAIM_LASTS = timedelta(minutes=30)


class FlagKind(StrEnum):
    """Why an officer should look twice."""

    SAME_NAME = "same_name"
    SAME_PHONE = "same_phone"
    SAME_PHOTO = "same_photo"
    AGAIN = "again"  # applied again after a withdrawal, an expiry, a decline or a revocation
    LOOK_ALIKE = "look_alike"  # the outlet that was typed looks like one of the registry
