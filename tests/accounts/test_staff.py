"""Staff sign in by password, and by a second factor where they have one or the house asks for one."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pyotp
import pytest
from click.testing import Result
from flask import Flask

from config import Config
from press.accounts.errors import TooManyTries, WrongCode, WrongPassword
from press.accounts.models import Account
from press.accounts.queries import account_by_email
from press.accounts.services import code_app, staff
from press.accounts.states import Role
from press.clock import now
from press.db import db, db_transaction
from tests.support import people
from tests.support.browser import Browser, Page
from tests.support.people import PASSWORD, Person

ADDRESS = "officer@press.example"
KEYS = ("a key for the tests, of more than thirty-two characters",)


def knock(browser: Browser, password: str, email: str = ADDRESS) -> Page:
    return browser.send(browser.get("/staff/sign-in"), "/staff/sign-in", email=email, password=password)


def account(email: str = ADDRESS) -> Account:
    found = account_by_email(email)
    assert found is not None
    return found


def test_the_right_password_opens_the_desk(officer: Person, visitor: Browser, event: str) -> None:
    answer = knock(visitor, PASSWORD)
    assert answer.status == 303
    assert visitor.open(answer.location).url == f"/desk/{event}"


def test_the_desk_leads_to_the_staffs_door_and_back(officer: Person, visitor: Browser, event: str) -> None:
    wanted = f"/desk/{event}/applications?state=approved"
    door = visitor.get(wanted)
    assert door.status == 303
    page = visitor.get(door.location)
    answer = visitor.send(page, "/staff/sign-in", email=ADDRESS, password=PASSWORD)
    assert answer.location == wanted


def test_a_wrong_password_is_counted_although_it_is_refused(app: Flask, officer: Person, visitor: Browser) -> None:
    page = knock(visitor, "something else entirely")
    assert page.status == 422
    assert "Wrong e-mail or password." in page.text
    assert "something else" not in page.html
    with app.app_context():
        assert account().failed_tries == 1


def test_eight_wrong_passwords_lock_even_the_right_one_out(officer: Person, visitor: Browser) -> None:
    for _ in range(8):
        knock(visitor, "something else entirely")
    page = knock(visitor, PASSWORD)
    assert page.status == 422
    assert "Wait ten minutes" in page.text


@pytest.mark.usefixtures("in_transaction")
def test_the_lock_opens_after_ten_minutes(at: datetime) -> None:
    staff.add_staff(email=ADDRESS, name="", role=Role.OFFICER, password=PASSWORD, by=people.OFFICER, at=at)
    for _ in range(8):
        with pytest.raises(WrongPassword):
            staff.check_password(email=ADDRESS, password="wrong", at=at)
    with pytest.raises(TooManyTries):
        staff.check_password(email=ADDRESS, password=PASSWORD, at=at + timedelta(minutes=9, seconds=59))
    assert staff.check_password(email=ADDRESS, password=PASSWORD, at=at + timedelta(minutes=10))


@pytest.mark.sqlite_only
def test_an_unknown_address_reads_like_a_wrong_password(app: Flask, officer: Person) -> None:
    known, unknown = knock(Browser(app), "x" * 12), knock(Browser(app), "x" * 12, "nobody@press.example")
    assert unknown.status == known.status
    assert unknown.text == known.text


@pytest.mark.sqlite_only
def test_a_journalist_has_no_password_and_no_way_in_here(app: Flask, visitor: Browser) -> None:
    person = people.journalist(app, now())
    assert knock(visitor, "", person.email).status == 422
    assert knock(visitor, "no account has this password", person.email).status == 422


@pytest.mark.sqlite_only
def test_a_disabled_member_of_staff_stays_outside(app: Flask, officer: Person, visitor: Browser) -> None:
    with app.app_context(), db_transaction():
        account().disabled_at = now()
    assert knock(visitor, PASSWORD).status == 422


class TestSecondFactor:
    """A code of the app counts once."""

    @pytest.fixture
    def secret(self) -> str:
        return pyotp.random_base32()

    @pytest.fixture
    def guarded(self, app: Flask, officer: Person, secret: str) -> Person:
        with app.app_context(), db_transaction():
            account().totp_secret = secret
        return officer

    def test_a_step_is_never_accepted_twice_nor_an_earlier_one(
        self, app: Flask, guarded: Person, secret: str, at: datetime
    ) -> None:
        totp = pyotp.TOTP(secret)
        with app.app_context():
            code_app.check_totp(account(), totp.at(at), keys=KEYS, at=at)
            for again in (at, at + timedelta(seconds=29)):
                with pytest.raises(WrongCode):
                    code_app.check_totp(account(), totp.at(at), keys=KEYS, at=again)
            with pytest.raises(WrongCode):
                code_app.check_totp(account(), totp.at(at - timedelta(seconds=30)), keys=KEYS, at=at)
            later = at + timedelta(seconds=30)
            code_app.check_totp(account(), totp.at(later), keys=KEYS, at=later)
            db.session.rollback()

    def test_the_same_code_in_six_browsers_at_once_opens_one(self, app: Flask, guarded: Person, secret: str) -> None:
        crowd = [Browser(app) for _ in range(6)]
        doors = [(each, each.open(knock(each, PASSWORD).location)) for each in crowd]
        code = pyotp.TOTP(secret).now()
        with ThreadPoolExecutor(6) as pool:
            answers = list(pool.map(lambda both: both[0].send(both[1], code=code).status, doors))
        assert sorted(answers) == [303] + [422] * 5

    def test_the_password_alone_does_not_open_the_desk(self, guarded: Person, visitor: Browser, event: str) -> None:
        answer = knock(visitor, PASSWORD)
        assert answer.location.startswith("/staff/second-factor")
        desk = visitor.get(f"/desk/{event}")
        assert desk.status == 303
        assert desk.location.startswith("/staff/sign-in")

    def test_wrong_codes_are_counted_and_lock(self, app: Flask, guarded: Person, secret: str, visitor: Browser) -> None:
        page = visitor.open(knock(visitor, PASSWORD).location)
        for _ in range(8):
            page = visitor.send(page, code="000000")
            assert page.status == 422
        page = visitor.send(page, code=pyotp.TOTP(secret).now())
        assert page.status == 422
        assert "Wait ten minutes" in page.text

    @pytest.mark.sqlite_only
    def test_where_the_house_asks_for_one_it_is_set_up_at_the_first_sign_in(
        self, make_app: Callable[[Config], Flask], config: Config, officer: Person, event: str
    ) -> None:
        strict = Browser(make_app(replace(config, require_second_factor=True)))
        page = strict.open(knock(strict, PASSWORD).location)
        assert "data:image/svg+xml" in page.html
        with strict.client.session_transaction() as cookie:
            secret = cookie["totp_secret"]
        assert secret in page.text
        refused = strict.send(page, code="000000")
        assert refused.status == 422
        assert secret in refused.text
        answer = strict.send(refused, code=pyotp.TOTP(secret).now())
        codes = strict.open(answer.location)
        assert len(re.findall(r"<li><code>[0-9A-Z-]{20}</code></li>", codes.html)) == 10
        assert strict.open("/desk").url == f"/desk/{event}"


@pytest.mark.sqlite_only
class TestCommand:
    """`accounts add`."""

    def test_it_adds_staff_and_is_safe_to_repeat(
        self, app: Flask, cli: Callable[..., Result], visitor: Browser
    ) -> None:
        words = ("accounts", "add", "New@Press.Example", "--role", "gate", "--password-stdin")
        for _ in range(2):
            result = cli(*words, stdin=PASSWORD + "\n")
            assert result.exit_code == 0, result.output
        with app.app_context():
            assert account("new@press.example").roles == {Role.GATE}
            assert PASSWORD not in (account("new@press.example").password_hash or "")

    @pytest.mark.parametrize("password", ["", "short", "x" * 201])
    def test_a_password_has_twelve_characters_at_least(self, cli: Callable[..., Result], password: str) -> None:
        result = cli("accounts", "add", "a@press.example", "--role", "gate", "--password-stdin", stdin=password + "\n")
        assert result.exit_code == 1
        assert "12 to 200 characters" in result.output

    def test_an_address_that_is_none_and_a_role_that_is_none_are_refused(self, cli: Callable[..., Result]) -> None:
        assert cli("accounts", "add", "nobody", "--role", "gate", "--password-stdin", stdin="x" * 20).exit_code == 1
        assert (
            cli("accounts", "add", "a@b.example", "--role", "king", "--password-stdin", stdin="x" * 20).exit_code == 2
        )
