"""Who is credentialed now: asked anew on every request."""

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import InstrumentedAttribute

from press.accreditation.models import Application, Credential
from press.accreditation.states import ACCREDITED
from press.db import db

Number = int | InstrumentedAttribute[int]


def has_credential(account_id: Number, event_id: Number) -> ColumnElement[bool]:
    """The condition itself, for many people at once: approved, and not revoked."""
    granted = exists().where(
        Credential.account_id == account_id,
        Credential.event_id == event_id,
        Credential.revoked_at.is_(None),
        Application.id == Credential.application_id,
        Application.state.in_(ACCREDITED),
    )
    # A query that looks at applications, too, must not make these rows its own.
    return granted.correlate_except(Credential, Application)


def is_credentialed(account_id: int, event_id: int) -> bool:
    """Whether this person has the right now: approved, and not revoked."""
    return bool(db.session.scalar(select(has_credential(account_id, event_id))))
