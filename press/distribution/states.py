"""The kinds and states of what distribution keeps."""

from enum import StrEnum


class NoticeKind(StrEnum):
    """Of what the holders of a release, file or kit are told."""

    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    KILLED = "killed"
    EMBARGO_MOVED = "embargo_moved"
    FILE_WITHDRAWN = "file_withdrawn"
    RIGHTS_ENDED = "rights_ended"


class HandOverState(StrEnum):
    """Where the sealed copy of a kit stands. One that waits for the store is still waiting; one that is removed is no
    longer in the store."""

    WAITING = "waiting"
    MADE = "made"
    FAILED = "failed"
    REMOVED = "removed"


class RemovedFor(StrEnum):
    """Why a sealed copy with names went: somebody named in it was erased, or its time was over."""

    ERASURE = "erasure"
    RETENTION = "retention"


class EmblemState(StrEnum):
    """What became of a request. Expired is computed from its end date, never kept."""

    REQUESTED = "requested"
    APPROVED = "approved"
    DECLINED = "declined"
    REVOKED = "revoked"
    EXPIRED = "expired"


EMBLEM_MOVES: dict[EmblemState, frozenset[EmblemState]] = {
    EmblemState.REQUESTED: frozenset({EmblemState.APPROVED, EmblemState.DECLINED}),
    EmblemState.APPROVED: frozenset({EmblemState.REVOKED}),
    EmblemState.DECLINED: frozenset(),
    EmblemState.REVOKED: frozenset(),
    EmblemState.EXPIRED: frozenset(),
}


class ReportState(StrEnum):
    """Where a report of use stands; only approved ones are shown and counted."""

    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"


REPORT_MOVES: dict[ReportState, frozenset[ReportState]] = {
    ReportState.WAITING: frozenset({ReportState.APPROVED, ReportState.DECLINED}),
    ReportState.APPROVED: frozenset({ReportState.DECLINED}),
    ReportState.DECLINED: frozenset(),
}


class Pace(StrEnum):
    """At once, or in one mail a day."""

    AT_ONCE = "at_once"
    DAILY = "daily"
