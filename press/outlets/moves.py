"""The one door through which an outlet changes state, and the count of its versions."""

from press.outlets.errors import EditedMeanwhile, IllegalOutletMove
from press.outlets.models import Outlet
from press.outlets.states import LEGAL_MOVES, OutletState


def move(outlet: Outlet, to: OutletState, *, reason: str = "") -> None:
    """Changes the state, keeps why, and counts the version. Raises IllegalOutletMove when the table does not allow
    it."""
    if to not in LEGAL_MOVES[outlet.state]:
        raise IllegalOutletMove
    outlet.state = to
    outlet.state_reason = reason
    outlet.version += 1


def check_version(outlet: Outlet, version: int) -> None:
    """Raises EditedMeanwhile when this is not the version that was on the officer's screen."""
    if outlet.version != version:
        raise EditedMeanwhile
