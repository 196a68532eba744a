"""What privacy refuses."""

from press.errors import Conflict, NotFound


class RequestNotFound(NotFound):
    """There is no such request, or it is nothing to the asker."""


class NotErasable(Conflict):
    """This person cannot be erased yet: a member of staff has roles, or applications (by number) still run."""

    def __init__(self, *, is_staff: bool = False, running: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.is_staff, self.running = is_staff, running


class AnsweredMeanwhile(Conflict):
    """Somebody else has answered this request."""
