"""What goes wrong is said in both languages, gives nothing away, and loses nothing that was typed."""

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from sqlalchemy import update

from config import Config
from press.accounts.models import SignInSession
from press.accreditation.models import Application
from press.accreditation.states import ApplicationState
from press.clock import now
from press.db import db, db_transaction
from tests.support.browser import Browser, Page
from tests.support.people import Person


def without_address(page: Page) -> str:
    """The page without its own address, which it names in links."""
    return re.sub(r'(href|action)="[^"]*"', "", page.html)


def test_hidden_and_missing_look_the_same(applicant: Callable[..., Person]) -> None:
    reader, other = applicant(), applicant()
    hidden = reader.browser.get(other.status_page)
    missing = reader.browser.get("/applications/SCT-ZZZZZZ")
    desk = reader.browser.get(other.desk_page)
    nowhere = reader.browser.get("/nowhere")
    assert {page.status for page in (hidden, missing, desk, nowhere)} == {404}
    assert len({without_address(page) for page in (hidden, missing, desk, nowhere)}) == 1
    assert other.email not in hidden.html


@pytest.mark.sqlite_only
@pytest.mark.parametrize(("lang", "words"), [("en", "Page not found"), ("th", "ไม่พบ")])
def test_errors_speak_the_readers_language(app: Flask, lang: str, words: str) -> None:
    page = Browser(app, lang=lang).get("/nowhere")
    assert words in page.text
    assert f'<html lang="{lang}"' in page.html


@pytest.mark.sqlite_only
@pytest.mark.parametrize("path", ["/%5Cevil.example/x", "//evil.example/x", "/%5C/evil.example/x"])
def test_the_other_language_is_never_on_another_site(visitor: Browser, path: str) -> None:
    page = visitor.get(path)
    assert page.status == 404
    [other] = [link for link in page.links if link.endswith("?lang=th")]
    assert urlsplit(urljoin("http://localhost/", other.replace("\\", "/"))).netloc == "localhost"


@pytest.mark.sqlite_only
def test_a_fault_of_ours_is_a_page_that_tells_nothing_of_it(app: Flask, applicant: Callable[..., Person]) -> None:
    person = applicant()
    with app.app_context(), db_transaction():
        # A value that no code of ours could have written.
        db.session.execute(db.text("UPDATE applications SET state = 'impossible'"))
    app.testing = False
    page = person.browser.get(person.status_page)
    assert page.status == 500
    assert "our side" in page.text
    assert "impossible" not in page.html
    assert "Traceback" not in page.html


@contextmanager
def locked(database_url: str) -> Iterator[None]:
    """Another process holds the whole SQLite database."""
    path = database_url.removeprefix("sqlite:///")
    holds = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('BEGIN EXCLUSIVE'); print('held', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen([sys.executable, "-c", holds, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdout is not None
    assert other.stdout.readline() == b"held\n"
    try:
        yield
    finally:
        other.communicate()


@pytest.mark.sqlite_only
class TestDatabaseLocked:
    """Another process holds the database: readers read, writers are told within six seconds."""

    def test_what_was_typed_comes_back_and_nothing_is_half_written(
        self, app: Flask, config: Config, visitor: Browser, event: str
    ) -> None:
        page = visitor.get(f"/events/{event}/apply")
        with locked(config.database_url):
            began = time.monotonic()
            answer = visitor.send(page, email="kept@news.example", name_en="Kept <b>Words</b>", work="บรรทัด\nสอง")
            took = time.monotonic() - began
        assert answer.status == 503
        assert took < 6
        assert int(answer.headers["Retry-After"]) > 0
        kept = answer.form("/apply").fields
        assert kept["email"] == "kept@news.example"
        assert kept["name_en"] == "Kept <b>Words</b>"
        assert kept["work"].replace("\r\n", "\n") == "บรรทัด\nสอง"
        assert "<b>Words</b>" not in answer.html
        with app.app_context():
            assert db.session.query(Application).count() == 0
        again = visitor.send(answer, "/apply")
        assert again.status == 422, "the same form can be sent again from the page, and is read"

    def test_passwords_are_not_written_into_the_page(self, config: Config, officer: Person, visitor: Browser) -> None:
        page = visitor.get("/staff/sign-in")
        with locked(config.database_url):
            answer = visitor.send(page, "/staff/sign-in", email=officer.email, password="a very secret password")
        assert answer.status == 503
        assert officer.email in answer.html
        assert "a very secret password" not in answer.html

    def test_pages_open_for_everybody(self, app: Flask, config: Config, officer: Person, event: str) -> None:
        with app.app_context(), db_transaction():
            # So long ago that the session's row would be written.
            db.session.execute(update(SignInSession).values(seen_at=now() - timedelta(minutes=30)))
        with locked(config.database_url):
            assert Browser(app).get(f"/events/{event}").status == 200
            assert officer.browser.get(f"/desk/{event}").status == 200


@pytest.mark.sqlite_only
def test_limits_are_counted_across_workers(make_app: Callable[[Config], Flask], app: Flask, config: Config) -> None:
    first, second = Browser(app), Browser(make_app(config))
    statuses = [
        browser.post("/sign-in", {"csrf_token": token, "email": "a@b.example"}).status
        for browser, times in ((first, 20), (second, 11))
        for token in [browser.token()]
        for _ in range(times)
    ]
    assert statuses == [303] * 30 + [429]
    page = second.post("/sign-in", {"csrf_token": second.token(), "email": "a@b.example"})
    assert int(page.headers["Retry-After"]) > 0
    assert "Too many attempts" in page.text


@pytest.mark.sqlite_only
def test_a_sender_cannot_choose_the_address_that_is_counted(app: Flask) -> None:
    browser = Browser(app)
    token = browser.token()
    statuses = {
        browser.post(
            "/sign-in",
            {"csrf_token": token, "email": "a@b.example"},
            headers={"X-Forwarded-For": f"203.0.113.{number}"},
        ).status
        for number in range(31)
    }
    assert statuses == {303, 429}


@pytest.mark.sqlite_only
def test_behind_a_trusted_proxy_each_reader_is_counted_alone(
    make_app: Callable[[Config], Flask], config: Config
) -> None:
    browser = Browser(make_app(replace(config, trusted_proxies=1)))
    token = browser.token()
    statuses = {
        browser.post(
            "/sign-in",
            {"csrf_token": token, "email": "a@b.example"},
            headers={"X-Forwarded-For": f"203.0.113.{number}"},
        ).status
        for number in range(31)
    }
    assert statuses == {303}


@pytest.mark.sqlite_only
def test_other_hosts_are_refused_where_hosts_are_named(make_app: Callable[[Config], Flask], config: Config) -> None:
    client = make_app(replace(config, trusted_hosts=("press.example",))).test_client()
    assert client.get("/healthz", base_url="http://press.example").status_code == 200
    assert client.get("/healthz", base_url="http://evil.example").status_code == 400


@pytest.mark.sqlite_only
def test_a_decided_application_is_told_in_words(officer: Person, applicant: Callable[..., Person]) -> None:
    person = applicant(ApplicationState.WITHDRAWN)
    answer = officer.browser.post(
        f"{person.desk_page}/approve", {"csrf_token": officer.browser.token(), "version": "3"}
    )
    assert answer.status == 409
    assert "Somebody else was faster" in answer.text
