"""How long a decision takes."""

from datetime import timedelta
from statistics import median

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from press.accreditation.models import Application, Decision
from press.db import db

LAST = 50
FEWEST = 5  # of fewer, nothing is said


def usual_wait(event_id: int) -> timedelta | None:
    """How long half of the last fifty applicants to this event waited at most for their first decision; None while
    there are too few to tell."""
    earlier = aliased(Decision)
    rows = db.session.execute(
        select(Application.submitted_at, Decision.decided_at)
        .join(Application, Application.id == Decision.application_id)
        .where(
            Application.event_id == event_id,
            ~exists().where(earlier.application_id == Decision.application_id, earlier.id < Decision.id),
        )
        .order_by(Decision.id.desc())
        .limit(LAST)
    )
    waits = [row.decided_at - row.submitted_at for row in rows if row.submitted_at]
    return median(waits) if len(waits) >= FEWEST else None
