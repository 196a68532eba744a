"""Kept views of the queue, and what an officer has seen."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from press.accounts.models import Account
from press.accreditation.errors import ViewNotFound
from press.accreditation.models import Look, SavedView
from press.db import db


def views_of(account_id: int, event_id: int) -> Sequence[SavedView]:
    """This officer's own views of the event's queue, then those that others share; by name."""
    return db.session.scalars(
        select(SavedView)
        .where(SavedView.event_id == event_id, or_(SavedView.account_id == account_id, SavedView.shared))
        .options(joinedload(SavedView.account).raiseload(Account.grants))
        .order_by(SavedView.account_id != account_id, SavedView.name, SavedView.id)
    ).all()


def view_of(number: int, *, account_id: int, event_id: int) -> SavedView:
    """One of this officer's own views. Raises ViewNotFound."""
    found = db.session.get(SavedView, number)
    if found is None or (found.account_id, found.event_id) != (account_id, event_id):
        raise ViewNotFound
    return found


def looks_of(account_id: int, ids: Sequence[int]) -> dict[int, Look]:
    """What this officer saw last of each of these applications."""
    found = db.session.scalars(select(Look).where(Look.account_id == account_id, Look.application_id.in_(ids)))
    return {look.application_id: look for look in found}


def last_look(account_id: int, application_id: int) -> datetime | None:
    """When this officer saw the application before, or None."""
    found = db.session.get(Look, (account_id, application_id))
    return found.looked_at if found else None
