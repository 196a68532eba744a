"""The one door through which an application changes state."""

from press.accreditation.errors import IllegalMove
from press.accreditation.models import Application
from press.accreditation.states import LEGAL_MOVES, ApplicationState


def move(application: Application, to: ApplicationState) -> None:
    """Changes the state and counts the version. Raises IllegalMove when the table does not allow it."""
    if to not in LEGAL_MOVES[application.state]:
        raise IllegalMove(f"{application.ref}: from {application.state} to {to}")
    application.state = to
    application.version += 1


def mark_changed(application: Application) -> None:
    """Counts the version although the state stays: what an officer saw of it holds no longer."""
    application.version += 1
