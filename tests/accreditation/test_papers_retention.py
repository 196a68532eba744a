"""Papers that identify somebody are deleted after their time; what was verified stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Flask

from press.accreditation.jobs.papers import delete_after_retention
from press.accreditation.models import Application, Paper
from press.audit.models import AuditEntry
from press.clock import now
from press.db import db, db_transaction
from press.storage.s3 import S3Store
from tests.support import files
from tests.support.papers import missing, next_time
from tests.support.people import Person
from tests.support.uploading import Sender

Applicant = Callable[..., Person]
Deliver = Callable[[], int]


def let_pass(app: Flask, days: float) -> None:
    """As if papers had been handed in that long ago; the event is long over."""
    with app.app_context(), db_transaction():
        for paper in db.session.query(Paper):
            paper.handed_in_at = now() - timedelta(days=days)


def run_retention(app: Flask, deliver: Deliver) -> None:
    with app.app_context():
        delete_after_retention()
    deliver()


def test_scans_are_deleted_after_their_time_and_what_was_verified_stays(
    app: Flask, officer: Person, handed_in: Person, store: S3Store, deliver: Deliver
) -> None:
    officer.browser.send(officer.browser.get(handed_in.desk_page), "/evidence", kind="letter", grade="B", note="")
    let_pass(app, 29.9)
    run_retention(app, deliver)
    assert len(list(store.list())) == 3 + 3 + 4
    let_pass(app, 30.1)
    run_retention(app, deliver)
    assert len(list(store.list())) == 4  # the tear sheets identify nobody
    desk = officer.browser.get(handed_in.desk_page)
    assert desk.text.count("The file was deleted after its time.") == 2
    assert "B Signed assignment letter" in desk.text
    assert missing(app, handed_in) == 1
    with app.app_context():
        entries = db.session.query(AuditEntry).filter_by(action="application.paper_deleted").order_by(AuditEntry.id)
        assert [entry.details["kind"] for entry in entries] == ["photo", "letter"]
    run_retention(app, deliver)
    with app.app_context():
        assert db.session.query(AuditEntry).filter_by(action="application.paper_deleted").count() == 2


def test_a_file_that_a_later_event_uses_too_stays_until_that_one_is_over(
    app: Flask, applicant: Applicant, store: S3Store, deliver: Deliver, later_event: str, at: datetime
) -> None:
    person = applicant()
    Sender(person).send(files.jpeg())
    deliver()
    again = next_time(app, person, later_event)
    again.browser.post(f"{again.status_page}/papers/photo/again", {"csrf_token": again.browser.token()})
    with app.app_context(), db_transaction():
        first = db.session.query(Paper).join(Application).filter(Application.ref == person.ref).one()
        first.handed_in_at = now() - timedelta(days=400)
    run_retention(app, deliver)
    assert len(list(store.list())) == 3
    let_pass(app, 400)
    run_retention(app, deliver)
    assert list(store.list()) == []
