"""While a file is sent by us, the rule is asked again: who may no longer have it does not get the rest."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPResponse, IncompleteRead
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from config import ROOT
from press.clock import now
from press.db import db, db_transaction
from press.distribution import gate
from press.distribution.gate import BrokenOff
from press.kits.models import Kit
from press.kits.services import ending
from tests.distribution.test_gate import THAI, Address
from tests.kits.folders import put
from tests.support import breaking, people
from tests.support.browser import Browser
from tests.support.people import Person

BODY = "ข้อมูล 0123456789\n" * 60_000  # 1.8 MB: many pieces of 64 KiB


@pytest.fixture(params=["bytes", "seconds"])
def often(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asks before every piece, for as many bytes or as many seconds."""
    if request.param == "bytes":
        monkeypatch.setattr(gate, "AGAIN_BYTES", 1)
    else:
        monkeypatch.setattr(gate, "AGAIN_SECONDS", 0.0)


@pytest.fixture
def large(folder: Path, kit: str, republish: Callable[[], None], address: Address) -> str:
    """The address of a file that is sent in many pieces."""
    put(folder, THAI, BODY)
    republish()
    return address(THAI)


def begun(browser: Browser, url: str, **headers: str) -> tuple[TestResponse, Iterator[bytes], bytes]:
    """An answer that is on its way, the rest of its pieces, and its first one."""
    answer = browser.client.get(url, buffered=False, headers=headers)
    assert answer.status_code in {200, 206}
    pieces = iter(answer.response)
    return answer, pieces, next(pieces)


@pytest.mark.usefixtures("often")
def test_who_may_have_it_gets_it_whole(reporter: Person, large: str) -> None:
    answer, pieces, first = begun(reporter.browser, large)

    body = first + b"".join(pieces)

    assert hashlib.sha256(body).hexdigest() == answer.headers["ETag"].strip('"')
    assert len(body) == int(answer.headers["Content-Length"])


@pytest.mark.usefixtures("often")
def test_who_is_revoked_does_not_get_the_rest(reporter: Person, large: str, revoke: Callable[[Person], None]) -> None:
    answer, pieces, first = begun(reporter.browser, large)
    revoke(reporter)

    with pytest.raises(BrokenOff):
        b"".join(pieces)

    assert len(first) < int(answer.headers["Content-Length"])
    answer.close()
    rest = {"Range": f"bytes={len(first)}-", "If-Range": answer.headers["ETag"]}
    assert reporter.browser.get(large, headers=rest).status == 404


@pytest.mark.sqlite_only
@pytest.mark.usefixtures("often")
def test_a_part_that_was_asked_for_is_broken_off_too(
    reporter: Person, large: str, revoke: Callable[[Person], None]
) -> None:
    _answer, pieces, _first = begun(reporter.browser, large, Range="bytes=1000-")
    revoke(reporter)

    with pytest.raises(BrokenOff):
        b"".join(pieces)


@pytest.mark.sqlite_only
@pytest.mark.usefixtures("often")
def test_a_file_that_is_taken_back_is_broken_off_for_everybody(app: Flask, reporter: Person, large: str) -> None:
    _answer, pieces, _first = begun(reporter.browser, large)
    with app.app_context(), db_transaction():
        kit = db.session.scalars(select(Kit)).one()
        ending.end_file(kit, THAI, reason_th="ผิด", reason_en="Wrong", by=people.OFFICER, at=now())

    with pytest.raises(BrokenOff):
        b"".join(pieces)


@pytest.mark.sqlite_only
@pytest.mark.usefixtures("often")
def test_whose_session_was_ended_elsewhere_does_not_get_the_rest(reporter: Person, large: str) -> None:
    _answer, pieces, _first = begun(reporter.browser, large)
    reporter.browser.send(reporter.browser.get("/account"), "/sign-out")

    with pytest.raises(BrokenOff):
        b"".join(pieces)


@pytest.mark.sqlite_only
@pytest.mark.usefixtures("often")
def test_a_newer_revision_breaks_nothing_off(
    reporter: Person, large: str, folder: Path, republish: Callable[[], None]
) -> None:
    _answer, pieces, first = begun(reporter.browser, large)
    put(folder, THAI, "ใหม่\n")
    republish()

    assert first + b"".join(pieces) == BODY.encode()


@pytest.mark.sqlite_only
@pytest.mark.usefixtures("often")
def test_picked_files_are_broken_off_too(
    app: Flask, reporter: Person, large: str, revoke: Callable[[Person], None]
) -> None:
    ref = large.split("/")[2]
    _answer, pieces, _first = begun(reporter.browser, f"/kits/sample-kit/selection.zip?file={ref}")
    revoke(reporter)

    with pytest.raises(BrokenOff):
        b"".join(pieces)


@pytest.mark.usefixtures("often")
def test_nothing_of_the_database_is_held_between_two_questions(app: Flask, reporter: Person, large: str) -> None:
    _answer, pieces, _first = begun(reporter.browser, large)
    with app.app_context():
        pool = db.engine.pool

    held = [pool.checkedout() for _piece in pieces]  # type: ignore[attr-defined]

    assert len(held) > 10
    assert set(held) == {0}


@pytest.mark.sqlite_only
@pytest.mark.usefixtures("often")
def test_a_database_that_does_not_answer_breaks_nothing_off(app: Flask, reporter: Person, large: str) -> None:
    _answer, pieces, first = begun(reporter.browser, large)
    with app.app_context():
        db.session.execute(text("ALTER TABLE credentials RENAME TO away"))
        db.session.commit()
    try:
        body = first + b"".join(pieces)
    finally:
        with app.app_context():
            db.session.execute(text("ALTER TABLE away RENAME TO credentials"))
            db.session.commit()

    assert body == BODY.encode()


@pytest.mark.sqlite_only
def test_it_is_not_asked_before_every_piece(
    reporter: Person, large: str, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    _answer, pieces, _first = begun(reporter.browser, large)

    assert count_queries(lambda: b"".join(pieces)) == 0


def test_our_server_closes_the_connection_before_the_announced_end() -> None:
    """What granian does with the exception: else a reader would wait for the rest, or take the part for the whole."""
    port = breaking.free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--blocking-threads", "2", "--port", str(port)]
    server = subprocess.Popen([*command, "tests.support.breaking:app"], cwd=ROOT)
    try:
        answer = _answer_of(port)
        assert answer.getheader("Content-Length") == str(breaking.ANNOUNCED)
        with pytest.raises(IncompleteRead) as cut:
            answer.read()
        assert len(cut.value.partial) <= breaking.SENT
    finally:
        server.terminate()
        server.wait(20)


def _answer_of(port: int) -> HTTPResponse:
    deadline = time.monotonic() + 20
    while True:
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/")
            return connection.getresponse()
        except ConnectionRefusedError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
