"""A newsroom answers who covers for it, and only its own domain makes a grade A."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from press.accreditation.queries import progress
from press.accreditation.states import ApplicationState as S
from press.accreditation.states import Grade
from press.audit.models import AuditEntry
from press.clock import now
from press.db import db
from press.events.queries import event_by_slug
from tests.support.browser import Browser, Page
from tests.support.newsroom import DESK, EDITOR, Mails, answer, ask, evidence_of, grade_of, link_in
from tests.support.people import Person

Make = Callable[..., Person]


def counted(app: Flask, event: str) -> int:
    with app.app_context():
        return progress(event_by_slug(event), at=now()).outlets


@pytest.mark.usefixtures("known_domain")
def test_a_yes_from_the_outlets_own_domain_is_of_grade_a_and_is_counted(
    app: Flask, officer: Person, reporter: Person, mails: Mails, event: str
) -> None:
    asked = officer.browser.follow(ask(officer, reporter))
    assert "The newsroom is asked by e-mail." in asked.text
    link = link_in(mails)
    page = Browser(app).get(link)
    assert ("Thai Morning" in page.text, "Rin Reporter" in page.text) == (True, True)
    for private in ("rin@freelance.example", "081 234 5678", reporter.ref.lower()):
        assert private not in page.text.lower().replace(f"answer_{reporter.ref}", "")
    done = Browser(app)
    thanks = done.follow(answer(app, link, done, **{f"answer_{reporter.ref}": "yes"}))
    assert "Your answers are with the PR team." in thanks.text
    assert grade_of(app, reporter) is Grade.A
    assert evidence_of(app, reporter) == [("desk", "A", "Wanida Editor, News editor", f"desk: {DESK}")]
    assert counted(app, event) == 0
    officer.browser.send(officer.browser.get(reporter.desk_page), "/approve")
    assert counted(app, event) == 1
    assert "The newsroom confirmed" in reporter.browser.get(reporter.status_page).text


@pytest.mark.usefixtures("known_domain")
@pytest.mark.parametrize(
    "email",
    [
        "desk@thaimorning.co.th.evil.example",
        "desk@evilthaimorning.co.th",
        "desk@thаimorning.co.th",
        "thaimorning.co.th@gmail.com",
    ],
)
@pytest.mark.sqlite_only
def test_an_address_that_looks_like_it_waits_for_an_officers_judgement(
    app: Flask, officer: Person, reporter: Person, mails: Mails, email: str
) -> None:
    ask(officer, reporter, email)
    link = [letter.links[0] for letter in mails() if letter.links[0].startswith("/newsroom/")][-1]
    answer(app, link, **{f"answer_{reporter.ref}": "yes"})
    assert grade_of(app, reporter) is Grade.C
    assert [row[:2] for row in evidence_of(app, reporter)] == [("desk", "C")]
    desk = officer.browser.get(reporter.desk_page)
    assert "The newsroom says yes: judge it" in desk.text
    assert 'value="A">Grade A' not in desk.html
    forced = officer.browser.send(desk, "/judge", grade="A")
    assert forced.status == 422
    assert grade_of(app, reporter) is Grade.C
    officer.browser.send(desk, "/judge", grade="B")
    assert grade_of(app, reporter) is Grade.B


def test_an_officer_registers_the_domain_and_the_yes_becomes_grade_a(
    app: Flask, officer: Person, reporter: Person, mails: Mails
) -> None:
    ask(officer, reporter)
    answer(app, link_in(mails), **{f"answer_{reporter.ref}": "yes"})
    desk = officer.browser.get(reporter.desk_page)
    empty = officer.browser.send(desk, "/domain", how="")
    assert (empty.status, "Say how you checked it." in empty.text) == (422, True)
    assert officer.browser.send(desk, "/domain", how="the imprint says so").status == 303
    assert grade_of(app, reporter) is Grade.A
    again = officer.browser.get(reporter.desk_page)
    assert "thaimorning.co.th" in again.text
    assert "judge it" not in again.text


@pytest.mark.sqlite_only
def test_a_free_mail_domain_is_nobodys(app: Flask, officer: Person, reporter: Person, mails: Mails) -> None:
    ask(officer, reporter, "thaimorning@gmail.com")
    answer(app, link_in(mails, "thaimorning@gmail.com"), **{f"answer_{reporter.ref}": "yes"})
    desk = officer.browser.get(reporter.desk_page)
    assert "Anybody can have an address at gmail.com" in desk.text
    number = desk.form("/judge").action.split("/")[-2]
    fields = {"csrf_token": officer.browser.token(), "how": "I trust it"}
    refused = officer.browser.post(f"{reporter.desk_page}/confirmation/{number}/domain", fields)
    assert (refused.status, "cannot be an outlet" in refused.text) == (422, True)


@pytest.mark.usefixtures("known_domain")
def test_a_no_decides_nothing_and_is_seen_by_the_officer_alone(
    app: Flask, officer: Person, reporter: Person, mails: Mails
) -> None:
    ask(officer, reporter)
    answer(app, link_in(mails), **{f"answer_{reporter.ref}": "no"})
    assert "The newsroom says: not ours" in officer.browser.get(reporter.desk_page).text
    assert grade_of(app, reporter) is Grade.C
    status = reporter.browser.get(reporter.status_page).text
    assert ("Pending" in status, "The newsroom has answered" in status) == (True, True)
    assert ("not ours" in status.lower(), "The newsroom confirmed" in status) == (False, False)


@pytest.mark.usefixtures("known_domain")
def test_an_answer_can_be_changed_until_an_officer_has_decided(
    app: Flask, officer: Person, reporter: Person, mails: Mails
) -> None:
    ask(officer, reporter)
    link, question = link_in(mails), f"answer_{reporter.ref}"
    answer(app, link, **{question: "yes"})
    answer(app, link, **{question: "yes"})
    assert len(evidence_of(app, reporter)) == 1
    answer(app, link, **{question: "no"})
    assert grade_of(app, reporter) is Grade.C
    assert "The newsroom confirmed" not in reporter.browser.get(reporter.status_page).text
    answer(app, link, **{question: "yes"})
    assert grade_of(app, reporter) is Grade.A
    officer.browser.send(officer.browser.get(reporter.desk_page), "/approve")
    page = Browser(app).get(link)
    assert "this answer can no longer be changed" in page.text
    answer(app, link, **{question: "no"})
    assert grade_of(app, reporter) is Grade.A


def test_a_letter_that_an_officer_checked_is_not_lowered_by_an_unjudged_yes(
    app: Flask, officer: Person, reporter: Person, mails: Mails
) -> None:
    officer.browser.send(officer.browser.get(reporter.desk_page), "/evidence", grade="B", kind="letter")
    ask(officer, reporter)
    link = link_in(mails)
    answer(app, link, **{f"answer_{reporter.ref}": "yes"})
    assert grade_of(app, reporter) is Grade.B
    answer(app, link, **{f"answer_{reporter.ref}": "no"})
    assert grade_of(app, reporter) is Grade.B


def test_a_judged_yes_that_becomes_a_no_counts_no_more(
    app: Flask, officer: Person, reporter: Person, mails: Mails
) -> None:
    ask(officer, reporter)
    link = link_in(mails)
    answer(app, link, **{f"answer_{reporter.ref}": "yes"})
    officer.browser.send(officer.browser.get(reporter.desk_page), "/judge", grade="B")
    answer(app, link, **{f"answer_{reporter.ref}": "no"})
    assert grade_of(app, reporter) is Grade.C


@pytest.mark.usefixtures("known_domain")
def test_yes_to_all_who_are_left_and_only_this_outlets_people(
    app: Flask, officer: Person, reporter: Person, applicant: Make, mails: Mails
) -> None:
    second, third = applicant(outlet="Thai Morning"), applicant(outlet="Thai Morning")
    other = applicant(outlet="Evening")
    gone = applicant(S.WITHDRAWN, outlet="Thai Morning", name_en="Gone Away")
    ask(officer, reporter)
    link = link_in(mails)
    page = Browser(app).get(link)
    assert (other.ref in page.html, "Gone Away" in page.html) == (False, False)
    answer(app, link, **{f"answer_{second.ref}": "no", f"answer_{other.ref}": "yes", "all": "1"})
    assert [grade_of(app, each) for each in (reporter, second, third, other, gone)] == [
        Grade.A,
        Grade.C,
        Grade.A,
        Grade.C,
        Grade.C,
    ]


@pytest.mark.usefixtures("known_domain")
def test_two_editors_at_once_do_not_overwrite_each_other(
    app: Flask, officer: Person, reporter: Person, mails: Mails
) -> None:
    ask(officer, reporter)
    link = link_in(mails)
    editors = [Browser(app) for _ in range(6)]
    pages = [editor.get(link) for editor in editors]
    said = ["yes", "no"] * 3

    def press(number: int) -> Page:
        return editors[number].send(pages[number], link, **EDITOR, **{f"answer_{reporter.ref}": said[number]})

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(press, range(6)))
    assert {page.status for page in answers} == {303}
    seen = [editor.get(link).text for editor in editors]
    assert sum("A colleague has answered in the meantime." in text for text in seen) == 5
    assert len(evidence_of(app, reporter)) == 1
    with app.app_context():
        assert db.session.query(AuditEntry).filter_by(actor="outlet desk").count() == 1


@pytest.mark.usefixtures("known_domain")
def test_not_our_newsroom_says_nothing_of_anybody(app: Flask, officer: Person, reporter: Person, mails: Mails) -> None:
    ask(officer, reporter)
    link = link_in(mails)
    answer(app, link, **{f"answer_{reporter.ref}": "yes"})
    browser = Browser(app)
    page = browser.follow(browser.send(browser.get(link), f"{link}/not-ours"))
    assert "it is not the newsroom" in page.text
    assert grade_of(app, reporter) is Grade.C
    assert "The newsroom confirmed" not in reporter.browser.get(reporter.status_page).text
    assert "says that it is not the newsroom" in officer.browser.get(reporter.desk_page).text


@pytest.mark.sqlite_only
def test_who_answers_is_asked_for_and_what_was_chosen_stays(
    app: Flask, officer: Person, reporter: Person, mails: Mails
) -> None:
    ask(officer, reporter)
    refused = answer(app, link_in(mails), who="", function="Desk", people="bad", **{f"answer_{reporter.ref}": "no"})
    assert refused.status == 422
    assert "Enter your name." in refused.text
    fields = refused.form(link_in(mails)).fields
    assert (fields[f"answer_{reporter.ref}"], fields["function"]) == ("no", "Desk")
    assert evidence_of(app, reporter) == []


@pytest.mark.sqlite_only
def test_a_name_stays_text(app: Flask, officer: Person, reporter: Person, mails: Mails) -> None:
    ask(officer, reporter)
    hostile = "<img src=x onerror=alert(1)>\r\nBcc: x@evil.example"
    answer(app, link_in(mails), who=hostile, **{f"answer_{reporter.ref}": "no"})
    assert "<img src=x" not in officer.browser.get(reporter.desk_page).html
    with app.app_context():
        said = " ".join(f"{entry.actor} {entry.details}" for entry in db.session.query(AuditEntry))
    assert ("onerror" in said, DESK in said) == (False, False)
