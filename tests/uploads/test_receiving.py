"""Piece by piece over a bad line: received is said when everything is here, and not before."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from config import Config
from press.accreditation.models import Paper
from press.accreditation.states import ApplicationState as S
from press.clock import now
from press.db import db, db_transaction
from press.storage.s3 import S3Store
from press.storage.store import EXTENSION
from press.uploads.models import PIECE_BYTES, Upload
from press.uploads.states import UploadState
from press.uploads.sweeping import sweep
from tests.support import files
from tests.support.people import Person
from tests.support.uploading import Sender
from tests.support.weed import own_weed

Deliver = Callable[[], int]
BODY = files.jpeg(2000, 2400)
assert 2 * PIECE_BYTES < len(BODY) < 6 * PIECE_BYTES


@pytest.fixture
def sender(applicant: Callable[..., Person], store: S3Store) -> Sender:
    return Sender(applicant())


def held(store: S3Store) -> list[str]:
    return sorted(each.key.partition("/")[0] for each in store.list())


def papers(app: Flask) -> list[str]:
    with app.app_context():
        return [paper.kind.value for paper in db.session.query(Paper)]


def test_pieces_in_any_order_make_a_paper_with_the_last(app: Flask, sender: Sender, store: S3Store) -> None:
    begun = sender.begin(BODY).json
    assert (begun["state"], begun["received"], begun["pieces"]) == ("receiving", False, [])
    order = list(reversed(range(begun["piece_count"])))
    for number in order[:-1]:
        page = sender.piece(begun["key"], BODY, number)
        assert (page.status, page.json["received"]) == (200, False)
    assert papers(app) == []
    last = sender.piece(begun["key"], BODY, order[-1])
    assert (last.status, last.json["received"], last.json["state"]) == (200, True, "quarantined")
    assert papers(app) == ["photo"]
    assert held(store) == ["quarantine"] * begun["piece_count"]


def test_after_the_check_it_is_clean_and_the_quarantine_empty(
    app: Flask, sender: Sender, store: S3Store, deliver: Deliver
) -> None:
    key = sender.send(BODY).json["key"]
    deliver()
    assert sender.state(key).json["state"] == "clean"
    assert held(store) == ["uploads"] * 3  # the original, the picture, the thumbnail
    with app.app_context():
        upload = db.session.query(Upload).one()
        with store.get(f"uploads/{key}/{upload.sha256}") as original:
            assert original.read() == BODY


def test_a_page_that_was_reloaded_goes_on_where_it_was(sender: Sender) -> None:
    first = sender.begin(BODY).json
    sender.piece(first["key"], BODY, 1)
    again = sender.begin(BODY).json
    assert (again["key"], again["pieces"]) == (first["key"], [1])
    assert sender.state(first["key"]).json["pieces"] == [1]


def test_a_piece_that_comes_twice_changes_nothing(app: Flask, sender: Sender, store: S3Store) -> None:
    key = sender.begin(BODY).json["key"]
    first, second = sender.piece(key, BODY, 0), sender.piece(key, BODY, 0)
    assert (second.status, second.json) == (200, first.json)
    assert held(store) == ["quarantine"]


def test_the_last_piece_twice_makes_one_paper(app: Flask, sender: Sender) -> None:
    page = sender.send(BODY)
    again = sender.piece(page.json["key"], BODY, page.json["piece_count"] - 1)
    assert (again.status, again.json["received"]) == (200, True)
    assert papers(app) == ["photo"]
    assert sender.begin(BODY).json["received"] is True  # the answer was lost, and the script asks again
    assert papers(app) == ["photo"]


def test_a_piece_that_was_changed_on_the_way_is_not_kept(sender: Sender, store: S3Store) -> None:
    key = sender.begin(BODY).json["key"]
    wrong = sender.piece(key, BODY, 0, sha256="0" * 64)
    assert (wrong.status, wrong.json["message"]) == (
        422,
        "Part of the file was damaged in transit. It is being sent again.",
    )
    short = sender.piece(key, BODY[: PIECE_BYTES - 1], 0)
    beyond = sender.piece(key, BODY, 40)
    assert (short.status, beyond.status) == (422, 422)
    assert held(store) == []


def test_another_file_cannot_be_slipped_into_it(sender: Sender) -> None:
    key = sender.begin(BODY).json["key"]
    sender.piece(key, BODY, 0)
    assert sender.piece(key, bytes(len(BODY)), 0).status == 409


def test_bytes_that_are_not_the_announced_file_are_refused(app: Flask, sender: Sender, deliver: Deliver) -> None:
    begun = sender.begin(BODY, sha256="a" * 64).json
    for number in range(begun["piece_count"]):
        sender.piece(begun["key"], BODY, number)
    deliver()
    state = sender.state(begun["key"]).json
    assert (state["state"], state["message"]) == ("refused", "The file was damaged in transit. Send it again.")


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"size": 0}, "The file is empty. Choose another one."),
        ({"size": 20 * 1024 * 1024 + 1}, "The file is larger than 20 MB. Send a smaller one."),
        ({"sha256": "x"}, "We could not read that file. Choose it again."),
        ({"name": None}, "We could not read that file. Choose it again."),
        ({"size": "many"}, "We could not read that file. Choose it again."),
    ],
)
def test_what_is_not_even_begun(sender: Sender, other: dict[str, object], words: str) -> None:
    page = sender.begin(BODY, **other)
    assert (page.status, page.json) == (422, {"message": words})


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        (files.THAI_NAME, files.THAI_NAME),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\photo.jpg", "photo.jpg"),
        ("a\x00b\r\n\ud800.jpg", "ab.jpg"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("", "file"),
        ("/", "file"),
        ("น" * 500 + ".jpg", "น" * 196 + ".jpg"),
    ],
)
def test_names_are_kept_as_they_can_be(app: Flask, sender: Sender, name: str, kept: str) -> None:
    assert sender.begin(BODY, name=name).status == 200
    with app.app_context():
        assert [upload.name for upload in db.session.query(Upload)] == [kept]


@pytest.mark.sqlite_only
def test_nobody_sees_or_feeds_another_persons_upload(sender: Sender, applicant: Callable[..., Person]) -> None:
    key = sender.begin(BODY).json["key"]
    stranger = Sender(applicant())
    assert stranger.state(key).status == 404
    assert stranger.piece(key, BODY, 0).status == 404
    spy = Sender(replace(stranger.person, ref=sender.person.ref))
    assert (spy.state(key).status, spy.piece(key, BODY, 0).status, spy.begin(BODY).status) == (404, 404, 404)
    assert sender.state(key).json["pieces"] == []


@pytest.mark.sqlite_only
def test_more_files_than_anybody_needs_are_refused(sender: Sender) -> None:
    pages = [sender.begin(BODY, sha256=f"{number:064x}") for number in range(61)]
    assert [page.status for page in pages] == [200] * 60 + [429]


@pytest.mark.sqlite_only
def test_a_store_that_stops_between_two_pieces(app: Flask, applicant: Callable[..., Person], config: Config) -> None:
    with own_weed() as (weed, server):
        app.extensions[EXTENSION] = weed.store("stops")
        sender = Sender(applicant())
        begun = sender.begin(BODY).json
        assert sender.piece(begun["key"], BODY, 0).status == 200
        server.kill()
        away = sender.piece(begun["key"], BODY, 1)
        assert away.status == 503
        assert "NOT been received" in away.json["message"]
    assert sender.state(begun["key"]).json["pieces"] == [0]
    assert papers(app) == []


def test_while_a_piece_is_kept_nobody_else_waits(app: Flask, sender: Sender, store: S3Store) -> None:
    """The store is asked while no transaction is open: another form is written in the same moment."""
    written = []

    class Slow:
        def put(self, *words: object, **named: object) -> bool:
            with db.engine.connect() as other, other.begin():
                other.execute(update(Upload).values(name="written meanwhile"))
            written.append(True)
            return store.put(*words, **named)  # type: ignore[arg-type]

    key = sender.begin(BODY).json["key"]
    app.extensions[EXTENSION] = Slow()
    assert sender.piece(key, BODY, 0).status == 200
    assert written == [True]


def test_what_was_never_finished_is_gone_after_a_day(
    app: Flask, sender: Sender, store: S3Store, deliver: Deliver
) -> None:
    key = sender.begin(BODY).json["key"]
    sender.piece(key, BODY, 0)
    fresh = sender.begin(BODY, sha256="b" * 64).json["key"]
    sender.piece(fresh, BODY, 1)
    store.put(
        "quarantine/" + "c" * 32 + "/000-x", b"x", content_type="text/plain", sha256=hashlib.sha256(b"x").hexdigest()
    )
    with app.app_context(), db_transaction():
        upload = db.session.query(Upload).filter_by(key=key).one()
        upload.created_at = now() - timedelta(hours=25)
    with app.test_request_context():
        sweep()
    deliver()
    assert {each.key.split("/")[1] for each in store.list()} == {fresh}
    with app.app_context():
        states = {upload.key: upload.state for upload in db.session.query(Upload)}
    assert states == {key: UploadState.DELETED, fresh: UploadState.RECEIVING}


def test_a_decided_application_takes_no_more_pieces(
    sender: Sender, app: Flask, applicant: Callable[..., Person]
) -> None:
    declined = Sender(applicant(S.DECLINED))
    assert declined.begin(BODY).status == 409
