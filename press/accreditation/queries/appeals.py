"""Reads of appeals."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from press.accreditation.models import Appeal, Application, Decision
from press.accreditation.states import ApplicationState
from press.db import db


def appeal_of(application: Application) -> Appeal | None:
    """The appeal that was made, or None."""
    return db.session.scalar(
        select(Appeal).where(Appeal.application_id == application.id).options(joinedload(Appeal.decision))
    )


def open_appeal(application: Application) -> Appeal | None:
    """The appeal that no decision has settled yet, or None."""
    return db.session.scalar(_open().where(Appeal.application_id == application.id))


def open_appeals(event_id: int) -> dict[int, Appeal]:
    """Every such appeal of the event, by the number of its application."""
    of_event = Appeal.application_id.in_(select(Application.id).where(Application.event_id == event_id))
    return {appeal.application_id: appeal for appeal in db.session.scalars(_open().where(of_event))}


def _open() -> Select[Appeal]:
    later = select(Decision.id).where(
        Decision.application_id == Appeal.application_id, Decision.id > Appeal.decision_id
    )
    return select(Appeal).where(~later.exists()).options(joinedload(Appeal.decision))


def appeal_ends_at(application: Application) -> datetime | None:
    """Until when this decline may be appealed against. None when there is nothing to appeal against, or an appeal was
    made already."""
    decision = application.decisions[-1] if application.decisions else None
    if application.state is not ApplicationState.DECLINED or decision is None:
        return None
    if appeal_of(application) is not None:
        return None
    return application.event.appeal_ends_at(decision.decided_at)


def appealed_among(application_ids: Collection[int]) -> set[int]:
    """Those of these applications whose owners have appealed, whatever came of it: an appeal is made once."""
    found = select(Appeal.application_id).where(Appeal.application_id.in_(application_ids))
    return set(db.session.scalars(found)) if application_ids else set()
