"""Somebody touched a tripwire."""

from datetime import datetime, timedelta

from sqlalchemy import delete, exists, or_, select

from press.accounts.models import Account, RoleGrant
from press.accounts.states import Role
from press.db import db
from press.distribution import mails
from press.distribution.models import Alarm
from press.distribution.queries.alarms import hour_of
from press.kits.models import Kit
from press.mail import outbox

FILES_BEFORE_MAIL = 10  # wrong addresses of files by one visitor: fewer are slips of the hand
KEPT = timedelta(days=90)
_EDITORS = (Role.EDITOR, Role.ADMIN)


def trip(*, wire: str, visitor: str, at: datetime) -> None:
    """Counts one try. The first in an hour that means something is mailed to those who prepare the kits that are held,
    once in that hour whatever else is tried."""
    hour = hour_of(at)
    row = db.session.scalar(
        select(Alarm).where(Alarm.hour == hour, Alarm.wire == wire, Alarm.visitor == visitor).with_for_update()
    )
    was_told = _was_told(hour)
    if row is None:
        row = Alarm(hour=hour, wire=wire, visitor=visitor, times=0, last_at=at)
        db.session.add(row)
        db.session.execute(delete(Alarm).where(Alarm.last_at < at - KEPT))
    row.times += 1
    row.last_at = at
    db.session.flush()
    if not was_told and _was_told(hour):
        outbox.queue_many([mails.tripwire(editor, at=at) for editor in _editors(at)], at=at)


def _was_told(hour: datetime) -> bool:
    """Whether this hour's alarms have come to what is mailed: what the rows say, no flag of their own."""
    matters = or_(~Alarm.wire.startswith("/files/"), Alarm.times >= FILES_BEFORE_MAIL)
    return db.session.scalar(select(Alarm.id).where(Alarm.hour == hour, matters).limit(1)) is not None


def _editors(at: datetime) -> list[Account]:
    """Who prepares a kit that is held now."""
    is_theirs = or_(RoleGrant.event_id.is_(None), RoleGrant.event_id == Kit.event_id)
    grants = exists().where(
        RoleGrant.account_id == Account.id,
        RoleGrant.role.in_(_EDITORS),
        Kit.current_number > 0,
        Kit.lifts_after(at),
        is_theirs,
    )
    return list(db.session.scalars(select(Account).where(Account.disabled_at.is_(None), grants).order_by(Account.id)))
