"""The editor's confirmation: a newsroom says who covers for it, and only its own domain makes a grade A."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from press.accreditation.models import Application, Confirmation, CrewInvitation
from press.accreditation.queries import progress
from press.accreditation.services.reminding import AFTER, remind_unanswered
from press.accreditation.states import ApplicationState as S
from press.accreditation.states import Grade
from press.audit.models import AuditEntry
from press.clock import now
from press.db import db, db_transaction
from press.events.queries import event_by_slug
from press.outlets.domains import register_domain
from press.outlets.models import Outlet
from tests.support.browser import Browser, Page
from tests.support.mailbox import Letter
from tests.support.people import OFFICER, Person

Mails = Callable[[], list[Letter]]
Make = Callable[..., Person]
DESK = "desk@thaimorning.co.th"
EDITOR = {"who": "Wanida Editor", "function": "News editor"}


@pytest.fixture
def reporter(app: Flask, applicant: Make) -> Person:
    """Of a verified outlet, self-declared so far."""
    return applicant(outlet="Thai Morning", verified=True, name_en="Rin Reporter", email="rin@freelance.example")


@pytest.fixture
def known_domain(app: Flask, reporter: Person) -> None:
    with app.app_context(), db_transaction():
        register_domain(db.session.query(Outlet).one(), "thaimorning.co.th", source="imprint", by=OFFICER, at=now())


def ask(officer: Person, about: Person, email: str = DESK) -> Page:
    return officer.browser.send(officer.browser.get(about.desk_page), "/confirmation", email=email)


def link_in(mails: Mails, to: str = DESK) -> str:
    return [letter.links[0] for letter in mails() if letter.to == to][-1]


def answer(app: Flask, link: str, /, browser: Browser | None = None, **fields: Any) -> Page:
    browser = browser or Browser(app)
    return browser.send(browser.get(link), link, **{**EDITOR, **fields})


def grade_of(app: Flask, person: Person) -> Grade:
    with app.app_context():
        return db.session.query(Application).filter_by(ref=person.ref).one().grade


def evidence_of(app: Flask, person: Person) -> list[tuple[str, str, str, str]]:
    with app.app_context():
        found = db.session.query(Application).filter_by(ref=person.ref).one()
        return [(each.kind.value, each.grade.value, each.note, each.checked_by) for each in found.evidence]


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


def test_the_mail_names_the_event_and_nobody(app: Flask, officer: Person, reporter: Person, mails: Mails) -> None:
    ask(officer, reporter)
    [letter] = [mail for mail in mails() if mail.to == DESK]
    for typed in ("Rin", "Reporter", "Thai Morning", reporter.ref, "The officer"):
        assert typed not in letter.text + letter.html + letter.subject
    assert "Smart City Thailand Takeoff" in letter.subject


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
    assert ("Pending" in status, "The newsroom" in status) == (True, False)


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


def test_scanners_spend_nothing_and_after_fourteen_days_it_is_over(
    app: Flask, officer: Person, reporter: Person, mails: Mails
) -> None:
    ask(officer, reporter)
    link = link_in(mails)
    assert [Browser(app).get(link).status for _ in range(3)] == [200, 200, 200]
    with app.app_context(), db_transaction():
        db.session.query(Confirmation).one().expires_at = now()
    browser = Browser(app)
    for path in (link, f"{link}/not-ours"):
        assert browser.post(path, {"csrf_token": browser.token(), "version": "1"}).status == 410
    assert browser.get(link).status == 410
    # Asked anew, the address gets another link.
    assert ask(officer, reporter).status == 303
    assert link_in(mails) != link


def test_an_address_is_asked_once_while_its_link_works(
    app: Flask, officer: Person, reporter: Person, applicant: Make, mails: Mails
) -> None:
    ask(officer, reporter)
    again = ask(officer, reporter, "Desk@ThaiMorning.co.th")
    assert (again.status, "was asked already" in again.text) == (422, True)
    assert again.form("/confirmation").fields["email"] == DESK
    answer(app, link_in(mails), **{f"answer_{reporter.ref}": "yes"})
    assert ask(officer, reporter).status == 422
    # Somebody new has named the newsroom.
    applicant(outlet="Thai Morning")
    assert ask(officer, reporter).status == 303
    assert len([mail for mail in mails() if mail.to == DESK]) == 2


@pytest.mark.sqlite_only
def test_an_address_gets_three_mails_an_hour(
    app: Flask, officer: Person, reporter: Person, applicant: Make, mails: Mails
) -> None:
    people = [reporter, *(applicant(outlet=f"Paper {number}") for number in range(3))]
    answers = [ask(officer, person).status for person in people]
    assert answers == [303, 303, 303, 422]
    assert len([mail for mail in mails() if mail.to == DESK]) == 3


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
    assert sum("A colleague answered in the meantime." in text for text in seen) == 5
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


@pytest.mark.usefixtures("known_domain")
def test_whom_the_newsroom_adds_applies_and_is_confirmed_by_that(
    app: Flask, officer: Person, reporter: Person, mails: Mails
) -> None:
    ask(officer, reporter)
    answer(app, link_in(mails), people="Malee <malee@news.example>, photographer")
    link = link_in(mails, "malee@news.example")
    member = Browser(app)
    form = member.get(link).form(link)
    assert (form.fields["outlet"], form.fields["role"]) == ("Thai Morning", "photographer")
    own = {"name_en": "Malee", "phone": "081 234 5678", "consent": "y"}
    status = member.follow(member.send(member.get(link), link, **own))
    ref = status.url.rpartition("/")[2]
    assert grade_of(app, Person(member, 0, "", ref)) is Grade.A
    assert "The newsroom confirmed" in status.text
    # Whoever names another outlet in that form is not confirmed by this one.
    answer(app, link_in(mails), people="Boon <boon@news.example>")
    link = link_in(mails, "boon@news.example")
    other = Browser(app)
    status = other.follow(other.send(other.get(link), link, **{**own, "outlet": "Evening"}))
    assert grade_of(app, Person(other, 0, "", status.url.rpartition("/")[2])) is Grade.C


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


def test_a_reminder_after_three_days_once(
    app: Flask, officer: Person, reporter: Person, mails: Mails, edit_event: Callable[..., None]
) -> None:
    ask(officer, reporter)

    def remind_after(waited: timedelta) -> int:
        with app.test_request_context(), db_transaction():
            db.session.query(Confirmation).one().asked_at = now() - waited
            return remind_unanswered(at=now())

    assert remind_after(AFTER - timedelta(minutes=5)) == 0
    edit_event(kept_open=False)
    assert remind_after(AFTER) == 0
    edit_event(kept_open=True)
    assert [remind_after(AFTER), remind_after(AFTER)] == [1, 0]
    assert "Reminder" in mails()[-1].subject


@pytest.mark.sqlite_only
def test_the_page_of_three_costs_the_queries_of_one(
    app: Flask,
    officer: Person,
    reporter: Person,
    applicant: Make,
    mails: Mails,
    count_queries: Callable[[Callable[[], object]], int],
) -> None:
    ask(officer, reporter)
    link = link_in(mails)
    one = count_queries(lambda: Browser(app).get(link))
    for _ in range(2):
        applicant(outlet="Thai Morning")
    assert count_queries(lambda: Browser(app).get(link)) == one


@pytest.mark.sqlite_only
def test_invitations_of_a_newsroom_are_no_crew(app: Flask, officer: Person, reporter: Person, mails: Mails) -> None:
    ask(officer, reporter)
    answer(app, link_in(mails), people="Malee <malee@news.example>\nMALEE <Malee@news.example>")
    answer(app, link_in(mails), people="Malee <malee@news.example>")
    with app.app_context():
        [invitation] = db.session.query(CrewInvitation)
        assert (invitation.crew_id, invitation.email) == (None, "malee@news.example")
