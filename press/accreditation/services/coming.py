"""Whether somebody who is accredited will come."""

from datetime import datetime

from press.accreditation.errors import IllegalMove, NoPlace
from press.accreditation.models import Application
from press.accreditation.queries.places import lock_places
from press.accreditation.services.promoting import fill_free_places
from press.accreditation.states import ACCREDITED
from press.audit.services import By, record
from press.db import db


def answer_coming(application: Application, *, coming: bool, by: By, at: datetime) -> None:
    """Notes the answer, which may be changed until the person has come. Whoever cannot come keeps the accreditation,
    and the place is free for somebody else; who can come after all needs one again. Raises IllegalMove unless
    accredited and not there yet, NoPlace when the place was given away."""
    if application.state not in ACCREDITED or application.attended_at is not None:
        raise IllegalMove(f"{application.ref} is {application.state}")
    if application.coming is coming:
        return
    if coming and application.coming is False:
        _take_place_again(application)
    application.coming, application.coming_at = coming, at
    db.session.flush()
    lock_places(application.event)  # before the audit: locks are taken in one order
    record("application.coming", application.subject, by=by, at=at, coming=coming)
    if not coming:
        fill_free_places(application.event, at=at)


def _take_place_again(application: Application) -> None:
    full = lock_places(application.event).full_for(application)
    if full is not None:
        raise NoPlace(full)
