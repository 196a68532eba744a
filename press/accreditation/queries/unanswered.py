"""Who has not answered yet, and was not reminded: for the worker."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from press.accreditation.models import Confirmation, CrewInvitation
from press.accreditation.states import InvitationState
from press.db import db


def unanswered_since(moment: datetime) -> Sequence[CrewInvitation]:
    """Invitations of before this moment that nobody answered and nobody was reminded of, locked."""
    return db.session.scalars(
        select(CrewInvitation)
        .where(
            CrewInvitation.state == InvitationState.INVITED,
            CrewInvitation.created_at <= moment,
            CrewInvitation.reminded_at.is_(None),
        )
        .options(joinedload(CrewInvitation.event))
        .order_by(CrewInvitation.id)
        .with_for_update(of=CrewInvitation)
    ).all()


def unanswered_asked_before(moment: datetime, *, at: datetime) -> Sequence[Confirmation]:
    """Confirmations of before this moment that nobody answered and nobody was reminded of, locked."""
    return db.session.scalars(
        select(Confirmation)
        .where(
            Confirmation.answered_at.is_(None),
            Confirmation.asked_at <= moment,
            Confirmation.expires_at > at,
            Confirmation.reminded_at.is_(None),
        )
        .order_by(Confirmation.id)
        .with_for_update()
    ).all()
