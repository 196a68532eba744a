"""Where an outlet is published. A platform gives names to find the outlet by, and counts nothing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from press.audit.services import By, record
from press.db import db
from press.outlets.addresses import names_of
from press.outlets.errors import IllegalOutletMove
from press.outlets.models import Outlet, OutletPlatform
from press.outlets.services.naming import add_alias
from press.outlets.states import Medium, OutletState, PlatformKind


@dataclass(frozen=True)
class Place:
    """A platform as an officer typed it. `address` is a web address, a handle or a frequency."""

    medium: Medium
    kind: PlatformKind
    name: str
    address: str
    followers: int | None = None


def add_platform(outlet: Outlet, place: Place, *, by: By, at: datetime) -> OutletPlatform:
    """Adds it; the same one again changes nothing. Raises IllegalOutletMove for a merged outlet."""
    if outlet.state is OutletState.MERGED:
        raise IllegalOutletMove
    for known in _of(outlet):
        if place_of(known) == place:
            return known
    platform = OutletPlatform(outlet_id=outlet.id)
    _write(platform, place, by=by, at=at)
    db.session.add(platform)
    db.session.flush()
    give_names(outlet, by=by, at=at)
    record("outlet.platform_added", outlet.subject, by=by, at=at, platform=platform.id, kind=place.kind.value)
    return platform


def edit_platform(outlet: Outlet, platform: OutletPlatform, place: Place, *, by: By, at: datetime) -> None:
    """Corrects it, and with it the names that it gives."""
    if place_of(platform) == place:
        return
    _take_names(outlet, platform)
    _write(platform, place, by=by, at=at)
    db.session.flush()
    give_names(outlet, by=by, at=at)
    record("outlet.platform_edited", outlet.subject, by=by, at=at, platform=platform.id, kind=place.kind.value)


def remove_platform(outlet: Outlet, platform: OutletPlatform, *, by: By, at: datetime) -> None:
    """Takes it away, and the names that only it gave."""
    number, kind = platform.id, platform.kind.value
    _take_names(outlet, platform)
    db.session.delete(platform)
    db.session.flush()
    give_names(outlet, by=by, at=at)
    record("outlet.platform_removed", outlet.subject, by=by, at=at, platform=number, kind=kind)


def place_of(platform: OutletPlatform) -> Place:
    """What is known of it now."""
    return Place(platform.medium, platform.kind, platform.name, platform.address, platform.followers)


def give_names(outlet: Outlet, *, by: By, at: datetime) -> None:
    """Every platform's names lead to the outlet."""
    for platform in _of(outlet):
        for name in names_of(platform.kind, platform.name, platform.address):
            add_alias(outlet, name, by=by, at=at, platform_id=platform.id)


def _take_names(outlet: Outlet, platform: OutletPlatform) -> None:
    own = outlet.own_folds
    for alias in [each for each in outlet.aliases if each.platform_id == platform.id]:
        if alias.folded in own:  # it is the outlet's own name, too
            alias.platform_id = None
        else:
            outlet.aliases.remove(alias)
            db.session.delete(alias)
    db.session.flush()


def _write(platform: OutletPlatform, place: Place, *, by: By, at: datetime) -> None:
    platform.medium, platform.kind, platform.name = place.medium, place.kind, place.name
    platform.address, platform.followers = place.address, place.followers
    platform.noted_at, platform.noted_by = at, by.name


def _of(outlet: Outlet) -> list[OutletPlatform]:
    query = select(OutletPlatform).where(OutletPlatform.outlet_id == outlet.id).order_by(OutletPlatform.id)
    return list(db.session.scalars(query))
