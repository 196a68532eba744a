"""An applicant names the editor who confirms: any address may be named, so little is shown to it."""

from collections.abc import Callable

import pytest
from flask import Flask

from press.accreditation.models import Application, Confirmation
from press.accreditation.states import ApplicationState as S
from press.accreditation.states import Grade
from press.clock import now
from press.db import db, db_transaction
from press.outlets.domains import register_domain
from press.outlets.models import Outlet
from tests.support import people
from tests.support.browser import Browser, Page
from tests.support.mailbox import Letter
from tests.support.newsroom import EDITOR, answer, ask, grade_of, link_in
from tests.support.papers import missing, page_of
from tests.support.people import OFFICER, Person

Mails = Callable[[], list[Letter]]
Make = Callable[..., Person]


@pytest.fixture
def freelance(applicant: Make) -> Person:
    return applicant(outlet="Thai Morning", name_en="Rin Reporter", email="rin@thaimorning.co.th")


def ask_editor(person: Person, email: str) -> Page:
    return person.browser.send(person.browser.get(f"{person.status_page}/editor"), email=email)


def know_domain(app: Flask) -> None:
    with app.app_context(), db_transaction():
        register_domain(db.session.query(Outlet).one(), "thaimorning.co.th", source="imprint", by=OFFICER, at=now())


def test_the_editor_is_asked_and_sees_this_applicant_alone(
    app: Flask, freelance: Person, applicant: Make, mails: Mails
) -> None:
    applicant(outlet="Thai Morning", name_en="Somebody Else")
    sent = freelance.browser.follow(ask_editor(freelance, "Editor@mail.example"))
    assert "Your editor has the question by e-mail." in sent.text
    page = Browser(app).get(link_in(mails, "editor@mail.example"))
    assert ("Rin Reporter" in page.text, "Somebody Else" in page.text) == (True, False)
    answer(app, link_in(mails, "editor@mail.example"), **{f"answer_{freelance.ref}": "yes"})
    assert grade_of(app, freelance) is Grade.C


def test_the_outlets_own_desk_sees_everybody_who_names_it(
    app: Flask, freelance: Person, applicant: Make, mails: Mails
) -> None:
    know_domain(app)
    other = applicant(outlet="Thai Morning", name_en="Somebody Else")
    ask_editor(freelance, "desk@thaimorning.co.th")
    link = link_in(mails, "desk@thaimorning.co.th")
    assert "Somebody Else" in Browser(app).get(link).text
    answer(app, link, all="1")
    assert [grade_of(app, each) for each in (freelance, other)] == [Grade.A, Grade.A]


def test_an_officer_who_asks_the_same_address_widens_the_page(
    app: Flask, officer: Person, freelance: Person, applicant: Make, mails: Mails
) -> None:
    applicant(outlet="Thai Morning", name_en="Somebody Else")
    ask_editor(freelance, "editor@mail.example")
    assert ask(officer, freelance, "editor@mail.example").status == 303
    assert "Somebody Else" in Browser(app).get(link_in(mails, "editor@mail.example")).text


def test_asked_twice_one_mail_goes(app: Flask, freelance: Person, applicant: Make, mails: Mails) -> None:
    second = applicant(outlet="Thai Morning", name_en="Somebody Else")
    for person in (freelance, freelance, second):
        assert ask_editor(person, "editor@mail.example").status == 303
    # The second applicant is new to that page, so the editor hears of it once more.
    assert len([mail for mail in mails() if mail.to == "editor@mail.example"]) == 2
    assert "Somebody Else" in Browser(app).get(link_in(mails, "editor@mail.example")).text
    with app.app_context():
        assert db.session.query(Confirmation).count() == 1


def test_the_address_is_a_paper_where_the_event_asks_for_one(app: Flask, applicant: Make) -> None:
    person = applicant()
    assert missing(app, person) == 3
    assert ask_editor(person, "Desk@News.example").status == 303
    assert missing(app, person) == 2
    assert "desk@news.example" in page_of(person).text


@pytest.mark.sqlite_only
def test_whoever_is_accredited_is_told_what_another_address_takes_back(app: Flask, applicant: Make) -> None:
    person = applicant(S.APPROVED)
    for address, told, state in (
        ("desk@news.example", False, S.APPROVED),
        ("editor@news.example", True, S.IN_REVIEW),
    ):
        page = person.browser.get(f"{person.status_page}/editor")
        assert ("your accreditation is suspended" in page.text) is told
        person.browser.send(page, email=address)
        assert people.state_of(app, person.ref) is state


@pytest.mark.sqlite_only
def test_nobody_confirms_themselves(app: Flask, officer: Person, freelance: Person, mails: Mails) -> None:
    know_domain(app)
    refused = ask_editor(freelance, "Rin@ThaiMorning.co.th")
    assert (refused.status, "you cannot confirm yourself" in refused.text) == (422, True)
    ask(officer, freelance, "rin@thaimorning.co.th")
    answer(app, link_in(mails, "rin@thaimorning.co.th"), **{f"answer_{freelance.ref}": "yes"})
    assert grade_of(app, freelance) is Grade.C
    desk = officer.browser.get(freelance.desk_page)
    assert "the applicant's own address" in desk.text
    assert officer.browser.send(desk, "/judge", grade="A").status == 422


@pytest.mark.sqlite_only
@pytest.mark.parametrize("state", [S.DECLINED, S.WITHDRAWN])
def test_nothing_is_asked_about_somebody_who_does_not_come(app: Flask, applicant: Make, state: S, mails: Mails) -> None:
    person = applicant(state, outlet="Thai Morning")
    assert "nothing to confirm" in person.browser.get(f"{person.status_page}/editor").text
    fields = {"csrf_token": person.browser.token(), "email": "editor@mail.example"}
    assert person.browser.post(f"{person.status_page}/editor", fields).status == 409
    assert [mail for mail in mails() if mail.to == "editor@mail.example"] == []


@pytest.mark.sqlite_only
def test_a_wrong_address_is_said_and_stays(freelance: Person) -> None:
    refused = ask_editor(freelance, "editor at mail")
    assert refused.status == 422
    assert refused.form().fields["email"] == "editor at mail"


@pytest.mark.sqlite_only
def test_another_outlets_application_cannot_be_slipped_in(
    app: Flask, freelance: Person, applicant: Make, mails: Mails
) -> None:
    other = applicant(outlet="Evening")
    ask_editor(freelance, "editor@mail.example")
    link = link_in(mails, "editor@mail.example")
    browser = Browser(app)
    fields = {**browser.get(link).form(link).fields, **EDITOR, "all": "1", f"answer_{other.ref}": "yes"}
    assert browser.post(link, fields).status == 303
    with app.app_context():
        assert db.session.query(Application).filter_by(ref=other.ref).one().evidence == []
