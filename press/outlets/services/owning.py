"""Legal groups, and which outlets are theirs. Owners change, brands stay."""

from datetime import date, datetime

from sqlalchemy import func, select, update

from press.audit.services import By, record
from press.clock import BANGKOK
from press.db import db
from press.errors import Conflict, Invalid
from press.outlets.errors import IllegalOutletMove
from press.outlets.models import Outlet, OutletOwner, Owner
from press.outlets.moves import check_version
from press.outlets.states import OutletState


def set_owner(outlet: Outlet, name: str, *, since: date, by: By, at: datetime) -> bool:
    """The owner of today, and since when; "" is nobody known. False when nothing changed."""
    owner = owner_named(name)
    if (owner.id if owner else None) == outlet.owner_id:
        return False
    outlet.owner = owner
    db.session.add(OutletOwner(outlet_id=outlet.id, owner=owner, since=since, noted_at=at, noted_by=by.name))
    db.session.flush()
    return True


def move_to_owner(outlet: Outlet, name: str, *, since: date, version: int, by: By, at: datetime) -> None:
    """The brand went to another group on this day (Bangkok's). Raises EditedMeanwhile, IllegalOutletMove for a merged
    outlet, Invalid for a day to come or before the last change."""
    check_version(outlet, version)
    if outlet.state is OutletState.MERGED:
        raise IllegalOutletMove
    last = db.session.scalar(select(func.max(OutletOwner.since)).where(OutletOwner.outlet_id == outlet.id))
    if since > at.astimezone(BANGKOK).date() or (last is not None and since < last):
        raise Invalid("the day is to come, or before the last change")
    if set_owner(outlet, name, since=since, by=by, at=at):
        outlet.version += 1
        record("outlet.owner_changed", outlet.subject, by=by, at=at, owner=name, since=since.isoformat())


def rename_owner(owner: Owner, name: str, *, by: By, at: datetime) -> None:
    """The same group under another name. Raises Invalid without one, Conflict when another owner bears it."""
    if not name:
        raise Invalid("an owner needs a name")
    if name == owner.name:
        return
    if _known(name) is not None:
        raise Conflict
    before, owner.name = owner.name, name
    db.session.flush()
    record("owner.renamed", owner.subject, by=by, at=at, before=before, name=name)


def merge_owners(owner: Owner, into: Owner, *, by: By, at: datetime) -> None:
    """One group was noted under two names: its outlets, now and earlier, are the other's, and the name is gone.
    Raises Invalid when both are the same."""
    if owner.id == into.id:
        raise Invalid("an owner cannot be merged into itself")
    db.session.flush()
    outlets = db.session.scalars(select(Outlet).where(Outlet.owner_id == owner.id).order_by(Outlet.id)).all()
    for outlet in outlets:
        outlet.owner = into
        outlet.version += 1
    db.session.flush()
    db.session.execute(update(OutletOwner).where(OutletOwner.owner_id == owner.id).values(owner_id=into.id))
    subject, name = owner.subject, owner.name
    db.session.delete(owner)
    db.session.flush()
    numbers = [outlet.id for outlet in outlets]
    record("owner.merged", subject, by=by, at=at, name=name, into=into.id, outlets=numbers)


def owner_named(name: str) -> Owner | None:
    """The owner of this name, made if there is none; None for no name."""
    if not name:
        return None
    owner = _known(name)
    if owner is None:
        owner = Owner(name=name)
        db.session.add(owner)
        db.session.flush()
    return owner


def _known(name: str) -> Owner | None:
    return db.session.scalar(select(Owner).where(Owner.name == name))
