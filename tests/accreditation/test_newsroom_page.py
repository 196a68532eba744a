"""What a newsroom sees and may leave out on its page."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from tests.support.browser import Browser
from tests.support.newsroom import EDITOR, Mails, answer, ask, evidence_of, link_in
from tests.support.people import Person

Make = Callable[..., Person]


@pytest.mark.sqlite_only
def test_everybody_needs_an_answer_and_what_was_typed_stays(
    app: Flask, officer: Person, reporter: Person, applicant: Make, mails: Mails
) -> None:
    second = applicant(outlet="Thai Morning", name_en="Second Person")
    ask(officer, reporter)
    link = link_in(mails)
    for said in ({}, {f"answer_{reporter.ref}": "yes"}, {"people": "Malee Jaidee, malee@news.example"}):
        refused = answer(app, link, **said)
        assert (refused.status, "Thank you" in refused.text) == (422, False)
        assert refused.text.count("Choose an answer.") == 2 * (2 - len([key for key in said if key != "people"]))
        kept = refused.form(link).fields
        assert (kept["who"], kept["function"]) == (EDITOR["who"], EDITOR["function"])
        assert {name: kept.get(name, "").strip() for name in said} == said
    assert [evidence_of(app, each) for each in (reporter, second)] == [[], []]


@pytest.mark.sqlite_only
def test_no_two_parts_of_the_page_have_one_name(app: Flask, officer: Person, reporter: Person, mails: Mails) -> None:
    ask(officer, reporter)
    ids = re.findall(r'\bid="([^"]+)"', Browser(app).get(link_in(mails)).html)
    assert len(ids) == len(set(ids))
