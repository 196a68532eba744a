"""How the counted outlets came to be as many, and where that leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from press.accreditation.models import Application, Credential
from press.accreditation.queries.progress import COUNTED
from press.clock import BANGKOK
from press.db import db
from press.events.models import Event

_LATELY = timedelta(days=7)


@dataclass(frozen=True)
class Outlook:
    """Outlets that came in the last seven days, and how many there are when the event begins if that goes on."""

    lately: int
    then: int


def counted_since(event: Event) -> Sequence[datetime]:
    """For each outlet that is counted now, when its first person was accredited; in this order."""
    first = func.min(Credential.issued_at)
    return db.session.scalars(
        select(first)
        .join(Application, Application.id == Credential.application_id)
        .where(Credential.revoked_at.is_(None), *COUNTED)
        .group_by(Application.outlet_id)
        .order_by(first),
        {"event_id": event.id},
    ).all()


def growth(since: Sequence[datetime], *, at: datetime) -> list[tuple[date, int]]:
    """How many there were at the end of each day on which one came, in Bangkok's days, and how many there are now."""
    totals = {moment.astimezone(BANGKOK).date(): number for number, moment in enumerate(since, 1)}
    return list({**totals, at.astimezone(BANGKOK).date(): len(since)}.items())


def outlook(since: Sequence[datetime], event: Event, *, at: datetime) -> Outlook | None:
    """Where the last seven days lead; None once the event has begun."""
    if event.starts_at <= at:
        return None
    lately = sum(moment > at - _LATELY for moment in since)
    return Outlook(lately, len(since) + round(lately * ((event.starts_at - at) / _LATELY)))
