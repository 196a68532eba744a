"""The editor's confirmation: a newsroom is asked by mail, once, and the link leads to those who name it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from press.accreditation.models import Confirmation, CrewInvitation
from press.accreditation.services.reminding import AFTER, remind_unanswered
from press.accreditation.states import Grade
from press.clock import now
from press.db import db, db_transaction
from tests.support.browser import Browser
from tests.support.newsroom import DESK, Mails, answer, ask, grade_of, link_in
from tests.support.people import Person

Make = Callable[..., Person]


def test_the_mail_names_event_and_verified_outlet_and_nobody(
    app: Flask, officer: Person, reporter: Person, mails: Mails
) -> None:
    ask(officer, reporter)
    [letter] = [mail for mail in mails() if mail.to == DESK]
    for typed in ("Rin", "Reporter", reporter.ref, "The officer"):
        assert typed not in letter.text + letter.html + letter.subject
    assert "Smart City Thailand Takeoff" in letter.subject


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
    assert (again.status, "has already been asked" in again.text) == (422, True)
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
    answer(app, link_in(mails), people="Malee <malee@news.example>\nMALEE <Malee@news.example>", all="1")
    answer(app, link_in(mails), people="Malee <malee@news.example>")
    with app.app_context():
        [invitation] = db.session.query(CrewInvitation)
        assert (invitation.crew_id, invitation.email) == (None, "malee@news.example")


@pytest.mark.usefixtures("known_domain")
def test_whom_the_newsroom_adds_applies_and_is_confirmed_by_that(
    app: Flask, officer: Person, reporter: Person, mails: Mails
) -> None:
    ask(officer, reporter)
    answer(app, link_in(mails), people="Malee <malee@news.example>, photographer", all="1")
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
