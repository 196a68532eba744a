"""Ten codes for the day when the telephone is lost: each works once."""

import re
from concurrent.futures import ThreadPoolExecutor

import pyotp
import pytest
from flask import Flask

from press.accounts.models import RecoveryCode
from press.accounts.queries import account_by_email
from press.accounts.services import recovery
from press.clock import now
from press.db import db, db_transaction
from tests.support import people
from tests.support.browser import Browser, Page
from tests.support.people import PASSWORD, Person

KEYS = ("a key for the tests, of more than thirty-two characters",)


def codes_on(page: Page) -> list[str]:
    return re.findall(r"<li><code>([0-9A-Z-]+)</code></li>", page.html)


@pytest.fixture
def codes(officer: Person) -> list[str]:
    """The officer has set the app up, and kept the codes."""
    page = officer.browser.get("/account/app")
    found = re.search(r'<code class="break-all">(\w+)</code>', page.html)
    assert found
    answer = officer.browser.send(page, "", code=pyotp.TOTP(found[1]).now())
    return codes_on(officer.browser.follow(answer))


def door(browser: Browser, person: Person) -> Page:
    """Has shown the password, and stands at the page for a recovery code."""
    page = browser.get("/staff/sign-in")
    browser.send(page, "/staff/sign-in", email=person.email, password=PASSWORD)
    return browser.get("/staff/recovery-code")


def test_a_code_opens_the_desk_once(app: Flask, officer: Person, codes: list[str], event: str) -> None:
    assert len(codes) == 10
    first = Browser(app)
    answer = first.send(door(first, officer), "", code=codes[0].lower().replace("-", " "))
    assert answer.status == 303
    assert "9 recovery codes are left." in first.follow(answer).text
    assert first.get(f"/desk/{event}").status == 200
    second = Browser(app)
    page = second.send(door(second, officer), "", code=codes[0])
    assert page.status == 422
    assert second.get(f"/desk/{event}").status == 303


def test_six_at_once_and_one_comes_in(app: Flask, officer: Person, codes: list[str]) -> None:
    crowd = [(each, door(each, officer)) for each in (Browser(app) for _ in range(6))]
    with ThreadPoolExecutor(6) as pool:
        statuses = list(pool.map(lambda both: both[0].send(both[1], "", code=codes[3]).status, crowd))
    assert sorted(statuses) == [303] + [422] * 5


@pytest.mark.sqlite_only
def test_they_are_shown_once_and_kept_as_hashes(app: Flask, officer: Person, codes: list[str]) -> None:
    page = officer.browser.get("/account/recovery-codes")
    assert codes_on(page) == []
    assert "10 unused codes are left." in page.text
    with app.app_context():
        kept = " ".join(row.code_hash for row in db.session.query(RecoveryCode))
    assert not any(code.replace("-", "") in kept.upper() for code in codes)


@pytest.mark.sqlite_only
def test_new_ones_take_the_place_of_the_old(app: Flask, officer: Person, codes: list[str]) -> None:
    page = officer.browser.get("/account/recovery-codes")
    fresh = codes_on(officer.browser.follow(officer.browser.send(page)))
    assert len(fresh) == 10
    assert set(fresh).isdisjoint(codes)
    browser = Browser(app)
    assert browser.send(door(browser, officer), "", code=codes[0]).status == 422
    assert browser.send(browser.get("/staff/recovery-code"), "", code=fresh[0]).status == 303


@pytest.mark.sqlite_only
def test_wrong_codes_lock_the_account(app: Flask, officer: Person, codes: list[str]) -> None:
    browser = Browser(app)
    page = door(browser, officer)
    for _ in range(8):
        page = browser.send(page, "", code="AAAA-AAAA-AAAA-AAAAA")
        assert page.status == 422
    page = browser.send(page, "", code=codes[0])
    assert page.status == 422
    assert "Wait ten minutes" in page.text


@pytest.mark.sqlite_only
def test_a_password_alone_makes_no_codes(app: Flask, officer: Person, codes: list[str]) -> None:
    browser = Browser(app)
    door(browser, officer)
    fields = {"csrf_token": browser.token()}
    assert browser.post("/account/recovery-codes", fields).location.startswith("/staff/sign-in")


@pytest.mark.sqlite_only
def test_codes_made_with_the_key_before_still_work(app: Flask, officer: Person) -> None:
    with app.app_context(), db_transaction():
        account = account_by_email(officer.email)
        assert account is not None
        [code, *_rest] = recovery.make_codes(account, keys=KEYS, by=people.OFFICER, at=now())
        keys = ("a newer key that is of more than thirty-two characters", *KEYS)
        assert recovery.spend_code(account, code, keys=keys, by=people.OFFICER, at=now()) == 9


@pytest.mark.sqlite_only
def test_before_there_is_a_second_factor_there_is_nothing_to_recover(officer: Person) -> None:
    assert "Set that up first." in officer.browser.get("/account/recovery-codes").text
    fields = {"csrf_token": officer.browser.token()}
    assert officer.browser.post("/account/recovery-codes", fields).status == 409
