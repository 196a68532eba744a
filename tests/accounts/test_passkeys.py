"""A passkey signs in by itself; its challenge is answered once, here, by its owner."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from config import Config
from press.accounts.models import Account, Passkey, PasskeyChallenge
from press.accounts.states import Role
from press.clock import now
from press.db import db, db_transaction
from tests.support import people
from tests.support.authenticator import Authenticator
from tests.support.browser import Browser, Page
from tests.support.people import PASSWORD, Person


def add(person: Person, key: Authenticator, name: str = "my key") -> Page:
    page = person.browser.get("/account/passkeys")
    token = page.form("/passkeys").fields["csrf_token"]
    options = person.browser.post("/account/passkeys/options", {"csrf_token": token}).json
    return person.browser.send(page, "/passkeys", name=name, answer=key.make(options))


def challenge(browser: Browser) -> tuple[Page, dict[str, object]]:
    page = browser.get("/staff/sign-in")
    token = page.form("/staff/passkey").fields["csrf_token"]
    return page, browser.post("/staff/passkey/options", {"csrf_token": token}).json


def knock(browser: Browser, key: Authenticator) -> Page:
    page, options = challenge(browser)
    return browser.send(page, "/staff/passkey", answer=key.sign(options))


@pytest.fixture
def key(officer: Person) -> Authenticator:
    made = Authenticator()
    assert add(officer, made).status == 303
    return made


def test_it_signs_in_without_a_password(key: Authenticator, visitor: Browser, event: str) -> None:
    answer = knock(visitor, key)
    assert visitor.open(answer.location).url == f"/desk/{event}"


def test_an_answer_counts_once_even_in_six_browsers_at_once(app: Flask, key: Authenticator) -> None:
    _page, options = challenge(Browser(app))
    answer = key.sign(options)
    crowd = [(each, each.get("/staff/sign-in")) for each in (Browser(app) for _ in range(6))]
    with ThreadPoolExecutor(6) as pool:
        statuses = list(pool.map(lambda both: both[0].send(both[1], "/staff/passkey", answer=answer).status, crowd))
    assert sorted(statuses) == [303] + [422] * 5


@pytest.mark.sqlite_only
class TestRefused:
    """What is no answer of this person to this site's challenge."""

    def test_an_old_challenge(self, app: Flask, key: Authenticator, visitor: Browser) -> None:
        page, options = challenge(visitor)
        with app.app_context(), db_transaction():
            db.session.execute(update(PasskeyChallenge).values(expires_at=now() - timedelta(seconds=1)))
        assert visitor.send(page, "/staff/passkey", answer=key.sign(options)).status == 422

    def test_a_challenge_that_was_meant_for_registering(self, officer: Person, key: Authenticator) -> None:
        token = officer.browser.token()
        options = officer.browser.post("/account/passkeys/options", {"csrf_token": token}).json
        page = officer.browser.get("/staff/sign-in")
        assert officer.browser.send(page, "/staff/passkey", answer=key.sign(options)).status == 422

    def test_another_site(self, key: Authenticator, visitor: Browser) -> None:
        key.origin = "http://localhost.evil.example"
        assert knock(visitor, key).status == 422

    def test_a_device_that_did_not_ask_its_owner(self, key: Authenticator, visitor: Browser) -> None:
        key.verifies = False
        assert knock(visitor, key).status == 422

    def test_a_copy_whose_count_does_not_grow(self, app: Flask, key: Authenticator) -> None:
        assert knock(Browser(app), key).status == 303
        key.count = 0
        assert knock(Browser(app), key).status == 422

    def test_a_device_that_keeps_no_count_is_fine(self, app: Flask, officer: Person) -> None:
        plain = Authenticator(counts=False)
        add(officer, plain)
        assert [knock(Browser(app), plain).status for _ in range(2)] == [303, 303]

    def test_a_key_that_nobody_registered(self, visitor: Browser) -> None:
        page = knock(visitor, Authenticator())
        assert page.status == 422
        assert "use your password" in page.text

    @pytest.mark.parametrize(
        "answer", ["", "{}", "[]", "null", '{"id": 1, "response": {"clientDataJSON": "x"}}', "[" * 100_000, "ก"]
    )
    def test_rubbish(self, visitor: Browser, answer: str) -> None:
        page, _options = challenge(visitor)
        assert visitor.send(page, "/staff/passkey", answer=answer).status == 422

    def test_somebody_who_was_disabled(self, app: Flask, key: Authenticator, visitor: Browser) -> None:
        with app.app_context(), db_transaction():
            db.session.execute(update(Account).values(disabled_at=now()))
        assert knock(visitor, key).status == 422

    def test_a_passkey_that_was_removed(self, officer: Person, key: Authenticator, visitor: Browser) -> None:
        page = officer.browser.get("/account/passkeys")
        assert officer.browser.send(page, "/remove").status == 303
        assert knock(visitor, key).status == 422

    def test_a_challenge_of_somebody_else(self, app: Flask, officer: Person) -> None:
        other = people.staff(app, Role.EDITOR, now())
        token = officer.browser.token()
        options = officer.browser.post("/account/passkeys/options", {"csrf_token": token}).json
        page = other.browser.get("/account/passkeys")
        assert other.browser.send(page, "/passkeys", name="x", answer=Authenticator().make(options)).status == 422
        with app.app_context():
            assert db.session.query(Passkey).count() == 0


@pytest.mark.sqlite_only
def test_somebody_elses_passkey_is_not_there_to_be_removed(app: Flask, officer: Person, key: Authenticator) -> None:
    other = people.staff(app, Role.ADMIN, now())
    with app.app_context():
        number = db.session.query(Passkey).one().id
    fields = {"csrf_token": other.browser.token()}
    assert other.browser.post(f"/account/passkeys/{number}/remove", fields).status == 404


@pytest.mark.sqlite_only
def test_with_a_passkey_the_password_alone_opens_nothing_and_sets_no_app_up(
    officer: Person, key: Authenticator, visitor: Browser, event: str
) -> None:
    door = visitor.get("/staff/sign-in")
    answer = visitor.send(door, "/staff/sign-in", email=officer.email, password=PASSWORD)
    page = visitor.open(answer.location)
    assert "Use your passkey" in page.text
    assert "data:image/svg+xml" not in page.html
    assert visitor.get("/account/app").location.startswith("/staff/sign-in")
    assert visitor.get(f"/desk/{event}").status == 303


@pytest.mark.sqlite_only
def test_a_passkey_needs_a_name_which_is_said_before_one_is_kept(app: Flask, officer: Person) -> None:
    page = add(officer, Authenticator(), name=" ")
    assert page.status == 422
    assert "Give the passkey a name." in page.text
    with app.app_context():
        assert db.session.query(Passkey).count() == 0


@pytest.mark.sqlite_only
def test_the_same_challenge_for_everybody_and_no_list_of_passkeys(visitor: Browser, key: Authenticator) -> None:
    _page, options = challenge(visitor)
    assert set(options) == {"challenge", "timeout", "rpId", "allowCredentials", "userVerification"}
    assert options["allowCredentials"] == []
    assert options["userVerification"] == "required"
    assert json.dumps(options).count("press.example") == 0


@pytest.mark.sqlite_only
def test_where_the_address_has_no_name_the_other_ways_are_offered(
    make_app: Callable[[Config], Flask], config: Config, officer: Person
) -> None:
    bare = Browser(make_app(replace(config, base_url="http://127.0.0.1:8000")))
    page = bare.get("/staff/sign-in")
    assert not any(form.action.endswith("/passkey") for form in page.forms)
