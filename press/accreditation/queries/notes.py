"""Notes, whom they call, and ready-made reasons."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from press.accounts.models import Account, RoleGrant
from press.accounts.states import Role
from press.accreditation.errors import ReasonNotFound
from press.accreditation.models import Application, Note, NoteMention, ReasonTemplate
from press.accreditation.states import ApplicationState
from press.db import db


def notes_on(application: Application) -> Sequence[Note]:
    """Oldest first, with whom they call."""
    return db.session.scalars(
        select(Note)
        .where(Note.application_id == application.id)
        .options(selectinload(Note.mentions).joinedload(NoteMention.account).raiseload(Account.grants))
        .order_by(Note.id)
    ).all()


def mentions_of(account_id: int, event_id: int) -> Sequence[Note]:
    """Notes at this event that call this officer, who has not read them yet; oldest first."""
    return db.session.scalars(
        select(Note)
        .join(NoteMention, NoteMention.note_id == Note.id)
        .join(Application, Application.id == Note.application_id)
        .where(NoteMention.account_id == account_id, NoteMention.seen_at.is_(None), Application.event_id == event_id)
        .options(joinedload(Note.application))
        .order_by(Note.id)
    ).all()


def team_of(event_id: int) -> Sequence[Account]:
    """Everybody who reviews in this event, by name."""
    reviewers = select(RoleGrant.account_id).where(
        RoleGrant.role.in_((Role.OFFICER, Role.ADMIN)),
        or_(RoleGrant.event_id.is_(None), RoleGrant.event_id == event_id),
    )
    return db.session.scalars(
        select(Account)
        .where(Account.id.in_(reviewers), Account.disabled_at.is_(None))
        .order_by(Account.name, Account.email)
    ).all()


def reasons_for(event_id: int, outcome: ApplicationState | None = None) -> Sequence[ReasonTemplate]:
    """Ready-made reasons of this event and of all, by outcome and title."""
    query = select(ReasonTemplate).where(or_(ReasonTemplate.event_id.is_(None), ReasonTemplate.event_id == event_id))
    if outcome is not None:
        query = query.where(ReasonTemplate.outcome == outcome)
    return db.session.scalars(query.order_by(ReasonTemplate.outcome, ReasonTemplate.title, ReasonTemplate.id)).all()


def reason_of(number: int, event_id: int) -> ReasonTemplate:
    """A ready-made reason that this event may use. Raises ReasonNotFound."""
    found = db.session.get(ReasonTemplate, number)
    if found is None or found.event_id not in (None, event_id):
        raise ReasonNotFound
    return found
