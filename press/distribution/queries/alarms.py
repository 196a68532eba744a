"""Alarms, read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from press.db import db
from press.distribution.models import Alarm
from press.kits.models import Kit

MOST_COUNTED = 200  # tries of one visitor at one wire in one hour: from there on the figure says enough
MOST_ROWS = 500  # in one hour, of all visitors
SHOWN = timedelta(days=14)


@dataclass(frozen=True)
class AlarmHour:
    """One wire in one hour: how often it was touched, and by how many visitors."""

    hour: datetime
    wire: str
    times: int
    visitors: int


def hour_of(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def is_something_held(at: datetime) -> bool:
    """Whether any published kit has its lift before it: only then is there something to look for."""
    return db.session.scalar(select(Kit.id).where(Kit.current_number > 0, Kit.lifts_after(at)).limit(1)) is not None


def is_counted_out(wire: str, visitor: str, at: datetime) -> bool:
    """Whether this visitor, or everybody together, has been counted so often that one more changes nothing."""
    hour = hour_of(at)
    times = db.session.scalar(
        select(Alarm.times).where(Alarm.hour == hour, Alarm.wire == wire, Alarm.visitor == visitor)
    )
    if times is not None:
        return times >= MOST_COUNTED
    return (db.session.scalar(select(func.count()).where(Alarm.hour == hour)) or 0) >= MOST_ROWS


def alarms_until(at: datetime) -> Sequence[AlarmHour]:
    """The alarms of the last two weeks, newest first."""
    rows = db.session.execute(
        select(Alarm.hour, Alarm.wire, func.sum(Alarm.times), func.count())
        .where(Alarm.last_at > at - SHOWN)
        .group_by(Alarm.hour, Alarm.wire)
        .order_by(Alarm.hour.desc(), func.sum(Alarm.times).desc(), Alarm.wire)
        .limit(200)
    )
    return [AlarmHour(hour, wire, times, visitors) for hour, wire, times, visitors in rows]
