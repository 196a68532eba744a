"""What accreditation refuses."""

from press.accreditation.quotas import Line
from press.errors import Conflict, Invalid, NotFound


class ApplicationNotFound(NotFound):
    """No such application, or not this person's."""


class IllegalMove(Conflict):
    """An application in this state cannot go to that one."""


class DecidedMeanwhile(Conflict):
    """Somebody else changed the application after this officer's page was opened."""


class ReasonMissing(Invalid):
    """A decision against somebody carries a reason in words."""


class LimitsMissing(Invalid):
    """An approval with limits says which."""


class TwoOfficersNeeded(Conflict):
    """In this event one officer recommends and another releases: nobody decides in one step."""


class SameOfficer(Conflict):
    """Who recommended cannot release it, too."""


class NotRecommended(Conflict):
    """There is no open recommendation: it was released, taken back or replaced."""


class NoPlace(Conflict):
    """A quota is used up. `line` says which, and how many it has."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self.line = line


class OutletBlocked(Conflict):
    """Nobody is approved for an outlet that is blocked."""


class MergeRefused(Conflict):
    """These two cannot be one application, or can no longer be told apart."""


class DrawChanged(Conflict):
    """Who takes part, or a value of theirs, is another than when the page was opened."""
