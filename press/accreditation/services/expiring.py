"""Applications that nobody decided on end with the event."""

from collections.abc import Sequence
from datetime import datetime

from press.accreditation import mails
from press.accreditation.errors import IllegalMove
from press.accreditation.models import Application
from press.accreditation.moves import check_version, move
from press.accreditation.queries.asking import open_request
from press.accreditation.services.settling import overtake_recommendation
from press.accreditation.states import ApplicationState
from press.audit.services import Act, By, record_many
from press.db import db
from press.mail import outbox


def expire(application: Application, *, version: int, by: By, at: datetime) -> None:
    """What was asked for did not come: an officer ends the application, and its applicant is told. Raises IllegalMove
    when nothing is being waited for, or there is still time to send it."""
    check_version(application, version)
    request = open_request(application)
    if request is None or request.deadline >= at:
        raise IllegalMove(f"{application.ref}: no deadline has passed without an answer")
    expire_many([application], by=by, at=at)


def expire_many(applications: Sequence[Application], *, by: By, at: datetime) -> None:
    """Ends these, each with one mail. Their rows are locked before."""
    for each in applications:
        overtake_recommendation(each, at=at)
        move(each, ApplicationState.EXPIRED)
    db.session.flush()
    outbox.queue_many([mails.expired(each) for each in applications], at=at)
    record_many([Act("application.expired", each.subject, by, at) for each in applications])
