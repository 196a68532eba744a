"""Staff come in by a mailed link: it works once, and nobody else ever knows the password."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from press.accounts.models import MailedLink
from press.accounts.queries import account_by_email
from press.accounts.states import Role
from press.clock import now
from press.db import db, db_transaction
from tests.support import people
from tests.support.browser import Browser, Page
from tests.support.mailbox import Letter
from tests.support.people import Person

ADDRESS = "new@press.example"
NEW = "rain on the Chao Phraya"
Mails = Callable[[], list[Letter]]


@pytest.fixture
def admin(app: Flask) -> Person:
    return people.staff(app, Role.ADMIN, now(), email="admin@press.example")


def invite(admin: Person, email: str = ADDRESS, where: str = "*", **more: object) -> Page:
    page = admin.browser.get("/staff/people/invite")
    return admin.browser.send(page, "", email=email, where=where, **{"roles": "officer", **more})


def link_to(mails: Mails, address: str = ADDRESS) -> str:
    return next(letter.links[0] for letter in reversed(mails()) if letter.to == address)


def come_in(browser: Browser, link: str, password: str = NEW, name: str = "Anong") -> Page:
    return browser.send(browser.get(link), "", name=name, password=password)


def test_the_invited_person_sets_name_and_password_and_is_at_work(
    app: Flask, admin: Person, visitor: Browser, mails: Mails, event: str
) -> None:
    assert invite(admin).status == 303
    [letter] = mails()
    assert (letter.to, letter.message["Subject"] is not None) == (ADDRESS, True)
    answer = come_in(visitor, letter.links[0])
    assert visitor.open(answer.location).url == f"/desk/{event}"
    with app.app_context():
        account = account_by_email(ADDRESS)
        assert account is not None
        assert (account.name, account.roles) == ("Anong", {Role.OFFICER})
        assert NEW not in (account.password_hash or "")


def test_opening_the_link_spends_nothing_and_using_it_twice_is_refused(admin: Person, app: Flask, mails: Mails) -> None:
    invite(admin)
    link = link_to(mails)
    for _ in range(3):
        assert Browser(app).get(link).status == 200
    assert come_in(Browser(app), link).status == 303
    late = Browser(app).get(link)
    assert late.status == 410
    assert "Sign in as staff" in late.text


def test_six_at_once_and_one_comes_in(admin: Person, app: Flask, mails: Mails) -> None:
    invite(admin)
    link = link_to(mails)
    pages = [(browser, browser.get(link)) for browser in (Browser(app) for _ in range(6))]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda both: both[0].send(both[1], "", name="A", password=NEW).status, pages))
    assert sorted(answers) == [303] + [410] * 5


@pytest.mark.sqlite_only
def test_it_works_for_seven_days(app: Flask, admin: Person, mails: Mails) -> None:
    invite(admin)
    link = link_to(mails)

    def ends(when: timedelta) -> None:
        with app.app_context(), db_transaction():
            db.session.execute(update(MailedLink).values(expires_at=now() + when))

    with app.app_context():
        [row] = db.session.query(MailedLink).all()
        assert row.expires_at - row.created_at == timedelta(days=7)
        assert link.rpartition("/")[2] not in f"{row.nonce}{row.token_hash}"
    ends(timedelta(seconds=5))
    assert Browser(app).get(link).status == 200
    ends(timedelta(seconds=-1))
    assert Browser(app).get(link).status == 410


@pytest.mark.sqlite_only
def test_a_new_invitation_takes_the_place_of_the_one_before(app: Flask, admin: Person, mails: Mails) -> None:
    page = admin.browser.follow(invite(admin))
    first = link_to(mails)
    assert admin.browser.send(page, "/invite-again").status == 303
    second = link_to(mails)
    assert first != second
    assert Browser(app).get(first).status == 410
    assert come_in(Browser(app), second).status == 303


@pytest.mark.sqlite_only
def test_who_lost_every_role_or_was_disabled_comes_in_no_more(app: Flask, admin: Person, mails: Mails) -> None:
    page = admin.browser.follow(invite(admin))
    link = link_to(mails)
    admin.browser.send(page, "/take")
    assert Browser(app).get(link).status == 410
    page = admin.browser.follow(invite(admin, "other@press.example"))
    admin.browser.send(page, "/disable")
    assert Browser(app).get(link_to(mails, "other@press.example")).status == 410


@pytest.mark.sqlite_only
@pytest.mark.parametrize("password", ["short", "password1234", "123456789012", "new@press.example", "aaaaaaaaaaaaaaa"])
def test_a_password_that_is_tried_first_is_refused_beside_the_field(
    app: Flask, admin: Person, mails: Mails, password: str
) -> None:
    invite(admin)
    browser = Browser(app)
    page = come_in(browser, link_to(mails), password)
    assert page.status == 422
    assert 'id="password-error"' in page.html
    assert page.form().fields["name"] == "Anong"
    assert password not in page.html.replace(ADDRESS, "", 1)
    assert browser.send(page, "", password=NEW).status == 303


@pytest.mark.sqlite_only
def test_a_fault_in_the_form_is_told_and_what_was_typed_stays(admin: Person, mails: Mails) -> None:
    page = invite(admin, "no address", roles=None)
    assert page.status == 422
    assert "Enter a valid e-mail address" in page.text
    assert "Choose a role at least." in page.text
    assert page.form().fields["email"] == "no address"
    assert mails() == []


@pytest.mark.sqlite_only
def test_an_address_gets_three_mails_an_hour_at_most(admin: Person, mails: Mails) -> None:
    answers = [invite(admin).status for _ in range(4)]
    assert answers == [303, 303, 303, 422]
    assert len(mails()) == 3


@pytest.mark.sqlite_only
def test_staff_who_are_here_already_get_the_role_and_are_told(app: Flask, admin: Person, mails: Mails) -> None:
    editor = people.staff(app, Role.EDITOR, now())
    invite(admin, editor.email)
    [letter] = mails()
    assert (letter.to, letter.links) == (editor.email, [])
    with app.app_context():
        account = account_by_email(editor.email)
        assert account is not None
        assert account.roles == {Role.EDITOR, Role.OFFICER}


@pytest.mark.sqlite_only
def test_a_journalist_may_be_invited_and_stays_one(
    app: Flask, admin: Person, applicant: Callable[..., Person], mails: Mails
) -> None:
    person = applicant()
    invite(admin, person.email)
    link = link_to(mails, person.email)
    browser = Browser(app)
    assert come_in(browser, link).status == 303
    assert browser.get(person.status_page).status == 200
    assert person.browser.get("/staff/people").location.startswith("/staff/sign-in")
