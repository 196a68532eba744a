"""One person, in everything they applied for."""

from collections.abc import Sequence

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from press.accounts.models import Account
from press.accreditation.errors import PersonNotFound
from press.accreditation.models import Application
from press.accreditation.states import SHOWN_TO_STAFF
from press.db import db


def person_at(account_id: int, event_id: int) -> Account:
    """Somebody who has applied to this event. Raises PersonNotFound for anybody else."""
    applied = select(Application.account_id).where(
        Application.event_id == event_id, Application.state.in_(SHOWN_TO_STAFF)
    )
    found = db.session.scalar(select(Account).where(Account.id == account_id, Account.id.in_(applied)))
    if found is None:
        raise PersonNotFound
    return found


def applications_of(account_id: int, event_ids: Sequence[int]) -> Sequence[Application]:
    """Everything this person has applied for at these events, newest first, with decisions."""
    return db.session.scalars(
        select(Application)
        .where(
            Application.account_id == account_id,
            Application.event_id.in_(event_ids),
            Application.state.in_(SHOWN_TO_STAFF),
        )
        .options(joinedload(Application.event), joinedload(Application.outlet), selectinload(Application.decisions))
        .order_by(Application.id.desc())
    ).all()


def everything_of(account: Account, *, for_update: bool = False) -> Sequence[Application]:
    """Whatever this person has ever sent or begun, drafts of the same address among it, oldest first."""
    query = (
        select(Application)
        .where(
            or_(
                Application.account_id == account.id,
                and_(Application.account_id.is_(None), Application.email == account.email),
            )
        )
        .options(joinedload(Application.event), selectinload(Application.decisions), selectinload(Application.evidence))
        .order_by(Application.id)
    )
    return db.session.scalars(query.with_for_update(of=Application) if for_update else query).all()
