"""One application, for somebody: its owner or the staff."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import joinedload

from press.accounts.actor import Actor, Nobody
from press.accounts.rules import may_review_in
from press.accreditation.errors import ApplicationNotFound
from press.accreditation.models import Application
from press.accreditation.states import LIVE, SHOWN_TO_STAFF, ApplicationState
from press.db import db


def application_for_owner(ref: str, *, account_id: int, for_update: bool = False) -> Application:
    """This person's own application. Raises ApplicationNotFound for anybody else's."""
    return _one(select(Application).where(Application.ref == ref, Application.account_id == account_id), for_update)


def application_for_officer(ref: str, *, actor: Actor | Nobody, for_update: bool = False) -> Application:
    """An application to an event where this person reviews. Raises ApplicationNotFound for any other."""
    found = application_for_staff(ref, for_update=for_update)
    if not may_review_in(actor, found.event_id):
        raise ApplicationNotFound
    return found


def application_for_staff(ref: str, *, for_update: bool = False) -> Application:
    """An application that has arrived: drafts are nobody's but the person's who writes them. For commands and jobs;
    a view fetches for somebody (`application_for_officer`)."""
    arrived = or_(
        Application.state.in_(SHOWN_TO_STAFF),
        and_(Application.state == ApplicationState.MERGED, Application.submitted_at.is_not(None)),
    )
    return _one(select(Application).where(Application.ref == ref, arrived), for_update)


def _one(query: Select[Any], for_update: bool) -> Application:
    query = query.options(joinedload(Application.event), joinedload(Application.outlet))
    if for_update:
        query = query.with_for_update(of=Application)
    found: Application | None = db.session.scalar(query)
    if found is None:
        raise ApplicationNotFound
    return found


def draft_by_id(application_id: int) -> Application | None:
    """The draft with this number, locked, or None if it is one no longer."""
    return db.session.scalar(
        select(Application)
        .where(Application.id == application_id, Application.state == ApplicationState.DRAFT)
        .with_for_update()
    )


def application_by_request(request_key: str) -> Application | None:
    """The application that this very form made already."""
    return db.session.scalar(select(Application).where(Application.request_key == request_key))


def ref_is_taken(ref: str) -> bool:
    """Whether an application bears this number already."""
    return db.session.scalar(select(Application.id).where(Application.ref == ref)) is not None


def live_application(*, event_id: int, account_id: int) -> Application | None:
    """The application that this person has for this event, or None."""
    return db.session.scalar(
        select(Application).where(
            Application.event_id == event_id,
            Application.account_id == account_id,
            Application.state.in_(LIVE),
        )
    )


def own_applications(account_id: int) -> Sequence[Application]:
    """Everything this person has applied for, newest first."""
    return db.session.scalars(
        select(Application)
        .where(Application.account_id == account_id, Application.state.in_(SHOWN_TO_STAFF))
        .options(joinedload(Application.event))
        .order_by(Application.id.desc())
    ).all()
