"""Where an outlet stands: taken back to not verified, at rest, blocked."""

from datetime import datetime

from press.audit.services import By, record
from press.db import db
from press.errors import Invalid
from press.outlets.models import Outlet
from press.outlets.moves import check_version, move
from press.outlets.states import OutletState


def unverify(outlet: Outlet, *, reason: str, version: int, by: By, at: datetime) -> None:
    """The outlet must be checked anew: it counts nowhere until then."""
    _stand(outlet, OutletState.UNVERIFIED, reason=reason, version=version, by=by, at=at)


def rest(outlet: Outlet, *, reason: str, version: int, by: By, at: datetime) -> None:
    """The outlet publishes no more. It stays in the registry, and counts nowhere."""
    _stand(outlet, OutletState.DORMANT, reason=reason, version=version, by=by, at=at)


def block(outlet: Outlet, *, reason: str, version: int, by: By, at: datetime) -> None:
    """The desk is warned of this outlet's applications, and none is approved without a reason in words. What was
    approved before stays: revoking is an act on each person."""
    _stand(outlet, OutletState.BLOCKED, reason=reason, version=version, by=by, at=at)


def _stand(outlet: Outlet, to: OutletState, *, reason: str, version: int, by: By, at: datetime) -> None:
    """Raises Invalid without a reason, EditedMeanwhile, IllegalOutletMove."""
    check_version(outlet, version)
    if not reason:
        raise Invalid("say why")
    move(outlet, to, reason=reason)
    db.session.flush()
    record(f"outlet.{to.value}", outlet.subject, by=by, at=at, reason=reason)
