"""The secrets of code apps are encrypted where they lie, and outlive a change of the secret key."""

from collections.abc import Callable
from dataclasses import replace

import pyotp
import pytest
from flask import Flask

from config import Config
from press.accounts.queries import account_by_email
from press.accounts.sealing import CannotUnseal, seal, unseal
from press.db import db_transaction
from tests.support.browser import Browser
from tests.support.mailbox import Letter
from tests.support.people import PASSWORD, Person

pytestmark = pytest.mark.sqlite_only

OLD, NEW = "the old key, of more than thirty-two characters", "the new key, of more than thirty-two characters"


def test_it_comes_back_and_is_not_readable() -> None:
    kept = seal("JBSWY3DPEHPK3PXP", about="totp:1", keys=(OLD,))
    assert "JBSWY3DPEHPK3PXP" not in kept
    assert kept != seal("JBSWY3DPEHPK3PXP", about="totp:1", keys=(OLD,))
    assert unseal(kept, about="totp:1", keys=(OLD,)) == "JBSWY3DPEHPK3PXP"
    assert unseal(kept, about="totp:1", keys=(NEW, OLD)) == "JBSWY3DPEHPK3PXP"


def test_another_key_and_another_owner_read_nothing() -> None:
    kept = seal("JBSWY3DPEHPK3PXP", about="totp:1", keys=(OLD,))
    for about, keys in (("totp:1", (NEW,)), ("totp:2", (OLD,))):
        with pytest.raises(CannotUnseal):
            unseal(kept, about=about, keys=keys)


def secret_of(app: Flask, person: Person) -> str:
    with app.app_context():
        account = account_by_email(person.email)
        assert account is not None
        return account.totp_secret or ""


def come_in(app: Flask, person: Person, code: str) -> int:
    browser = Browser(app)
    page = browser.get("/staff/sign-in")
    browser.send(page, "/staff/sign-in", email=person.email, password=PASSWORD)
    return browser.send(browser.get("/staff/second-factor"), "", code=code).status


def test_a_clear_one_is_encrypted_when_it_is_next_used(app: Flask, officer: Person) -> None:
    secret = pyotp.random_base32()
    with app.app_context(), db_transaction():
        account = account_by_email(officer.email)
        assert account is not None
        account.totp_secret = secret
    assert come_in(app, officer, pyotp.TOTP(secret).now()) == 303
    assert secret not in secret_of(app, officer)
    assert secret_of(app, officer).startswith("v1.")


def test_after_a_change_of_key_the_app_works_on_and_is_encrypted_anew(
    make_app: Callable[[Config], Flask], config: Config, app: Flask, officer: Person
) -> None:
    secret = pyotp.random_base32()
    with app.app_context(), db_transaction():
        account = account_by_email(officer.email)
        assert account is not None
        account.totp_secret = seal(secret, about=f"totp:{account.id}", keys=(config.secret_key,))
    turned = make_app(replace(config, secret_key=NEW, secret_key_fallbacks=(config.secret_key,)))
    assert come_in(turned, officer, pyotp.TOTP(secret).now()) == 303
    assert unseal(secret_of(app, officer), about=f"totp:{officer.account_id}", keys=(NEW,)) == secret


def test_without_the_old_key_no_code_is_right_and_nothing_breaks(
    make_app: Callable[[Config], Flask], config: Config, app: Flask, officer: Person
) -> None:
    secret = pyotp.random_base32()
    with app.app_context(), db_transaction():
        account = account_by_email(officer.email)
        assert account is not None
        account.totp_secret = seal(secret, about=f"totp:{account.id}", keys=(config.secret_key,))
    turned = make_app(replace(config, secret_key=NEW))
    assert come_in(turned, officer, pyotp.TOTP(secret).now()) == 422


def test_a_session_and_a_mailed_link_outlive_a_change_of_key(
    make_app: Callable[[Config], Flask],
    config: Config,
    officer: Person,
    visitor: Browser,
    event: str,
    mails: Callable[[], list[Letter]],
) -> None:
    visitor.send(visitor.get("/staff/forgot"), "", email=officer.email)
    [letter] = mails()
    turned = make_app(replace(config, secret_key=NEW, secret_key_fallbacks=(config.secret_key,)))
    later = Browser(turned)
    later.client._cookies.update(officer.browser.client._cookies)
    assert later.get(f"/desk/{event}").status == 200
    assert Browser(turned).get(letter.links[0]).status == 200
