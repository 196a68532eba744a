"""Who is credentialed now: asked anew on every request."""

from sqlalchemy import select

from press.accreditation.models import Application, Credential
from press.accreditation.states import ACCREDITED
from press.db import db


def is_credentialed(account_id: int, event_id: int) -> bool:
    """Whether this person has the right now: approved, and not revoked."""
    return (
        db.session.scalar(
            select(Credential.id)
            .join(Application, Application.id == Credential.application_id)
            .where(
                Credential.account_id == account_id,
                Credential.event_id == event_id,
                Credential.revoked_at.is_(None),
                Application.state.in_(ACCREDITED),
            )
            .limit(1)
        )
        is not None
    )
