"""Sealed kits."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from press.db import db
from press.distribution.models import HandOver
from press.kits.errors import KitNotFound
from press.kits.models import Kit


def hand_overs_of(kit: Kit) -> Sequence[HandOver]:
    """Every sealed copy of the kit that was asked for, the newest first."""
    return db.session.scalars(
        select(HandOver)
        .options(joinedload(HandOver.asked_by))
        .where(HandOver.kit_id == kit.id)
        .order_by(HandOver.asked_at.desc(), HandOver.id.desc())
    ).all()


def hand_over_of(kit: Kit, number: int) -> HandOver:
    """One of them. Raises KitNotFound."""
    found = db.session.get(HandOver, number)
    if found is None or found.kit_id != kit.id:
        raise KitNotFound
    return found
