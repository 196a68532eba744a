"""Who looks at an application now, so that two do not work on one. A claim warns; it closes nothing to anybody."""

from datetime import datetime

from press.accreditation.models import Application
from press.audit.services import By, record
from press.db import db


def claim(application: Application, *, take_over: bool, by: By, at: datetime) -> bool:
    """This officer looks at it from now on, for CLAIM_LASTS. False, and nothing is changed, when another does and it
    is not taken over. Whoever has it already has it anew."""
    holder = application.holder(at)
    others = holder is not None and holder.id != by.account_id
    if others and not take_over:
        return False
    mine = holder is not None and not others
    application.claimed_by_id = by.account_id
    application.claimed_at = at
    db.session.flush()
    if not mine:
        record("application.claimed", application.subject, by=by, at=at, taken_over=others)
    return True


def release(application: Application, *, by: By, at: datetime) -> None:
    """Gives it back. Another officer's claim stays."""
    holder = application.holder(at)
    if holder is None or holder.id != by.account_id:
        return
    application.claimed_by_id = None
    application.claimed_at = None
    db.session.flush()
    record("application.claim_released", application.subject, by=by, at=at)
