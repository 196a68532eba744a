"""The page of one application: what is wanted now and then is folded, and opens by itself when there is something."""

import re
from collections.abc import Callable

import pytest

from tests.support import newsroom
from tests.support.browser import Page
from tests.support.people import Person

Make = Callable[..., Person]
FOLDED = {"confirmation", "notes", "merge", "mails", "log", "downloads"}

pytestmark = pytest.mark.sqlite_only


def folds(page: Page) -> dict[str, bool]:
    """Every folded card, and whether it is open."""
    return {
        name: " open" in more for name, more in re.findall(r'<details class="card[^"]*" id="(\w+)"([^>]*)>', page.html)
    }


def opened(page: Page) -> set[str]:
    return {name for name, is_open in folds(page).items() if is_open}


def test_an_officer_sees_first_what_a_decision_needs(officer: Person, applicant: Make) -> None:
    page = officer.browser.get(applicant().desk_page)
    assert set(folds(page)) == FOLDED
    assert opened(page) == set()
    assert [page.form(ending).action.endswith(ending) for ending in ("/approve", "/decline", "/ask", "/claim")] == [
        True
    ] * 4


def test_what_holds_something_is_open(officer: Person, applicant: Make) -> None:
    person = applicant(outlet="Thai Morning")
    desk = officer.browser
    desk.send(desk.get(person.desk_page), "/notes", text="Call them.")
    assert newsroom.ask(officer, person).status == 303
    assert opened(desk.get(person.desk_page)) == {"notes", "confirmation"}
    assert "log" in opened(desk.get(f"{person.desk_page}?log=applicant"))


@pytest.mark.parametrize(
    ("ending", "typed", "fold"),
    [
        ("/notes", {"text": ""}, "notes"),
        ("/confirmation", {"email": "no address"}, "confirmation"),
    ],
)
def test_a_form_that_was_refused_is_seen(
    officer: Person, applicant: Make, ending: str, typed: dict[str, str], fold: str
) -> None:
    page = officer.browser.send(officer.browser.get(applicant().desk_page), ending, **typed)
    assert (page.status, opened(page)) == (422, {fold})


def test_a_merge_without_a_number_is_seen(officer: Person, applicant: Make) -> None:
    page = officer.browser.get(applicant().desk_page + "/merge?into=&version=1")
    assert (page.status, opened(page)) == (422, {"merge"})


def test_papers_that_are_not_there_are_named_in_a_few_lines(officer: Person, applicant: Make) -> None:
    text = officer.browser.get(applicant(work="https://news.example/1").desk_page).text
    assert "Not handed in Assignment letter / Press card / E-mail of the editor or desk that confirms Photo for" in text
    assert "https://news.example/1 in the application form" in text
