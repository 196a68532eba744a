"""What accreditation refuses."""

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
