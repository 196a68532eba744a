"""What accreditation refuses."""

from flask_babel import gettext as _

from press.errors import Conflict, Invalid, NotFound


class ApplicationNotFound(NotFound):
    """No such application, or not this person's."""


class IllegalMove(Conflict):
    """An application in this state cannot go to that one."""


class DecidedMeanwhile(Conflict):
    """Somebody else changed the application after this officer's page was opened."""


class ReasonMissing(Invalid):
    """A decision against somebody carries a reason in words."""


class NothingAsked(Invalid):
    """Whoever asks for more names an item, or says in words what is missing."""


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
