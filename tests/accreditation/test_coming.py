"""Somebody who is accredited says whether they come, and takes the event into a calendar."""

from collections.abc import Callable

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select

from press.accreditation.models import Application
from press.accreditation.states import ApplicationState as S
from press.audit.models import AuditEntry
from press.db import db
from tests.support.browser import Browser
from tests.support.mailbox import Letter
from tests.support.people import Person

Make = Callable[..., Person]


def answer(person: Person, coming: str) -> str:
    fields = {"csrf_token": person.browser.token(), "coming": coming}
    return person.browser.follow(person.browser.post(f"{person.status_page}/coming", fields)).text


def stored(app: Flask) -> bool | None:
    with app.app_context():
        return db.session.scalars(select(Application.coming)).one()


def test_the_answer_can_be_changed_and_officers_see_it(app: Flask, officer: Person, applicant: Make) -> None:
    person = applicant(S.APPROVED)
    assert "Are you coming?" in person.browser.get(person.status_page).text
    assert stored(app) is None
    assert "You answered: I am coming." in answer(person, "yes")
    assert "Says: I am coming" in officer.browser.get(person.desk_page).text
    assert "Your place is free for somebody else." in answer(person, "no")
    assert stored(app) is False
    desk = officer.browser.get(person.desk_page).text
    assert "Says: I cannot come. The place is free." in desk
    assert "Revoke" in desk  # the accreditation stands
    answer(person, "yes")
    assert stored(app) is True
    assert "You said that you cannot come" in person.browser.get(person.status_page).text


@pytest.mark.sqlite_only
@pytest.mark.parametrize("outcome", ["approve", "limited"])
def test_the_mail_of_either_approval_asks_and_leads_to_the_calendar(
    officer: Person, applicant: Make, mails: Callable[[], list[Letter]], outcome: str
) -> None:
    person = applicant()
    officer.browser.send(officer.browser.get(person.desk_page), f"/{outcome}", limits="Press conference only.")
    told = mails()[-1]
    assert "Please tell us on your application's page whether you are coming." in told.text
    [calendar] = {link for link in told.links if link.endswith(".ics")}
    assert person.browser.get(calendar).status == 200


def test_cannot_asks_once_more(applicant: Make) -> None:
    page = applicant(S.APPROVED)
    status = page.browser.get(page.status_page)
    assert "Yes, I cannot come" in status.text
    assert "your place goes to somebody else" in status.text


def test_the_same_answer_twice_is_noted_once(app: Flask, applicant: Make) -> None:
    person = applicant(S.APPROVED)
    for _time in range(2):
        answer(person, "yes")
    with app.app_context():
        acts = select(AuditEntry.details).where(AuditEntry.action == "application.coming")
        assert db.session.scalars(acts).all() == [{"coming": True}]


@pytest.mark.parametrize("state", [S.SUBMITTED, S.DECLINED, S.REVOKED, S.WITHDRAWN])
def test_only_who_is_accredited_is_asked(app: Flask, applicant: Make, state: S) -> None:
    person = applicant(state)
    assert "Are you coming?" not in person.browser.get(person.status_page).text
    fields = {"csrf_token": person.browser.token(), "coming": "yes"}
    assert person.browser.post(f"{person.status_page}/coming", fields).status == 409
    assert person.browser.get(f"{person.status_page}/event.ics").status == 404
    assert stored(app) is None


@pytest.mark.sqlite_only
@pytest.mark.parametrize("lang", ["en", "th"])
def test_the_calendar_entry(app: Flask, applicant: Make, event: str, lang: str) -> None:
    person = applicant(S.APPROVED)
    browser = person.browser
    browser.client.set_cookie("lang", lang)
    answer = browser.get(f"{person.status_page}/event.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={event}.ics"
    [entry] = Calendar.from_ical(answer.response.data).walk("VEVENT")
    with app.app_context():
        found = db.session.scalars(select(Application)).one()
        assert entry["UID"] == f"{person.ref}@localhost"
        assert (entry.decoded("DTSTART"), entry.decoded("DTEND")) == (found.event.starts_at, found.event.ends_at)
        assert entry["DTSTART"].to_ical().endswith(b"Z")
        assert (str(entry["SUMMARY"]), str(entry["LOCATION"])) == (found.event.name(lang), found.event.venue(lang))
    assert entry.walk("VALARM") == []
    again = Calendar.from_ical(browser.get(f"{person.status_page}/event.ics").response.data)
    assert again.walk("VEVENT")[0]["UID"] == entry["UID"]


def test_the_approval_leads_to_it(applicant: Make, mails: Callable[[], list[Letter]]) -> None:
    person = applicant(S.APPROVED)
    assert f"{person.status_page}/event.ics" in mails()[-1].links
    assert f"{person.status_page}/event.ics" in person.browser.get(person.status_page).links


def test_nobody_else_answers_for_somebody(app: Flask, applicant: Make) -> None:
    person = applicant(S.APPROVED)
    stranger = Browser(app)
    assert stranger.get(f"{person.status_page}/event.ics").location.startswith("/sign-in")
    other = applicant(S.APPROVED, email="other@news.example")
    fields = {"csrf_token": other.browser.token(), "coming": "no"}
    assert other.browser.post(f"{person.status_page}/coming", fields).status == 404
