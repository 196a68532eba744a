"""Asking an applicant for more: the officer's half and the applicant's."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import update

from press.accreditation import mails
from press.accreditation.errors import DeadlineImpossible, IllegalMove, NothingAsked, NothingSent
from press.accreditation.items import FIELDS, ITEMS
from press.accreditation.models import Application, InformationRequest
from press.accreditation.moves import check_version, move
from press.accreditation.queries.asking import open_request, requests_to_remind_of
from press.accreditation.queries.changes import changes_of
from press.accreditation.queries.papers import current_papers
from press.accreditation.services.changing import apply_values
from press.accreditation.states import ApplicationState
from press.audit.services import By, record
from press.db import db
from press.mail import outbox

REMIND_AHEAD = timedelta(days=1)
REST_BEFORE_REMINDING = timedelta(hours=12)  # a request of this morning needs no reminder


def ask(
    application: Application,
    *,
    version: int,
    items: Sequence[str],
    words: str,
    deadline: datetime,
    by: By,
    at: datetime,
) -> InformationRequest:
    """Asks for these items (press.accreditation.items) and what the words say, until the deadline; the mail goes out.

    Raises DecidedMeanwhile, NothingAsked, DeadlineImpossible, and IllegalMove unless the application waits."""
    check_version(application, version)
    items = [item for item in ITEMS if item in items]
    if not items and not words.strip():
        raise NothingAsked
    latest = latest_deadline(application, at)
    if deadline <= at or (latest is not None and deadline > latest):
        raise DeadlineImpossible
    move(application, ApplicationState.NEEDS_INFO)
    _end_open(application, at)
    request = InformationRequest(
        application=application, items=items, words=words, deadline=deadline, asked_at=at, asked_by=by.name
    )
    db.session.add(request)
    record("application.asked", application.subject, by=by, at=at, items=items, deadline=deadline.isoformat())
    outbox.queue(mails.more_needed(request), at=at)
    return request


def latest_deadline(application: Application, at: datetime) -> datetime | None:
    """No deadline is after the event; None where its day is past already."""
    ends_at = application.event.ends_at
    return ends_at if ends_at > at else None


def go_on_without(application: Application, *, version: int, by: By, at: datetime) -> None:
    """An officer takes the application back into review without the answer. No mail."""
    check_version(application, version)
    if application.state is not ApplicationState.NEEDS_INFO:
        raise IllegalMove(f"{application.ref} is {application.state}")
    move(application, ApplicationState.IN_REVIEW)
    _end_open(application, at)
    db.session.flush()
    record("application.went_on", application.subject, by=by, at=at)


def answer(application: Application, values: Mapping[str, str], *, words: str, by: By, at: datetime) -> None:
    """The applicant has sent what was asked: the fields are kept, and the officer looks again.

    Raises IllegalMove when nothing is asked for, NothingSent when there is nothing new for the officer to look at."""
    request = open_request(application)
    if request is None:
        raise IllegalMove(f"nothing is asked of {application.ref}")
    is_new = any(getattr(application, FIELDS[field]) != value for field, value in values.items())
    if not words and not is_new and not _has_sent(application, since=request.asked_at):
        raise NothingSent
    what = apply_values(application, values, by=by, at=at)
    request.answer, request.answered_at = words, at
    move(application, ApplicationState.IN_REVIEW)
    db.session.flush()
    record("application.answered", application.subject, by=by, at=at, what=what)


def remind(*, at: datetime) -> int:
    """Mails everybody whose deadline is a day away, once. Returns how many."""
    requests = requests_to_remind_of(at, ahead=REMIND_AHEAD, rest=REST_BEFORE_REMINDING)
    for request in requests:
        request.reminded_at = at
        outbox.queue(mails.deadline_near(request), at=at)
    return len(requests)


def _has_sent(application: Application, *, since: datetime) -> bool:
    """Whether a paper came, or a field was changed, after the question."""
    papers = [paper.handed_in_at for paper in current_papers(application)]
    return any(moment >= since for moment in [*papers, *(change.at for change in changes_of(application))])


def _end_open(application: Application, at: datetime) -> None:
    db.session.execute(
        update(InformationRequest)
        .where(
            InformationRequest.application_id == application.id,
            InformationRequest.answered_at.is_(None),
            InformationRequest.ended_at.is_(None),
        )
        .values(ended_at=at)
    )
