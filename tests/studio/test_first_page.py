"""The list of kits and the first page of each: how it stands, and what is to be done next."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from press.accounts.states import Role
from press.clock import now
from tests.kits.folders import edit
from tests.support import people
from tests.support.people import EVENT, Person

pytestmark = pytest.mark.sqlite_only

LIST, KIT = "/studio", "/studio/sample-kit"
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
