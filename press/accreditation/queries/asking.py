"""Reads of what applicants were asked for."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import joinedload

from press.accreditation.models import Application, InformationRequest
from press.accreditation.states import ApplicationState
from press.db import db

_OPEN = (InformationRequest.answered_at.is_(None), InformationRequest.ended_at.is_(None))


def open_request(application: Application) -> InformationRequest | None:
    """What this applicant still has to answer, or None."""
    if application.state is not ApplicationState.NEEDS_INFO:
        return None
    return db.session.scalar(
        select(InformationRequest)
        .where(InformationRequest.application_id == application.id, *_OPEN)
        .order_by(InformationRequest.id.desc())
        .limit(1)
    )


def requests_of(application: Application) -> Sequence[InformationRequest]:
    """Everything that this applicant was asked for, the latest first."""
    return db.session.scalars(
        select(InformationRequest)
        .where(InformationRequest.application_id == application.id)
        .order_by(InformationRequest.id.desc())
    ).all()


def is_overdue(at: datetime) -> ColumnElement[bool]:
    """The condition on applications that were asked for something which had to be there by now and is not."""
    late = exists().where(InformationRequest.application_id == Application.id, InformationRequest.deadline < at, *_OPEN)
    return (Application.state == ApplicationState.NEEDS_INFO) & late


def requests_to_remind_of(at: datetime, *, ahead: timedelta, rest: timedelta) -> Sequence[InformationRequest]:
    """Open requests that end within `ahead`, were asked at least `rest` ago, and were not reminded of; locked."""
    return db.session.scalars(
        select(InformationRequest)
        .join(Application)
        .where(
            *_OPEN,
            Application.state == ApplicationState.NEEDS_INFO,
            InformationRequest.reminded_at.is_(None),
            InformationRequest.deadline > at,
            InformationRequest.deadline <= at + ahead,
            InformationRequest.asked_at <= at - rest,
        )
        .options(joinedload(InformationRequest.application).joinedload(Application.event))
        .order_by(InformationRequest.id)
        .with_for_update(of=InformationRequest)
    ).all()
