"""One appeal against a decline, which somebody else decides on."""

from datetime import datetime

from press.accreditation import mails
from press.accreditation.errors import AppealClosed
from press.accreditation.models import Appeal, Application
from press.accreditation.moves import move
from press.accreditation.queries.appeals import appeal_ends_at, appeal_of
from press.accreditation.states import ApplicationState
from press.audit.services import By, record
from press.db import db
from press.mail import outbox


def appeal(application: Application, *, words: str, by: By, at: datetime) -> Appeal:
    """The applicant appeals, in words: back to review, with a receipt. The same again gives the same appeal.

    Raises AppealClosed when there is nothing to appeal against, or the event's days for it are over."""
    made = appeal_of(application)
    if made is not None:
        return made
    ends_at = appeal_ends_at(application)
    if ends_at is None or at > ends_at:
        raise AppealClosed
    made = Appeal(application_id=application.id, decision=application.decisions[-1], words=words, sent_at=at)
    db.session.add(made)
    move(application, ApplicationState.IN_REVIEW)
    db.session.flush()
    record("application.appealed", application.subject, by=by, at=at)
    outbox.queue(mails.appeal_received(application), at=at)
    return made


def declined_by(made: Appeal | None, by: By) -> bool:
    """Whether this is who made the decision that is appealed against. Without an account, the name says it."""
    if made is None:
        return False
    if made.decision.decided_by_id is None:
        return by.account_id is None and by.name == made.decision.decided_by
    return made.decision.decided_by_id == by.account_id
