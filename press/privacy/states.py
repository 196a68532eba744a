"""What is asked for, and where it stands."""

from enum import StrEnum


class RequestKind(StrEnum):
    ERASURE = "erasure"
    CORRECTION = "correction"
    OBJECTION = "objection"
    OTHER = "other"


class RequestState(StrEnum):
    OPEN = "open"
    DONE = "done"
    REFUSED = "refused"


LEGAL_MOVES: dict[RequestState, frozenset[RequestState]] = {
    RequestState.OPEN: frozenset({RequestState.DONE, RequestState.REFUSED}),
    RequestState.DONE: frozenset(),
    RequestState.REFUSED: frozenset(),
}
