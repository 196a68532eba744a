"""Whoever is asked for more finds the way to the papers, and cannot say "sent" with nothing sent."""

from collections.abc import Callable

import pytest

from tests.support.people import Person

Make = Callable[..., Person]


@pytest.fixture
def asked(officer: Person, applicant: Make) -> Person:
    person = applicant()
    officer.browser.send(officer.browser.get(person.desk_page), "/ask", words="Please send the letter again.")
    return person


@pytest.mark.sqlite_only
def test_the_way_to_the_papers_is_always_there(asked: Person) -> None:
    assert f'href="{asked.status_page}/papers"' in asked.browser.get(f"{asked.status_page}/answer").html


@pytest.mark.sqlite_only
def test_nothing_is_no_answer_and_a_paper_is_one(asked: Person) -> None:
    page = asked.browser.get(f"{asked.status_page}/answer")
    refused = asked.browser.send(page, words="")
    assert (refused.status, "Nothing has come since we asked." in refused.text) == (422, True)
    papers = asked.browser.get(f"{asked.status_page}/papers")
    assert asked.browser.send(papers, "/letter/cannot", **{"letter-cannot-reason": "The editor is away."}).status == 303
    assert asked.browser.send(asked.browser.get(f"{asked.status_page}/answer"), words="").status == 303
