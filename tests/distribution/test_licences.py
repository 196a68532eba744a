"""Terms that are to be accepted before a file is given."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from press.audit.models import AuditEntry
from press.db import db
from press.distribution.models import LicenceAcceptance
from tests.distribution.test_gate import MARK, OPEN_MARK, PICTURE, THAI, ZIP
from tests.kits.folders import edit
from tests.support.browser import Browser
from tests.support.people import Person

LICENCE = "/kits/sample-kit/licences/mark"
AS_A_BROWSER = {"Accept": "text/html,*/*;q=0.8"}

pytestmark = pytest.mark.sqlite_only


@pytest.fixture
def strict(folder: Path, republish: Callable[[], None]) -> Callable[[str], None]:
    """The kit, whose mark is given after its terms were accepted; called, it publishes the terms in this version."""

    for language in ("th", "en"):
        edit(folder, f"licences/mark.{language}.md", 'version = "1.0"', 'version = "1.0"\naccept = true')
    republish()

    def in_version(version: str) -> None:
        for language in ("th", "en"):
            edit(folder, f"licences/mark.{language}.md", 'version = "1.0"', f'version = "{version}"')
        republish()

    return in_version


def test_browser_is_led_to_the_terms_and_back_to_the_file(
    app: Flask, reporter: Person, strict: Callable[[str], None], address: Callable[[str], str]
) -> None:
    asked = reporter.browser.get(address(MARK), headers=AS_A_BROWSER)
    assert (asked.status, asked.location) == (302, f"{LICENCE}?then={address(MARK)}")

    page = reporter.browser.get(asked.location)
    assert "The terms." in page.text
    accepted = reporter.browser.send(page, "")

    assert (accepted.status, accepted.location) == (303, address(MARK))
    assert reporter.browser.get(address(MARK)).status == 200
    assert "You have accepted these terms." in reporter.browser.get(LICENCE).text
    with app.app_context():
        kept = db.session.scalars(select(LicenceAcceptance)).one()
        assert (kept.account_id, kept.licence, kept.version, kept.language) == (
            reporter.account_id,
            "mark",
            "1.0",
            "en",
        )
        assert db.session.scalars(select(AuditEntry).where(AuditEntry.action == "licence.accepted")).one()


def test_program_is_told_in_plain_words(
    reporter: Person, strict: Callable[[str], None], address: Callable[[str], str]
) -> None:
    page = reporter.browser.get(address(MARK))

    assert (page.status, page.headers["Content-Type"]) == (403, "text/plain; charset=utf-8")
    assert f"Accept the terms “Mark: terms” first: {LICENCE}" in page.response.text


def test_what_holds_such_a_file_asks_too_and_what_does_not_is_given(
    reporter: Person, strict: Callable[[str], None], address: Callable[[str], str]
) -> None:
    asked = {path: reporter.browser.get(address(path)).status for path in (ZIP, PICTURE, MARK, THAI)}

    assert asked == {ZIP: 403, PICTURE: 403, MARK: 403, THAI: 200}
    shown = reporter.browser.get(address(PICTURE), headers={"Sec-Fetch-Dest": "image"})
    assert shown.status == 200  # in our own page
    page = reporter.browser.get("/kits/sample-kit/logo")
    assert f"{LICENCE}?then=/kits/sample-kit/logo" in page.links


def test_asked_again_only_when_the_version_changes(
    reporter: Person, strict: Callable[[str], None], address: Callable[[str], str], republish: Callable[[], None]
) -> None:
    reporter.browser.send(reporter.browser.get(LICENCE), "")
    republish()
    assert reporter.browser.get(address(MARK)).status == 200

    strict("2.0")

    assert reporter.browser.get(address(MARK)).status == 403


def test_whoever_is_not_signed_in_accepts_for_the_session(
    app: Flask, visitor: Browser, strict: Callable[[str], None], address: Callable[[str], str]
) -> None:
    assert visitor.get(address(OPEN_MARK)).status == 403

    visitor.send(visitor.get(LICENCE), "")

    assert visitor.get(address(OPEN_MARK)).status == 200
    assert visitor.get(address(MARK)).status == 404
    assert Browser(app).get(address(OPEN_MARK)).status == 403
    with app.app_context():
        assert db.session.scalars(select(LicenceAcceptance)).all() == []


@pytest.mark.parametrize("then", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"])
def test_goes_on_to_nowhere_else(reporter: Person, strict: Callable[[str], None], then: str) -> None:
    page = reporter.browser.get(LICENCE, query_string={"then": then})

    assert reporter.browser.send(page, "").location == "/kits/sample-kit/logo"


def test_terms_are_there_for_those_alone_who_may_have_a_file(
    visitor: Browser, strict: Callable[[str], None], hold: Callable[[], None]
) -> None:
    assert visitor.get("/kits/sample-kit/licences/texts").status == 404
    assert visitor.get("/kits/sample-kit/licences/none").status == 404
    hold()

    assert visitor.get(LICENCE).status == 404
    assert visitor.post(LICENCE, {"csrf_token": visitor.token()}).status == 404


def test_translations_ask_alike(folder: Path, kit: str, app: Flask, republish: Callable[[], None]) -> None:
    edit(folder, "licences/mark.th.md", 'version = "1.0"', 'version = "1.0"\naccept = true')

    with pytest.raises(AssertionError, match="only one of the translations says accept = true"):
        republish()


def test_terms_that_changed_since_the_page_was_opened_are_read_before_they_are_accepted(
    app: Flask, reporter: Person, strict: Callable[[str], None], address: Callable[[str], str]
) -> None:
    page = reporter.browser.get(f"{LICENCE}?then={address(MARK)}")
    strict("2.0")

    again = reporter.browser.follow(reporter.browser.send(page, ""))

    assert "This page has changed since you opened it." in again.text
    with app.app_context():
        assert db.session.scalar(select(LicenceAcceptance)) is None
    assert reporter.browser.send(again, "").location == address(MARK)
    with app.app_context():
        assert db.session.scalars(select(LicenceAcceptance)).one().version == "2.0"
