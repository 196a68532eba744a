"""The names by which an outlet is found, beside its own two."""

from datetime import datetime

from press.audit.services import By, record
from press.db import db
from press.errors import Invalid
from press.outlets.errors import IllegalOutletMove, OutletNotFound, OwnName
from press.outlets.models import Outlet, OutletAlias
from press.outlets.names import fold
from press.outlets.states import OutletState


def add_alias(
    outlet: Outlet, alias: str, *, by: By | None = None, at: datetime | None = None, platform_id: int | None = None
) -> OutletAlias | None:
    """Another name under which this outlet is found; nothing happens if it is known or empty. `platform_id` is the
    platform that gave it."""
    folded = fold(alias)
    if not folded or folded in {known.folded for known in outlet.aliases}:
        return None
    added = OutletAlias(
        alias=alias, folded=folded, platform_id=platform_id, added_at=at, added_by=by.name if by else None
    )
    outlet.aliases.append(added)
    db.session.flush()
    return added


def note_alias(outlet: Outlet, alias: str, *, by: By, at: datetime) -> bool:
    """An officer adds a name; False when it was known. Raises Invalid for a name without a letter or figure,
    IllegalOutletMove for a merged outlet."""
    if outlet.state is OutletState.MERGED:
        raise IllegalOutletMove
    if not fold(alias):
        raise Invalid("a name needs a letter or a figure")
    added = add_alias(outlet, alias, by=by, at=at)
    if added is None:
        return False
    record("outlet.alias_added", outlet.subject, by=by, at=at, alias=added.id)
    return True


def remove_alias(outlet: Outlet, alias_id: int, *, by: By, at: datetime) -> None:
    """The outlet is found by this name no longer. Raises OwnName for its own two and for those of a platform,
    OutletNotFound when the name is gone already."""
    alias = next((each for each in outlet.aliases if each.id == alias_id), None)
    if alias is None:
        raise OutletNotFound
    if not outlet.may_lose(alias):
        raise OwnName
    outlet.aliases.remove(alias)
    db.session.delete(alias)
    db.session.flush()
    record("outlet.alias_removed", outlet.subject, by=by, at=at, alias=alias_id)
