"""Reads of forms that were begun."""

from sqlalchemy import or_, select

from press.accreditation.models import FormDraft
from press.db import db


def form_draft(event_id: int, *, key: str | None, account_id: int | None) -> FormDraft | None:
    """What this browser or account has begun for this event, the latest first, or None."""
    held = [FormDraft.key == key] if key else []
    own = [FormDraft.account_id == account_id] if account_id is not None else []
    if not held and not own:
        return None
    return db.session.scalar(
        select(FormDraft)
        .where(FormDraft.event_id == event_id, or_(*held, *own))
        .order_by(FormDraft.updated_at.desc(), FormDraft.id.desc())
        .limit(1)
    )
