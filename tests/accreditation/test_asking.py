"""An officer asks for more; the applicant answers; the officer sees the difference."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from press.accounts.states import Strength
from press.accreditation.jobs.applicant import remind
from press.accreditation.models import Application, Change, InformationRequest
from press.accreditation.queries.asking import is_overdue
from press.accreditation.states import ApplicationState as S
from press.audit.models import AuditEntry
from press.clock import BANGKOK, now
from press.db import db, db_transaction
from press.desk.forms.asking import day_of
from tests.support import people
from tests.support.browser import Browser, Page
from tests.support.mailbox import Letter
from tests.support.people import Person

Make = Callable[..., Person]
Mails = Callable[[], list[Letter]]


def ask(officer: Person, person: Person, **typed: Any) -> Page:
    return officer.browser.send(officer.browser.get(person.desk_page), "/ask", **{"items": "phone", **typed})


def requests(app: Flask) -> list[InformationRequest]:
    with app.app_context():
        return list(db.session.scalars(select(InformationRequest).order_by(InformationRequest.id)))


def test_asked_and_answered(app: Flask, officer: Person, applicant: Make, mails: Mails) -> None:
    person = applicant(S.IN_REVIEW, phone="081 234 5678", outlet="ช่องตัวอย่าง")
    mails()
    page = ask(officer, person, items=["phone", "outlet", "paper:letter"], words="Who signs the letter?")
    assert (page.status, people.state_of(app, person.ref)) == (303, S.NEEDS_INFO)
    asked = mails()[-1]
    assert (asked.to, asked.links[0]) == (person.email, f"/applications/{person.ref}/answer")
    for words in ("Mobile phone, Outlet, Assignment letter", "Who signs the letter?", "โทรศัพท์มือถือ"):
        assert words in asked.text
    status = person.browser.get(person.status_page).text
    assert "We need more from you before we can decide" in status
    assert "Who signs the letter?" in status

    form = person.browser.get(f"{person.status_page}/answer")
    assert "Assignment letter" in form.text
    assert set(form.form().fields) == {"csrf_token", "phone", "outlet", "words"}
    sent = person.browser.follow(person.browser.send(form, phone="089 999 9999", outlet="ช่องอื่น", words="The editor."))
    assert sent.url == person.status_page
    assert "You sent what was asked for" in sent.text
    assert people.state_of(app, person.ref) is S.IN_REVIEW
    desk = officer.browser.get(person.desk_page).text
    for words in ("The editor.", "081 234 5678", "089 999 9999", "ช่องอื่น", "The applicant answered"):
        assert words in desk
    [request] = requests(app)
    assert (request.answer, request.answered_at is not None) == ("The editor.", True)


def test_only_what_was_asked_for_can_be_changed_so(app: Flask, officer: Person, applicant: Make) -> None:
    person = applicant()
    ask(officer, person)
    form = person.browser.get(f"{person.status_page}/answer")
    person.browser.send(form, phone="089 999 9999", name_en="Somebody Else", email="other@news.example")
    with app.app_context():
        found = db.session.scalars(select(Application)).one()
        assert (found.phone, found.name_en, found.email) == ("089 999 9999", "Somchai Jaidee", person.email)


@pytest.mark.sqlite_only
def test_what_was_asked_for_may_not_stay_empty(officer: Person, applicant: Make) -> None:
    person = applicant(name_th="", work="")
    ask(officer, person, items=["name_th", "work"])
    form = person.browser.get(f"{person.status_page}/answer")
    refused = person.browser.send(form, words="Here.")
    assert refused.status == 422
    assert refused.text.count("The PR team asked for this: fill it in.") == 4  # in the summary and beside each field
    assert refused.form().fields["words"].strip() == "Here."


def test_an_answer_sent_twice_changes_nothing_twice(app: Flask, officer: Person, applicant: Make) -> None:
    person = applicant()
    ask(officer, person)
    form = person.browser.get(f"{person.status_page}/answer")
    person.browser.send(form, phone="089 999 9999")
    again = person.browser.follow(person.browser.send(form, phone="089 999 9999"))
    assert "You need not do anything now." in again.text
    with app.app_context():
        assert db.session.scalars(select(Application)).one().version == 4


def test_answers_from_six_browsers_at_once_are_one(app: Flask, officer: Person, applicant: Make) -> None:
    person = applicant()
    ask(officer, person)
    browsers = [people.signed_in(app, person.account_id, Strength.LINK, now()) for _each in range(6)]
    pages = [browser.get(f"{person.status_page}/answer") for browser in browsers]

    def send(both: tuple[Browser, Page]) -> int:
        return int(both[0].send(both[1], phone="089 999 9999").status)

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(send, zip(browsers, pages, strict=True))) == [303] * 6
    with app.app_context():
        assert db.session.scalars(select(Application.version)).one() == 4
        assert len(db.session.scalars(select(Change)).all()) == 1
        acts = select(AuditEntry).where(AuditEntry.action == "application.answered")
        assert len(db.session.scalars(acts).all()) == 1


def test_nobody_but_the_owner_answers(officer: Person, applicant: Make) -> None:
    person, other = applicant(), applicant(email="other@news.example")
    ask(officer, person)
    for path in ("/answer", "/change", "/event.ics"):
        assert other.browser.get(person.status_page + path).status == 404


def test_an_officer_goes_on_without(app: Flask, officer: Person, applicant: Make) -> None:
    person = applicant()
    ask(officer, person)
    page = officer.browser.send(officer.browser.get(person.desk_page), "/go-on")
    assert (page.status, people.state_of(app, person.ref)) == (303, S.IN_REVIEW)
    assert requests(app)[0].ended_at is not None
    assert "No answer; the review went on." in officer.browser.get(person.desk_page).text


def test_going_on_without_is_the_one_way_out_for_an_officer(
    app: Flask, officer: Person, applicant: Make, event: str
) -> None:
    """Starting the review of many leaves alone whoever was asked and still has time."""
    person = applicant()
    ask(officer, person)
    page = officer.browser.get(person.desk_page)
    assert officer.browser.post(f"{person.desk_page}/take-up", page.form("/go-on").fields).status == 409
    queue = officer.browser.get(f"/desk/{event}/applications?state=needs_info")
    done = officer.browser.send(queue, "/bulk", ref=person.ref, act="take_up")
    assert "Not done: 1" in officer.browser.follow(done).text
    assert people.state_of(app, person.ref) is S.NEEDS_INFO
    assert requests(app)[0].ended_at is None


def test_whoever_asks_second_is_told(officer: Person, applicant: Make, mails: Mails) -> None:
    person = applicant()
    page = officer.browser.get(person.desk_page)
    officer.browser.send(page, "/ask", items="phone")
    mails()
    again = officer.browser.send(page, "/ask", items="outlet")
    assert (again.status, "Somebody else was faster" in again.text) == (409, True)
    assert len([mail for mail in mails() if "we need more" in mail.subject]) == 1


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"items": None, "words": ""}, "Choose what is missing, or write it in your words."),
        ({"day": "31", "month": "2"}, "Enter a day, a month and a year"),
        ({"day": "x"}, "Enter a day, a month and a year"),
        ({"year": "2019"}, "The deadline has already passed."),
        ({"year": "2562"}, "The deadline has already passed."),
    ],
)
def test_faults_are_said_beside_the_field(
    app: Flask, officer: Person, applicant: Make, typed: dict[str, Any], words: str
) -> None:
    person = applicant()
    refused = ask(officer, person, **{"words": "Kept.", **typed})
    assert (refused.status, words in refused.text) == (422, True)
    assert refused.form("/ask").fields["words"].strip() == typed.get("words", "Kept.")
    assert people.state_of(app, person.ref) is S.SUBMITTED


@pytest.mark.sqlite_only
def test_no_deadline_is_after_the_event(officer: Person, applicant: Make, edit_event: Callable[..., None]) -> None:
    ends_at = now() + timedelta(days=2)
    edit_event(starts_at=now() + timedelta(days=1), ends_at=ends_at)
    person = applicant()
    form = officer.browser.get(person.desk_page).form("/ask").fields
    last = ends_at.astimezone(BANGKOK)
    assert (form["day"], form["month"], form["year"]) == (str(last.day), str(last.month), str(last.year))
    late = last + timedelta(days=1)
    refused = ask(officer, person, day=str(late.day), month=str(late.month), year=str(late.year))
    assert "The deadline is after the event." in refused.text
    assert ask(officer, person).status == 303


@pytest.mark.sqlite_only
def test_the_deadline_is_the_end_of_the_day_in_bangkok_by_either_calendar(
    app: Flask, officer: Person, applicant: Make
) -> None:
    year = now().year + 1
    ask(officer, applicant(), day="๕", month="03", year=str(year + 543))
    assert requests(app)[0].deadline == datetime(year, 3, 5, 23, 59, 59, tzinfo=BANGKOK)


@pytest.mark.parametrize("year", ["2569", "2026", "๒๕๖๙", "๒๐๒๖"])
def test_a_year_is_understood(year: str) -> None:
    found = day_of("5", "3", year)
    assert found is not None
    assert found.isoformat() == "2026-03-05"


@pytest.mark.parametrize(
    "typed", [("0", "1", "2026"), ("1", "13", "2026"), ("²", "1", "2026"), ("", "", ""), ("1", "1", "9" * 9)]
)
def test_no_day_is_no_day(typed: tuple[str, str, str]) -> None:
    assert day_of(*typed) is None


def set_deadline(app: Flask, deadline: datetime, **more: Any) -> None:
    with app.app_context(), db_transaction():
        db.session.execute(update(InformationRequest).values(deadline=deadline, **more))


def test_a_reminder_leaves_once_a_day_before(app: Flask, officer: Person, applicant: Make, mails: Mails) -> None:
    person = applicant()
    ask(officer, person)
    set_deadline(app, now() + timedelta(hours=20), asked_at=now() - timedelta(days=2))
    for _time in range(2):
        with app.app_context():
            remind()
    reminders = [mail for mail in mails() if "your answer is due soon" in mail.subject]
    assert [(mail.to, mail.links[0]) for mail in reminders] == [(person.email, f"/applications/{person.ref}/answer")]


@pytest.mark.parametrize(
    ("deadline", "asked"),
    [
        (timedelta(hours=25), timedelta(days=2)),
        (timedelta(hours=20), timedelta(hours=1)),
        (-timedelta(hours=1), timedelta(days=2)),
    ],
)
def test_no_reminder_too_early_too_late_or_right_after_the_request(
    app: Flask, officer: Person, applicant: Make, mails: Mails, deadline: timedelta, asked: timedelta
) -> None:
    ask(officer, applicant())
    set_deadline(app, now() + deadline, asked_at=now() - asked)
    with app.app_context():
        remind()
    assert [mail for mail in mails() if "due soon" in mail.subject] == []


def test_what_is_overdue_is_found_and_said(app: Flask, officer: Person, applicant: Make) -> None:
    late, in_time, decided = (applicant(outlet=f"Outlet {n}") for n in range(3))
    for person in (late, in_time, decided):
        ask(officer, person)
    with app.app_context(), db_transaction():
        rows = select(Application.id).where(Application.ref.in_([late.ref, decided.ref]))
        db.session.execute(
            update(InformationRequest)
            .where(InformationRequest.application_id.in_(rows))
            .values(deadline=now() - timedelta(minutes=1))
        )
    decline = officer.browser.get(decided.desk_page)
    officer.browser.send(decline, "/decline", code="incomplete", reason="No answer.")
    with app.app_context():
        assert list(db.session.scalars(select(Application.ref).where(is_overdue(now())))) == [late.ref]
    assert "The deadline has passed and there is no answer." in officer.browser.get(late.desk_page).text
    status = late.browser.get(late.status_page)
    assert "You can still answer while nobody has decided." in status.text
    late.browser.send(late.browser.get(f"{late.status_page}/answer"), phone="089 999 9999")
    assert people.state_of(app, late.ref) is S.IN_REVIEW


def test_asked_again_after_an_answer(app: Flask, officer: Person, applicant: Make) -> None:
    person = applicant()
    for phone in ("089 999 9991", "089 999 9992"):
        ask(officer, person)
        person.browser.send(person.browser.get(f"{person.status_page}/answer"), phone=phone)
    assert [request.answered_at is not None for request in requests(app)] == [True, True]
    assert people.state_of(app, person.ref) is S.IN_REVIEW
