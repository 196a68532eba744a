"""The kinds and states of what distribution keeps."""

from enum import StrEnum


class NoticeKind(StrEnum):
    """Of what the holders of a release or kit are told."""

    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    KILLED = "killed"
    EMBARGO_MOVED = "embargo_moved"


class HandOverState(StrEnum):
    """Where the sealed copy of a kit stands. One that waits for the store is still waiting."""

    WAITING = "waiting"
    MADE = "made"
    FAILED = "failed"
