"""What accreditation refuses."""

from flask_babel import gettext as _

from press.accreditation.quotas import Line
from press.errors import Conflict, Gone, Invalid, NotFound, TooMany


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


class InvitationOver(Gone):
    """The invitation was answered, taken back, or the event takes no more applications."""


class InvitationNotFound(NotFound):
    """No such invitation, or not this leader's."""


class CrewNotFound(NotFound):
    """This application is in no crew, or does not lead one."""


class InAnotherCrew(Conflict):
    """An application is in one crew at most."""


class CrewFull(Invalid):
    """More people than a crew may have."""


class ConfirmationOver(Gone):
    """The newsroom's link is not known, or its 14 days are over."""


class ConfirmationNotFound(NotFound):
    """No such confirmation, or it says nothing of this application."""


class AnsweredMeanwhile(Conflict):
    """A colleague answered after this page was opened."""


class AskedAlready(Conflict):
    """This address was asked about this outlet already, and its link still works."""


class AskedTooOften(TooMany):
    """This address has had its share of mails for the hour."""


class NothingAsked(Invalid):
    """Whoever asks for more names an item, or says in words what is missing."""


class NothingSent(Invalid):
    """The applicant says that everything is sent, and nothing is."""


class DeadlineImpossible(Invalid):
    """A deadline lies ahead, and not after the event."""


class NotChangeable(Conflict):
    """An application in this state is not changed any more by its applicant."""

    def __init__(self) -> None:
        super().__init__(_("This application cannot be changed any more. Open it again to see how it stands."))


class AppealClosed(Conflict):
    """Nothing to appeal against, or the days for it are over."""

    def __init__(self) -> None:
        super().__init__(_("An appeal is not possible now. Open the application again to see how it stands."))


class AppealNeedsAnother(Conflict):
    """Whoever declined does not decide on the appeal against it."""

    def __init__(self) -> None:
        super().__init__(_("You declined this application. Another officer, or an admin, decides on the appeal."))


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
