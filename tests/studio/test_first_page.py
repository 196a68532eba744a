"""The list of kits and the first page of each: how it stands, and what is to be done next."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from press.accounts.states import Role
from press.clock import now
from tests.distribution.emblems.asking import asked, decide
from tests.distribution.test_adoption import reported
from tests.kits.folders import edit
from tests.support import people
from tests.support.browser import Browser
from tests.support.people import EVENT, Person

pytestmark = pytest.mark.sqlite_only

LIST, KIT = "/studio", "/studio/sample-kit"
SOME_ASKED = "2 requests for the emblem are waiting"
NOBODY = "Journalists find nobody here whom they can call"


@pytest.mark.usefixtures("kit")
@pytest.mark.parametrize("page", [KIT, f"{KIT}/life"])
def test_who_published_is_said_in_the_language_of_the_page(officer: Person, page: str) -> None:
    text = officer.browser.get(f"{page}?lang=th").text

    assert "บรรทัดคำสั่ง" in text
    assert "command line" not in text


@pytest.mark.usefixtures("kit")
def test_what_is_being_written_and_for_whom_it_waits(app: Flask, officer: Person) -> None:
    editor = people.staff(app, Role.EDITOR, now(), email="editor@press.example")

    def said() -> list[list[bool]]:
        words = ("Draft open", "Waiting for your review", "Waiting for somebody else’s review")
        pages = [person.browser.get(page).text for person in (editor, officer) for page in (LIST, KIT)]
        return [[each in page for each in words] for page in pages]

    assert said() == [[False, False, False]] * 4
    assert "Nothing is being written" in officer.browser.get(KIT).text
    assert editor.browser.send(editor.browser.get(f"{KIT}/write"), "/write").status == 303
    assert said() == [[True, False, False]] * 4
    for page, ending, typed in (
        ("write", "kit", {"title_en": "Another title"}),
        ("review", "check", {}),
        ("review", "submit", {}),
    ):
        done = editor.browser.send(editor.browser.get(f"{KIT}/{page}"), f"/{page}/{ending}", **typed)
        assert done.status == 303, done.text
    assert said() == [[False, False, True]] * 2 + [[False, True, False]] * 2


@pytest.mark.usefixtures("kit")
def test_what_outsiders_ask_is_said_until_it_is_answered(app: Flask, officer: Person, visitor: Browser) -> None:
    """Of a reported use nobody is told by mail, and of a request for the emblem only where the event has an address."""
    waits, answer = "1 reported use of the mark is waiting", f"{KIT}/adoption"

    def said() -> list[tuple[bool, bool]]:
        pages = [officer.browser.get(page) for page in (LIST, KIT)]
        return [(waits in page.text, answer in page.links) for page in pages]

    assert said() == [(False, False)] * 2
    assert reported(visitor).status == 303
    assert said() == [(True, True)] * 2
    assert officer.browser.send(officer.browser.get(answer), "/approve").status == 303
    assert said() == [(False, False)] * 2


def test_a_request_for_the_emblem_is_said_until_it_is_decided(
    app: Flask, officer: Person, folder: Path, republish: Callable[[], None]
) -> None:
    edit(folder, "assets/logo/pack.toml", "programme_mark", "certification_emblem")
    republish()
    cities = [people.journalist(app, now(), email=f"mayor@{name}.example") for name in ("one", "two")]

    def said() -> list[bool]:
        return [SOME_ASKED in officer.browser.get(page).text for page in (LIST, KIT)]

    assert said() == [False] * 2
    assert [asked(city).status for city in cities] == [303, 303]
    assert said() == [True] * 2
    assert decide(officer, app, "decline", reason="Not yet.").status == 303
    assert "1 request for the emblem is waiting" in officer.browser.get(KIT).text


def test_a_kit_that_names_nobody_to_call_says_who_can_change_that(
    app: Flask, officer: Person, reporter: Person, folder: Path, republish: Callable[[], None]
) -> None:
    edit(folder, "kit.toml", 'phone = "+66 2 000 0000"', 'phone = ""')
    edit(folder, "kit.toml", 'email = "press@example.org"', 'email = ""')
    republish()
    admin = people.staff(app, Role.ADMIN, now(), email="admin@press.example")
    pages = (KIT, "/kits/sample-kit", "/kits/sample-kit/deadline", f"/events/{EVENT}")

    for page in pages:
        to_officer, to_admin = (person.browser.get(page).text for person in (officer, admin))
        assert (NOBODY in to_officer, "An administrator can do that." in to_officer) == (True, True), page
        assert (NOBODY in to_admin, "Enter the press contact" in to_admin) == (True, True), page
    assert [NOBODY in reporter.browser.get(page).text for page in pages[1:]] == [False, False, False]
