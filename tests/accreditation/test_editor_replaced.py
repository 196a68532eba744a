"""Another editor is named: the former one's link ends, and the applicant sees who was asked and what became of it."""

from collections.abc import Callable

import pytest
from flask import Flask

from press.accreditation.mails.naming import is_plain_name
from press.accreditation.states import Grade
from press.clock import now
from press.db import db, db_transaction
from press.outlets.domains import register_domain
from press.outlets.models import Outlet
from tests.support.browser import Browser, Page
from tests.support.newsroom import Mails, answer, ask, grade_of, link_in
from tests.support.papers import page_of
from tests.support.people import OFFICER, Person

Make = Callable[..., Person]
FIRST, SECOND = "first@mail.example", "second@mail.example"


def ask_editor(person: Person, email: str) -> Page:
    return person.browser.send(person.browser.get(f"{person.status_page}/editor"), email=email)


@pytest.fixture
def writer(applicant: Make) -> Person:
    return applicant(outlet="Thai Morning", verified=True, name_en="Rin Reporter", email="rin@mail.example")


def test_the_replaced_editors_link_ends_kindly_and_changes_nothing(app: Flask, writer: Person, mails: Mails) -> None:
    ask_editor(writer, FIRST)
    old, answering = link_in(mails, FIRST), Browser(app)
    answer(app, old, answering, **{f"answer_{writer.ref}": "yes"})
    opened = answering.get(old)
    ask_editor(writer, SECOND)
    for page in (answering.get(old), answering.send(opened, old, **{f"answer_{writer.ref}": "no"})):
        assert (page.status, "You need not answer any more" in page.text) == (410, True)
    assert Browser(app).get(link_in(mails, SECOND)).status == 200
    assert "The newsroom has answered" in writer.browser.get(writer.status_page).text


@pytest.mark.sqlite_only
def test_others_who_named_the_same_editor_stay_on_that_page(
    app: Flask, writer: Person, applicant: Make, mails: Mails
) -> None:
    other = applicant(outlet="Thai Morning", name_en="Somebody Else")
    ask_editor(writer, FIRST)
    ask_editor(other, FIRST)
    ask_editor(writer, SECOND)
    page = Browser(app).get(link_in(mails, FIRST))
    assert ("Somebody Else" in page.text, "Rin Reporter" in page.text) == (True, False)


@pytest.mark.sqlite_only
def test_the_first_editor_named_again_has_a_link_that_works(app: Flask, writer: Person, mails: Mails) -> None:
    for email in (FIRST, SECOND, FIRST):
        assert ask_editor(writer, email).status == 303
    page = Browser(app).get(link_in(mails, FIRST))
    assert (page.status, "Rin Reporter" in page.text) == (200, True)
    assert Browser(app).get(link_in(mails, SECOND)).status == 410


@pytest.mark.sqlite_only
def test_a_no_after_a_yes_leaves_a_step(app: Flask, writer: Person, mails: Mails) -> None:
    ask_editor(writer, FIRST)
    for said in ("yes", "no"):
        answer(app, link_in(mails, FIRST), **{f"answer_{writer.ref}": said})
        assert "The newsroom has answered" in writer.browser.get(writer.status_page).text


@pytest.mark.sqlite_only
def test_the_applicant_sees_whom_they_asked_and_hears_of_the_answer(app: Flask, writer: Person, mails: Mails) -> None:
    ask_editor(writer, FIRST)
    for path in (writer.status_page, f"{writer.status_page}/editor"):
        page = writer.browser.get(path).text
        assert (FIRST in page, "Waiting for the answer" in page, "Ask somebody else" in page) == (True, True, True)
    assert "You asked your editor to confirm" in writer.browser.get(writer.status_page).text
    assert "Waiting for your editor" in page_of(writer).text
    answer(app, link_in(mails, FIRST), **{f"answer_{writer.ref}": "no"})
    [letter] = [mail for mail in mails() if mail.to == writer.email and "has answered" in mail.subject]
    assert ("not ours" in letter.text.lower(), "confirmed" in letter.text) == (False, False)
    assert "Waiting for your editor" not in page_of(writer).text
    assert grade_of(app, writer) is Grade.C


@pytest.mark.sqlite_only
def test_a_confirmation_that_counts_is_told(app: Flask, writer: Person, mails: Mails) -> None:
    assert "counts at once" not in writer.browser.get(f"{writer.status_page}/editor").text
    with app.app_context(), db_transaction():
        register_domain(db.session.query(Outlet).one(), "thaimorning.co.th", source="imprint", by=OFFICER, at=now())
    form = writer.browser.get(f"{writer.status_page}/editor").text
    assert "An answer from an address at thaimorning.co.th counts at once." in form
    ask_editor(writer, "desk@thaimorning.co.th")
    answer(app, link_in(mails), all="1")
    [letter] = [mail for mail in mails() if mail.to == writer.email and "has answered" in mail.subject]
    assert "Your newsroom confirmed" in letter.text


@pytest.mark.sqlite_only
def test_mail_and_page_say_who_asks(app: Flask, officer: Person, writer: Person, mails: Mails) -> None:
    ask_editor(writer, FIRST)
    ask(officer, writer, SECOND)
    for email, asker in ((FIRST, "Rin Reporter (Thai Morning)"), (SECOND, "The PR team of the event")):
        [letter] = [mail for mail in mails() if mail.to == email]
        assert f"Asked by: {asker}" in letter.text
        assert f"Asked by: {asker}" in Browser(app).get(link_in(mails, email)).text
        assert "Rin" not in letter.subject


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    "name", ["Win money at evil.example", "Malee http://evil.example", "Malee 1000 baht", "a b c d e f g", "Call <b>"]
)
def test_what_may_be_more_than_a_name_is_in_no_mail_to_others(applicant: Make, mails: Mails, name: str) -> None:
    person = applicant(name_en=name, name_th="")
    ask_editor(person, FIRST)
    person.browser.send(person.browser.get(f"{person.status_page}/crew"), "/crew", people="Malee <malee@mail.example>")
    sent = [mail for mail in mails() if mail.to in {FIRST, "malee@mail.example"}]
    assert [name in mail.text for mail in sent] == [False, False]


def test_plain_names() -> None:
    known = ("มาลี ใจดี", "Jean-Luc O’Neill", "Dr. Somchai Jaidee", "Müller")
    assert [is_plain_name(name) for name in known] == [True] * len(known)
    assert not is_plain_name("")


@pytest.mark.sqlite_only
def test_a_crew_is_told_who_invites(app: Flask, writer: Person, mails: Mails) -> None:
    writer.browser.send(writer.browser.get(f"{writer.status_page}/crew"), "/crew", people="Malee <malee@mail.example>")
    [letter] = [mail for mail in mails() if mail.to == "malee@mail.example"]
    assert "Invited by: Rin Reporter (Thai Morning)" in letter.text
    assert "Invited by: Rin Reporter (Thai Morning)" in Browser(app).get(letter.links[0]).text
