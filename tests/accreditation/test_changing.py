"""The owner changes what was sent, and officers see the difference."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from press.accreditation.models import Application, Change
from press.accreditation.queries import is_credentialed, live_application
from press.accreditation.services import changing
from press.accreditation.states import ApplicationState as S
from press.accreditation.states import Grade
from press.audit.models import AuditEntry
from press.audit.services import By
from press.clock import now
from press.db import db, db_transaction
from press.outlets.models import Outlet
from tests.support import people
from tests.support.people import OFFICER, Person

Make = Callable[..., Person]


def change(person: Person, **typed: str) -> str:
    page = person.browser.get(f"{person.status_page}/change")
    return person.browser.follow(person.browser.send(page, **typed)).text


def stored(app: Flask, person: Person) -> Application:
    with app.app_context():
        return db.session.scalars(select(Application).where(Application.ref == person.ref)).one()


def rows(app: Flask) -> list[tuple[str, str, str, str]]:
    with app.app_context():
        return [
            (row.field, row.before, row.after, row.by) for row in db.session.scalars(select(Change).order_by(Change.id))
        ]


def test_while_waiting_it_is_changed_at_once(app: Flask, officer: Person, applicant: Make) -> None:
    person = applicant(S.IN_REVIEW)
    before = stored(app, person).version
    said = change(person, name_en="Somchai Jaidee-Smith", medium="radio")
    assert "Changed. The PR team sees the difference" in said
    found = stored(app, person)
    assert (found.state, found.version, found.name_en) == (S.IN_REVIEW, before + 1, "Somchai Jaidee-Smith")
    assert rows(app) == [
        ("name_en", "Somchai Jaidee", "Somchai Jaidee-Smith", "applicant"),
        ("medium", "tv", "radio", "applicant"),
    ]
    desk = officer.browser.get(person.desk_page).text
    assert "before: Television now: Radio" in desk
    assert "You changed something" in person.browser.get(person.status_page).text


def test_the_audit_holds_no_value_of_the_applicants(app: Flask, applicant: Make) -> None:
    person = applicant(S.IN_REVIEW)
    change(person, name_en="Somchai Jaidee-Smith")
    with app.app_context():
        entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
        assert (entry.action, entry.details) == ("application.changed", {"what": ["name_en"]})


def test_an_officer_whose_page_is_older_is_told(officer: Person, applicant: Make) -> None:
    person = applicant(S.IN_REVIEW)
    page = officer.browser.get(person.desk_page)
    change(person, phone="089 999 9999")
    assert officer.browser.send(page, "/approve").status == 409


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ({"name_en": "Somchai J"}, S.IN_REVIEW),
        ({"name_th": "สมชาย จ"}, S.IN_REVIEW),
        ({"outlet": "ช่องอื่น"}, S.IN_REVIEW),
        ({"medium": "radio"}, S.IN_REVIEW),
        ({"country": "JP"}, S.IN_REVIEW),
        ({"role": "photographer"}, S.IN_REVIEW),
        ({"phone": "089 999 9999"}, S.APPROVED),
        ({"work": "news.example/2"}, S.APPROVED),
        ({}, S.APPROVED),
    ],
)
def test_after_an_approval_what_was_judged_goes_back(
    app: Flask, applicant: Make, typed: dict[str, str], state: S
) -> None:
    person = applicant(S.APPROVED)
    assert "your accreditation is suspended" in person.browser.get(f"{person.status_page}/change").text
    change(person, **typed)
    found = stored(app, person)
    assert found.state is state
    with app.app_context():
        assert is_credentialed(person.account_id, found.event_id) is (state is S.APPROVED)


def test_another_outlet_is_proposed_found_and_confirmed_by_nobody(
    app: Flask, officer: Person, applicant: Make, event: str
) -> None:
    person = applicant(S.APPROVED, outlet="ช่องตัวอย่าง")
    assert stored(app, person).grade is Grade.B
    change(person, outlet="Evening Star")
    found = stored(app, person)
    with app.app_context():
        outlet = db.session.get_one(Outlet, found.outlet_id)
        assert (outlet.name_en, found.grade) == ("Evening Star", Grade.C)
    queue = officer.browser.get(f"/desk/{event}/applications?state=all&q=eveningstar")
    assert person.ref in queue.html
    assert person.ref not in officer.browser.get(f"/desk/{event}/applications?state=all&q=ช่องตัวอย่าง").html


def test_the_same_outlet_written_otherwise_keeps_its_grade(app: Flask, applicant: Make) -> None:
    person = applicant(S.APPROVED, outlet="Spring News")
    change(person, outlet="SPRING news")
    assert stored(app, person).grade is Grade.B


@pytest.mark.parametrize("state", [S.DECLINED, S.REVOKED, S.WITHDRAWN])
def test_what_is_over_is_not_changed(app: Flask, applicant: Make, state: S) -> None:
    person = applicant(S.APPROVED if state is S.REVOKED else S.SUBMITTED)
    page = person.browser.get(f"{person.status_page}/change")
    with app.test_request_context(), db_transaction():
        found = live_application(event_id=stored(app, person).event_id, account_id=person.account_id)
        assert found is not None
        if state is S.REVOKED:
            people.deciding.revoke(found, version=found.version, reason="Left.", by=OFFICER, at=now())
        else:
            people.brought_to(found, state, now())
    late = person.browser.send(page, name_en="Somebody Else")
    assert (late.status, "cannot be changed any more" in late.text) == (409, True)
    assert person.browser.get(f"{person.status_page}/change").status == 409
    assert "Change something" not in person.browser.get(person.status_page).text
    assert stored(app, person).name_en == "Somchai Jaidee"


@pytest.mark.usefixtures("in_transaction")
@pytest.mark.parametrize("state", [S.RECOMMENDED, S.WAITLISTED, S.APPROVED_LIMITED])
def test_what_was_judged_in_any_way_is_judged_again(app: Flask, state: S) -> None:
    application = people.applied(people.answers(), now())
    application.state = state
    changing.changed(application, what=["paper:letter"], by=By(None, "applicant"), at=now())
    assert application.state is S.IN_REVIEW


@pytest.mark.sqlite_only
def test_faults_are_said_beside_the_field_and_the_rest_is_kept(app: Flask, applicant: Make) -> None:
    person = applicant()
    page = person.browser.get(f"{person.status_page}/change")
    refused = person.browser.send(page, name_en="", phone="089 999 9999", work="news.example/1\nnot an address")
    assert refused.status == 422
    assert "Enter your name as in your passport." in refused.text
    assert "Line 2 is not a web address." in refused.text
    assert refused.form().fields["phone"] == "089 999 9999"
    assert rows(app) == []
