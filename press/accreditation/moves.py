"""The one door through which an application changes state, and the check in front of it."""

from press.accreditation.errors import DecidedMeanwhile, IllegalMove
from press.accreditation.models import Application
from press.accreditation.states import LEGAL_MOVES, ApplicationState


def move(application: Application, to: ApplicationState) -> None:
    """Changes the state and counts the version. Raises IllegalMove when the table does not allow it."""
    if to not in LEGAL_MOVES[application.state]:
        raise IllegalMove(f"{application.ref}: from {application.state} to {to}")
    application.state = to
    application.version += 1


def check_version(application: Application, version: int) -> None:
    """Raises DecidedMeanwhile when the application is not as it was on the officer's screen."""
    if application.version != version:
        raise DecidedMeanwhile


def mark_changed(application: Application) -> None:
    """Counts the version although the state stays: what an officer saw of it holds no longer."""
    application.version += 1
