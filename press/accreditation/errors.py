"""What accreditation refuses."""

from press.errors import Conflict, Invalid, NotFound


class ApplicationNotFound(NotFound):
    """No such application, or not this person's."""


class IllegalMove(Conflict):
    """An application in this state cannot go to that one."""


class DecidedMeanwhile(Conflict):
    """Somebody else changed the application after this officer's page was opened."""


class ReasonMissing(Invalid):
    """A decision against somebody carries a reason in words."""


class ViewNotFound(NotFound):
    """No such view of the queue, or not this officer's."""


class ReasonNotFound(NotFound):
    """No such ready-made reason at this event."""


class PersonNotFound(NotFound):
    """Nobody who applied to this event."""


class PapersClosed(Conflict):
    """The application is decided or over: its papers stay as they are."""


class EarlierMissing(NotFound):
    """This person proved nothing of this kind at an earlier event, or it is there no longer."""
