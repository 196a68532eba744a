"""The job that keeps the figures of an event that is over, and ends what still waits."""

from datetime import datetime, timedelta

from flask import Flask, current_app
from sqlalchemy import ColumnElement, select

from press.accreditation.models import Application
from press.accreditation.services.expiring import expire_many
from press.accreditation.services.freezing import freeze_figures
from press.accreditation.states import ApplicationState
from press.audit.services import SYSTEM
from press.clock import now
from press.db import db, db_transaction
from press.events.models import Event
from press.jobs.worker import repeats

JOB = "accreditation.expire"
EVERY = timedelta(hours=1)
AT_ONCE = 100  # in one transaction: others decide and apply meanwhile
_S = ApplicationState
_WAITING = (_S.SUBMITTED, _S.IN_REVIEW, _S.NEEDS_INFO, _S.RECOMMENDED, _S.WAITLISTED)


def expire_waiting() -> None:
    """Freezes the figures of events that are over, and ends whatever waits for a decision to one, a part in each
    transaction."""
    at = now()
    _freeze(at)
    with current_app.test_request_context(base_url=current_app.extensions["press.config"].base_url):
        while _expire_some(at):
            pass


def _freeze(at: datetime) -> None:
    with db_transaction():
        over = select(Event).where(Event.opened_at.is_not(None), *_over(at)).order_by(Event.id).with_for_update()
        for event in db.session.scalars(over).all():
            freeze_figures(event, at=at)


def _over(at: datetime) -> tuple[ColumnElement[bool], ...]:
    return Event.ends_at <= at, Event.kept_open.is_(False)


def _expire_some(at: datetime) -> bool:
    with db_transaction():
        some = db.session.scalars(
            select(Application)
            .join(Application.event)
            .where(Application.state.in_(_WAITING), *_over(at))
            .order_by(Application.id)
            .limit(AT_ONCE)
            .with_for_update(of=Application)
        ).all()
        if some:
            expire_many(some, by=SYSTEM, at=at)
        return len(some) == AT_ONCE


def init_app(app: Flask) -> None:
    repeats(app, JOB, expire_waiting, every=EVERY)
