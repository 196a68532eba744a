"""Files on their way into a draft while the store or the worker is away: the page says so, and nothing is lost."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask

from press.db import db, db_transaction
from press.jobs.models import Job
from press.jobs.worker import run_until_idle
from press.kits.services.receiving import CHECKED
from press.uploads.services.receiving import CHECK
from tests.studio.writing.test_files import paths
from tests.support.browser import Page
from tests.support.leftwork import dead_store, due_since
from tests.support.people import Person

pytestmark = pytest.mark.sqlite_only

SPEECH = "documents/speech.txt"
WORDS = b"Words.\n"
NOT_BEGUN = "The worker has not begun yet. Nothing is lost"
FAILED = "The last attempt failed. It is tried again at"
MINUTES = timedelta(minutes=2)


@pytest.fixture
def hand_in(kit: str, editor: Person) -> Callable[..., Page]:
    """Hands the speech in by the ordinary form; nobody looks into it yet."""

    def send(name: str = "speech.txt", body: bytes = WORDS) -> Page:
        form = editor.browser.get(f"{kit}/files").form("/files/documents")
        data = {"csrf_token": form.fields["csrf_token"], "file": (BytesIO(body), name)}
        return editor.browser.post(form.action, data, content_type="multipart/form-data")

    return send


def test_a_form_with_a_dead_store_is_answered_and_can_be_sent_again(
    app: Flask, kit: str, editor: Person, hand_in: Callable[..., Page], deliver: Callable[[], int]
) -> None:
    before = paths(app)
    with dead_store(app):
        refused = hand_in()
        deliver()
    assert refused.status == 503
    assert "it has NOT been received" in refused.text
    assert "being checked" not in editor.browser.get(f"{kit}/files").text
    assert paths(app) == before

    assert hand_in().status == 303
    deliver()
    assert paths(app) == before | {
        SPEECH: hashlib.sha256(WORDS).hexdigest(),
        "documents/documents.toml": paths(app)["documents/documents.toml"],
    }


def test_a_script_goes_on_with_the_piece_that_was_not_kept(
    app: Flask, kit: str, editor: Person, deliver: Callable[[], int]
) -> None:
    body = b"A line of a long text.\n" * 30_000  # two pieces
    digest = hashlib.sha256(body).hexdigest()
    token = {"X-CSRFToken": editor.browser.token()}

    def begin() -> dict[str, object]:
        announced = {"name": "speech.txt", "size": len(body), "sha256": digest}
        answer = editor.browser.post(f"{kit}/files/documents/uploads", json=announced, headers=token)
        return dict(answer.json)

    def piece(number: int) -> Page:
        part = body[number * begun["piece_bytes"] : (number + 1) * begun["piece_bytes"]]  # type: ignore[operator]
        headers = {**token, "X-Piece-SHA256": hashlib.sha256(part).hexdigest()}
        address = f"{kit}/uploads/{begun['key']}/pieces/{number}"
        return editor.browser.post(address, part, content_type="application/octet-stream", headers=headers)

    begun = begin()
    assert begun["piece_count"] == 2
    assert piece(0).status == 200
    with dead_store(app):
        refused = piece(1)
    assert (refused.status, refused.json["message"].partition(",")[0]) == (503, "The file could not be saved just now")
    again = begin()
    assert (again["key"], again["pieces"], again["received"]) == (begun["key"], [0], False)
    assert piece(1).json["received"] is True
    deliver()
    assert paths(app)[SPEECH] == digest


@pytest.mark.parametrize("kind", [CHECK, CHECKED])
def test_a_store_that_is_away_while_the_worker_looks_shows_and_the_file_comes_later(
    app: Flask, kit: str, editor: Person, hand_in: Callable[..., Page], deliver: Callable[[], int], kind: str
) -> None:
    hand_in()
    if kind == CHECKED:  # looked into already, and only to be put into the draft
        with app.app_context():
            run_until_idle((CHECK,))
    with dead_store(app):
        deliver()
    page = editor.browser.get(f"{kit}/files")
    assert "Being checked: speech.txt" in page.text
    assert FAILED in page.text
    assert SPEECH not in paths(app)

    due_since(app, kind, timedelta())
    deliver()
    assert SPEECH in paths(app)
    assert FAILED not in editor.browser.get(f"{kit}/files").text


def test_a_worker_that_is_away_shows_and_the_file_comes_with_it(
    app: Flask, kit: str, editor: Person, hand_in: Callable[..., Page], deliver: Callable[[], int]
) -> None:
    hand_in()
    just_now = editor.browser.get(f"{kit}/files").text
    assert "speech.txt is being checked" in just_now
    assert NOT_BEGUN not in just_now

    due_since(app, CHECK, MINUTES)
    page = editor.browser.get(f"{kit}/files")
    assert "Being checked: speech.txt" in page.text
    assert NOT_BEGUN in page.text

    deliver()
    assert NOT_BEGUN not in editor.browser.get(f"{kit}/files").text
    assert SPEECH in paths(app)


def test_a_check_that_was_given_up_shows(app: Flask, kit: str, editor: Person, hand_in: Callable[..., Page]) -> None:
    hand_in()
    with app.app_context(), db_transaction():
        job = db.session.query(Job).filter_by(kind=CHECK).one()
        job.failed_at, job.run_at, job.last_error = job.created_at, None, "ScannerAway: no answer"

    assert "The worker has given it up." in editor.browser.get(f"{kit}/files").text


def test_more_files_on_their_way_ask_nothing_more_of_the_database(
    kit: str, editor: Person, hand_in: Callable[..., Page], count_queries: Callable[..., int]
) -> None:
    def look() -> int:
        return count_queries(lambda: editor.browser.get(f"{kit}/files"), "SELECT jobs")

    assert look() == 0
    hand_in()
    one = look()
    for number in range(2):
        hand_in(f"speech-{number}.txt", b"Words %d.\n" % number)
    assert one == look() == 1
