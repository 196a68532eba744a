"""The verbs of adoption: reporting where a mark is used, and deciding on what was reported."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from press.audit.services import By, record
from press.db import db
from press.distribution.errors import ReportDecided
from press.distribution.models import AdoptionReport
from press.distribution.states import REPORT_MOVES, ReportState
from press.kits.models import Kit
from press.kits.queries import lock_kit


@dataclass(frozen=True)
class Use:
    """Where somebody says that the mark is used; `province` is empty outside Thailand, or when it was not said."""

    organisation: str
    place: str
    url: str
    country: str
    province: str


def report(use: Use, *, kit: Kit, account_id: int | None, at: datetime) -> AdoptionReport:
    """Keeps the report until an officer has looked at it. The same that waits already is that report."""
    said = {
        "kit_id": kit.id,
        "organisation": use.organisation,
        "place": use.place,
        "url": use.url,
        "country": use.country,
        "province": use.province or None,
        "state": ReportState.WAITING,
    }
    lock_kit(kit.slug)  # sent twice in one moment, the second waits for the first
    held = db.session.scalars(select(AdoptionReport).filter_by(**said)).first()
    if held is not None:
        return held
    made = AdoptionReport(**said, account_id=account_id, reported_at=at)
    db.session.add(made)
    db.session.flush()
    return made


def decide(found: AdoptionReport, *, state: ReportState, by: By, at: datetime) -> None:
    """Shows and counts it, or does not. One that is shown can be taken off again. Raises ReportDecided."""
    if state not in REPORT_MOVES[found.state]:
        raise ReportDecided
    found.state, found.decided_at, found.decided_by_id = state, at, by.account_id
    record(f"adoption.{state}", found.subject, by=by, at=at, kit=found.kit_id)
    db.session.flush()
