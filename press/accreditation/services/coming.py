"""Whether somebody who is accredited will come."""

from datetime import datetime

from press.accreditation.errors import IllegalMove
from press.accreditation.models import Application
from press.accreditation.states import ACCREDITED
from press.audit.services import By, record
from press.db import db


def answer_coming(application: Application, *, coming: bool, by: By, at: datetime) -> None:
    """Notes the answer, which may be changed until the person has come. Whoever cannot come keeps the accreditation,
    and the place is free for somebody else. Raises IllegalMove unless accredited and not there yet."""
    if application.state not in ACCREDITED or application.attended_at is not None:
        raise IllegalMove(f"{application.ref} is {application.state}")
    if application.coming is coming:
        return
    application.coming, application.coming_at = coming, at
    db.session.flush()
    record("application.coming", application.subject, by=by, at=at, coming=coming)
