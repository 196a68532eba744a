"""Passwords: which are refused, how a forgotten one is set anew, how one is changed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from press.accounts.errors import PasswordRefused, WeakPassword
from press.accounts.passwords import check_new
from press.accounts.queries import account_by_email
from press.accounts.states import Role
from press.clock import now
from press.db import db_transaction
from tests.support import people
from tests.support.browser import Browser, Page
from tests.support.mailbox import Letter
from tests.support.people import PASSWORD, Person

NEW = "rain on the Chao Phraya"
Mails = Callable[[], list[Letter]]


@pytest.mark.parametrize("password", ["", "eleven char", "x" * 201])
def test_twelve_to_two_hundred_characters(password: str) -> None:
    with pytest.raises(PasswordRefused) as refused:
        check_new(password, email="a@press.example", name="")
    assert not isinstance(refused.value, WeakPassword)


@pytest.mark.parametrize(
    "password",
    [
        "Password1234!",
        "administrator",
        "1q2w3e4r5t6y",
        "345678901234",
        "987654321098",
        "abcdefghijklm",
        "abababababab",
        "สวัสดี 2569 2569",
        "somchai.jaidee",
        "Somchai.Jaidee@press.example",
        "SomchaiJaidee1",
        "press.example2026",
    ],
)
def test_the_commonest_and_ones_own_name_are_refused(password: str) -> None:
    with pytest.raises(WeakPassword):
        check_new(password, email="somchai.jaidee@press.example", name="Somchai Jaidee")


@pytest.mark.parametrize(
    "password", [PASSWORD, NEW, "ช้างม้าวัวควาย", "somchai likes mangoes", "aaaaaaaab3!z", "x9$kQ2mZ7#pL"]
)
def test_no_rules_of_composition(password: str) -> None:
    check_new(password, email="somchai@press.example", name="Somchai")


def knock(browser: Browser, person: Person, password: str) -> int:
    page = browser.get("/staff/sign-in")
    return browser.send(page, "/staff/sign-in", email=person.email, password=password).status


def forget(browser: Browser, email: str) -> Page:
    return browser.send(browser.get("/staff/forgot"), "", email=email)


class TestForgotten:
    """A link by mail, and the second factor as before."""

    def test_the_link_sets_a_new_password_and_ends_every_session(
        self, app: Flask, officer: Person, mails: Mails, event: str
    ) -> None:
        browser = Browser(app)
        assert forget(browser, officer.email).status == 303
        [letter] = mails()
        page = browser.get(letter.links[0])
        assert browser.send(page, "", password=NEW).location == "/staff/sign-in"
        assert officer.browser.get(f"/desk/{event}").status == 303
        assert browser.get(f"/desk/{event}").status == 303  # nobody is signed in by it
        assert knock(Browser(app), officer, PASSWORD) == 422
        assert knock(browser, officer, NEW) == 303
        assert [each.to for each in mails()] == [officer.email] * 3  # link, what happened, the new browser

    def test_six_at_once_and_one_sets_it(self, app: Flask, officer: Person, mails: Mails) -> None:
        forget(Browser(app), officer.email)
        [letter] = mails()
        crowd = [(each, each.get(letter.links[0])) for each in (Browser(app) for _ in range(6))]
        with ThreadPoolExecutor(6) as pool:
            statuses = list(pool.map(lambda both: both[0].send(both[1], "", password=NEW).status, crowd))
        assert sorted(statuses) == [303] + [410] * 5

    @pytest.mark.sqlite_only
    def test_the_second_factor_is_still_asked_for(
        self, app: Flask, officer: Person, visitor: Browser, mails: Mails, event: str
    ) -> None:
        with app.app_context(), db_transaction():
            account = account_by_email(officer.email)
            assert account is not None
            account.totp_secret = "JBSWY3DPEHPK3PXP"
        forget(visitor, officer.email)
        visitor.send(visitor.get(mails()[-1].links[0]), "", password=NEW)
        assert knock(visitor, officer, NEW) == 303
        assert visitor.get(f"/desk/{event}").status == 303

    @pytest.mark.sqlite_only
    def test_the_answer_is_the_same_for_every_address_to_the_byte(
        self, app: Flask, officer: Person, applicant: Callable[..., Person], mails: Mails
    ) -> None:
        journalist = applicant()
        before = len(mails())
        disabled = people.staff(app, Role.GATE, now())
        with app.app_context(), db_transaction():
            account = account_by_email(disabled.email)
            assert account is not None
            account.disabled_at = now()
        answers = set()
        for address in (officer.email, "nobody@press.example", journalist.email, disabled.email):
            browser = Browser(app)
            answer = forget(browser, address)
            page = browser.follow(answer)
            answers.add((answer.status, answer.location, answer.response.data, page.response.data))
        assert len(answers) == 1
        assert [letter.to for letter in mails()[before:]] == [officer.email]

    @pytest.mark.sqlite_only
    def test_a_weak_password_spends_nothing(self, officer: Person, visitor: Browser, mails: Mails) -> None:
        forget(visitor, officer.email)
        page = visitor.get(mails()[0].links[0])
        refused = visitor.send(page, "", password="password1234")
        assert refused.status == 422
        assert visitor.send(refused, "", password=NEW).status == 303

    @pytest.mark.sqlite_only
    def test_a_link_for_one_thing_is_none_for_another(self, officer: Person, visitor: Browser, mails: Mails) -> None:
        forget(visitor, officer.email)
        token = mails()[0].links[0].rpartition("/")[2]
        for path in ("/sign-in/", "/staff/invitation/", "/applications/confirm/"):
            assert visitor.get(path + token).status == 410


class TestChanged:
    """Changed by somebody signed in."""

    def send(self, person: Person, current: str, password: str) -> Page:
        return person.browser.send(person.browser.get("/account/password"), "", current=current, password=password)

    def test_this_session_goes_on_and_all_others_end(self, app: Flask, officer: Person, event: str) -> None:
        other = Browser(app)
        knock(other, officer, PASSWORD)
        assert other.get(f"/desk/{event}").status == 200
        assert self.send(officer, PASSWORD, NEW).status == 303
        assert officer.browser.get(f"/desk/{event}").status == 200
        assert other.get(f"/desk/{event}").status == 303
        assert knock(Browser(app), officer, NEW) == 303

    @pytest.mark.sqlite_only
    def test_the_present_one_must_be_right_and_wrong_ones_are_counted(self, officer: Person) -> None:
        for _ in range(8):
            page = self.send(officer, "something else", NEW)
            assert page.status == 422
        assert "not your current password" in page.text
        assert "Wait ten minutes" in self.send(officer, PASSWORD, NEW).text
