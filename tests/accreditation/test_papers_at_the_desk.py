"""Papers at the desk: looked at, opened, graded; never a way into another application."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from press.audit.models import AuditEntry
from press.db import db
from press.storage.s3 import S3Store
from tests.support import files
from tests.support.browser import Page
from tests.support.papers import page_of
from tests.support.people import Person
from tests.support.uploading import Sender

Applicant = Callable[..., Person]
Deliver = Callable[[], int]


def shown_by(page: Page, ending: str) -> list[str]:
    return [part for part in page.html.split('"') if part.startswith("/desk/") and part.endswith(ending)]


def opened(app: Flask) -> list[tuple[int | None, str]]:
    with app.app_context():
        entries = db.session.query(AuditEntry).filter_by(action="application.paper_opened").order_by(AuditEntry.id)
        return [(entry.actor_id, entry.details["kind"]) for entry in entries]


def test_an_officer_sees_pictures_and_takes_the_original(app: Flask, officer: Person, handed_in: Person) -> None:
    desk = officer.browser.get(handed_in.desk_page)
    assert "This PDF can act by itself" in desk.text
    pictures = [*shown_by(desk, "/picture"), *shown_by(desk, "/pages/1"), *shown_by(desk, "/pages/2")]
    assert len(pictures) == 4
    for address in pictures:
        drawn = officer.browser.get(address)
        assert (drawn.status, drawn.headers["Content-Type"].split("/")[0]) == (200, "image")
        assert drawn.headers["X-Content-Type-Options"] == "nosniff"
        assert drawn.headers["Content-Security-Policy"].startswith("sandbox")
        assert drawn.headers["Cache-Control"] == "private, no-store"
    original = officer.browser.get(shown_by(desk, "/original")[-1])
    assert original.headers["Content-Type"] == "application/octet-stream"
    assert original.headers["Content-Disposition"].startswith("attachment; ")


def test_who_opens_what_identifies_somebody_stands_in_the_audit_once_an_hour(
    app: Flask, officer: Person, handed_in: Person
) -> None:
    desk = officer.browser.get(handed_in.desk_page)
    assert opened(app) == []
    [photo] = shown_by(desk, "/picture")
    sheets = shown_by(desk, "/pages/2")
    for _time in range(3):
        assert officer.browser.get(photo).status == 200
        assert officer.browser.get(sheets[0]).status == 200
    assert opened(app) == [(officer.account_id, "photo")]
    [letter] = [address for address in shown_by(desk, "/pages/1") if address.split("/")[5] != sheets[0].split("/")[5]]
    officer.browser.get(letter)
    assert opened(app) == [(officer.account_id, "photo"), (officer.account_id, "letter")]


@pytest.mark.sqlite_only
def test_a_paper_is_no_way_into_another_application(officer: Person, handed_in: Person, applicant: Applicant) -> None:
    other = applicant()
    desk = officer.browser.get(handed_in.desk_page)
    for address in [*shown_by(desk, "/picture"), *shown_by(desk, "/original")]:
        assert officer.browser.get(address.replace(handed_in.ref, other.ref)).status == 404
        assert handed_in.browser.get(address).status == 404
    assert officer.browser.get(f"{handed_in.desk_page}/papers/999/original").status == 404


@pytest.mark.sqlite_only
def test_the_pages_ask_the_database_no_more_for_three_papers_than_for_one(
    applicant: Applicant, store: S3Store, officer: Person, deliver: Deliver, count_queries: Any
) -> None:
    person = applicant(role="photographer")
    counts = []
    for kinds in (["photo"], ["letter", "tear_sheets"]):
        for kind in kinds:
            Sender(person).send(files.jpeg(), kind)
        deliver()
        for look in (lambda: page_of(person), lambda: officer.browser.get(person.desk_page)):
            look()  # the first page of a session asks more
            counts.append(count_queries(look))
    assert counts[:2] == counts[2:]


@pytest.mark.sqlite_only
def test_grade_it_opens_the_form_with_the_kind_filled_in(officer: Person, handed_in: Person) -> None:
    desk = officer.browser.get(handed_in.desk_page + "?evidence=press_card")
    assert desk.form("/evidence").fields["kind"] == "press_card"
    assert officer.browser.get(handed_in.desk_page + "?evidence=nonsense").form("/evidence").fields["kind"] == "letter"
