"""What papers leave to the worker: tell of a file that was refused, and delete scans after their time."""

from datetime import datetime, timedelta
from typing import Any

from flask import Flask, current_app

from press.accreditation import mails
from press.accreditation.models import Paper
from press.accreditation.queries.papers import open_for_papers, papers_with, retention_candidates
from press.accreditation.services.counting_papers import count_missing
from press.accreditation.services.papers import CHECKED, OPEN, note_check
from press.accreditation.services.settings import COUNT_AGAIN
from press.audit.services import SYSTEM, record
from press.clock import now
from press.db import db, db_transaction
from press.events.settings import IDENTIFYING
from press.jobs.worker import handles, repeats
from press.mail import outbox
from press.uploads.models import Upload
from press.uploads.services.settling import delete
from press.uploads.states import UploadState

RETENTION = "accreditation.papers_retention"
_AT_ONCE = 100


def paper_checked(payload: dict[str, Any]) -> None:
    """The job: what is missing is counted anew, and whoever sent a file that cannot be used is told."""
    at = now()
    with current_app.test_request_context(), db_transaction():
        upload = db.session.get_one(Upload, payload["upload"])
        for paper in note_check(upload, at=at):
            outbox.queue(mails.paper_refused(paper), at=at)


def count_again(payload: dict[str, Any]) -> None:
    """The job: what an event asks for has changed, so what is missing is counted anew for all who may still add it."""
    last = 0
    while True:
        with db_transaction():
            some = open_for_papers(payload["event_id"], OPEN, after=last, most=_AT_ONCE)
            if not some:
                return
            last = some[-1].id
            for application in some:
                count_missing(application)


def delete_after_retention() -> None:
    """The job: scans that identify somebody are deleted when their event's retention is over. The paper's row stays,
    and so does the evidence: verified by whom, and when."""
    last = 0
    while found := retention_candidates(IDENTIFYING, after_id=last):
        last = found[-1].id
        ids = [paper.upload_id for paper in found]
        db.session.rollback()
        for upload_id in dict.fromkeys(filter(None, ids)):
            with db_transaction():
                _delete_if_over(upload_id, at=now())


def _delete_if_over(upload_id: int, *, at: datetime) -> None:
    papers = papers_with(upload_id)
    upload = papers[0].upload
    # One file may serve several events: it stays as long as the last of them needs it.
    if upload is None or upload.state is UploadState.DELETED or any(keep_until(paper) > at for paper in papers):
        return
    delete(upload, at=at)
    for paper in papers:
        record("application.paper_deleted", paper.application.subject, by=SYSTEM, at=at, kind=paper.kind.value)


def keep_until(paper: Paper) -> datetime:
    """When its retention is over: counted in days from the event's end, or from when it was handed in after that."""
    event = paper.application.event
    return max(event.ends_at, paper.handed_in_at) + timedelta(days=event.retention_days)


def init_app(app: Flask) -> None:
    handles(app, CHECKED, paper_checked)
    handles(app, COUNT_AGAIN, count_again)
    repeats(app, RETENTION, delete_after_retention, every=timedelta(hours=6))
