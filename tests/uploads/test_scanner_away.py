"""Where a virus scanner is set, nothing passes without it: the file waits, and is checked when the scanner is back."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from press.clock import now
from press.db import db, db_transaction
from press.jobs.models import Job
from press.jobs.services import MOST_ATTEMPTS
from press.storage.s3 import S3Store
from press.uploads import scanner
from press.uploads.models import Upload
from press.uploads.services.receiving import CHECK
from press.uploads.states import UploadState
from press.uploads.sweeping import sweep
from tests.support import files
from tests.support.clamd import Clamd
from tests.support.people import Person
from tests.support.uploading import Sender

Deliver = Callable[[], int]


def use_scanner(app: Flask, url: str) -> None:
    app.extensions["press.config"] = replace(app.extensions["press.config"], clamd_url=url)


@pytest.fixture
def person(app: Flask, applicant: Callable[..., Person], store: S3Store) -> Person:
    return applicant()


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a scanner that takes the file and never answers."""
    with closing(socket.create_server(("127.0.0.1", 0))) as door:
        yield f"tcp://127.0.0.1:{door.getsockname()[1]}"


def stands(app: Flask) -> tuple[UploadState, int, str]:
    """Where the one file stands, how many tries are over, and what ended the last one."""
    with app.app_context():
        upload, job = db.session.query(Upload).one(), db.session.query(Job).filter_by(kind=CHECK).one()
        return upload.state, job.attempts, (job.last_error or "").partition(":")[0]


def due_again(app: Flask) -> None:
    with app.app_context(), db_transaction():
        job = db.session.query(Job).filter_by(kind=CHECK).one()
        assert job.run_at is not None
        job.run_at = now() - timedelta(seconds=1)


@pytest.mark.parametrize("how", ["absent", "refuses", "silent"])
@pytest.mark.sqlite_only
def test_the_file_waits_and_is_checked_when_the_scanner_is_back(
    app: Flask, person: Person, deliver: Deliver, silent: str, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanner, "_SECONDS", 0.3)
    away = {"absent": "tcp://127.0.0.1:9", "silent": silent}
    use_scanner(app, away.get(how) or Clamd(b"INSTREAM size limit exceeded. ERROR\0").url)
    Sender(person).send(files.jpeg())
    deliver()
    assert stands(app) == (UploadState.QUARANTINED, 1, "ScannerAway")
    assert "It is being checked." in person.browser.get(f"{person.status_page}/papers").text
    use_scanner(app, Clamd().url)
    due_again(app)
    deliver()
    assert stands(app)[0] is UploadState.CLEAN


@pytest.mark.sqlite_only
def test_a_check_that_was_given_up_is_begun_again(app: Flask, person: Person, deliver: Deliver) -> None:
    use_scanner(app, "tcp://127.0.0.1:9")
    Sender(person).send(files.jpeg())
    with app.app_context(), db_transaction():
        db.session.query(Job).filter_by(kind=CHECK).one().attempts = MOST_ATTEMPTS - 1
    deliver()
    with app.app_context():
        given_up = db.session.query(Job).filter_by(kind=CHECK).one()
        assert (given_up.run_at, given_up.failed_at is not None) == (None, True)
        db.session.rollback()
        for _time in range(2):  # one that waits already is not begun once more
            sweep()
            db.session.remove()
        assert [job.attempts for job in db.session.query(Job).filter_by(kind=CHECK, failed_at=None)] == [0]
    use_scanner(app, Clamd().url)
    deliver()
    with app.app_context():
        assert db.session.query(Upload).one().state is UploadState.CLEAN
