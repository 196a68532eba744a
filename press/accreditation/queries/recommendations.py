"""Recommendations that wait for their release."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from press.accreditation.models import Application, Recommendation
from press.accreditation.states import ApplicationState
from press.db import db

# Waiting lists keep their order: whoever is on one stays there while an approval is recommended.
HELD = (ApplicationState.RECOMMENDED, ApplicationState.WAITLISTED)


def open_recommendation(application: Application) -> Recommendation | None:
    """What is recommended for this application now."""
    return db.session.scalar(
        select(Recommendation).where(Recommendation.application_id == application.id, Recommendation.ended_at.is_(None))
    )


def recommendations_of(event_id: int, *, refs: Collection[str] | None = None) -> Sequence[Recommendation]:
    """Every open recommendation of the event with its application, oldest first; only those of `refs`, where given."""
    query = _open(event_id).order_by(Recommendation.recommended_at, Recommendation.id)
    return db.session.scalars(query if refs is None else query.where(Application.ref.in_(refs))).all()


def lock_recommendations(event_id: int, refs: Collection[str]) -> Sequence[Recommendation]:
    """Those of `refs`, their applications locked in the order of their numbers, whatever somebody else held of them."""
    ids = select(Application.id).where(Application.event_id == event_id, Application.ref.in_(refs))
    db.session.execute(ids.order_by(Application.id).with_for_update())
    return db.session.scalars(
        _open(event_id).where(Application.ref.in_(refs)).execution_options(populate_existing=True)
    ).all()


def _open(event_id: int) -> Select[Any]:
    return (
        select(Recommendation)
        .join(Recommendation.application)
        .where(
            Application.event_id == event_id,
            Application.state.in_(HELD),
            Recommendation.ended_at.is_(None),
        )
        .options(contains_eager(Recommendation.application).options(joinedload(Application.outlet)))
    )
