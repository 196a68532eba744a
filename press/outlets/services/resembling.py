"""Outlets that look alike and are not the same."""

from datetime import datetime

from press.audit.services import By, record
from press.db import db
from press.errors import Invalid
from press.outlets.models import Outlet, OutletApart


def say_apart(one: Outlet, other: Outlet, *, by: By, at: datetime) -> None:
    """An officer has looked: these are two. They are not shown as a pair again. Again changes nothing."""
    if one.id == other.id:
        raise Invalid("an outlet is the same as itself")
    first, second = sorted((one, other), key=lambda outlet: outlet.id)
    if db.session.get(OutletApart, (first.id, second.id)) is not None:
        return
    db.session.add(OutletApart(first_id=first.id, second_id=second.id, noted_at=at, noted_by=by.name))
    db.session.flush()
    record("outlet.apart", first.subject, by=by, at=at, other=second.id)
