"""What privacy refuses."""

from press.errors import Conflict, NotFound


class RequestNotFound(NotFound):
    """There is no such request, or it is nothing to the asker."""


class AnsweredMeanwhile(Conflict):
    """Somebody else has answered this request."""
