"""A session ends when it should, and is worth no more than what was shown at its start."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from press.accounts.models import Account, SignInSession
from press.accounts.states import Role, Strength
from press.clock import now
from press.db import db, db_transaction
from tests.support import people
from tests.support.browser import Browser
from tests.support.people import PASSWORD, Person


def reaches_the_desk(person: Person, event: str) -> bool:
    return person.browser.get(f"/desk/{event}").status == 200


def change_sessions(app: Flask, **columns: object) -> None:
    with app.app_context(), db_transaction():
        db.session.execute(update(SignInSession).values(**columns))


def test_signing_out_ends_it_for_whoever_kept_the_cookie(app: Flask, officer: Person, event: str) -> None:
    thief = Browser(app)
    with officer.browser.client.session_transaction() as own, thief.client.session_transaction() as stolen:
        stolen.update(own)
    assert thief.get(f"/desk/{event}").status == 200
    page = officer.browser.get(f"/desk/{event}")
    answer = officer.browser.send(page, "/sign-out")
    assert answer.status == 303
    assert not reaches_the_desk(officer, event)
    assert thief.get(f"/desk/{event}").status == 303


def test_disabling_the_account_ends_it_on_the_next_request(app: Flask, officer: Person, event: str) -> None:
    assert reaches_the_desk(officer, event)
    with app.app_context(), db_transaction():
        db.session.execute(update(Account).values(disabled_at=now()))
    assert not reaches_the_desk(officer, event)


def test_two_idle_hours_end_a_staff_session(app: Flask, officer: Person, event: str) -> None:
    change_sessions(app, seen_at=now() - timedelta(hours=1, minutes=59))
    assert reaches_the_desk(officer, event)
    change_sessions(app, seen_at=now() - timedelta(hours=2, seconds=1))
    assert not reaches_the_desk(officer, event)


def test_work_keeps_it_alive_up_to_its_absolute_end(app: Flask, officer: Person, event: str) -> None:
    change_sessions(app, seen_at=now() - timedelta(hours=1))
    assert reaches_the_desk(officer, event)
    with app.app_context():
        seen = db.session.query(SignInSession).one().seen_at
    assert now() - seen < timedelta(minutes=1)
    change_sessions(app, ends_at=now() - timedelta(seconds=1))
    assert not reaches_the_desk(officer, event)


def test_taking_a_role_away_counts_from_the_next_request(app: Flask, officer: Person, event: str) -> None:
    with app.app_context(), db_transaction():
        account = db.session.get_one(Account, officer.account_id)
        db.session.delete(account.grants[0])
    answer = officer.browser.get(f"/desk/{event}")
    assert answer.status == 404


def test_roles_count_nothing_in_a_session_that_a_mailed_link_began(app: Flask, event: str) -> None:
    person = people.staff(app, Role.ADMIN, now(), strength=Strength.LINK)
    answer = person.browser.get(f"/desk/{event}")
    assert answer.status == 303
    assert answer.location.startswith("/staff/sign-in")


@pytest.mark.sqlite_only
def test_signing_in_gives_the_browser_a_new_cookie(officer: Person, visitor: Browser) -> None:
    page = visitor.get("/staff/sign-in")
    with visitor.client.session_transaction() as cookie:
        before = dict(cookie)
    visitor.send(page, "/staff/sign-in", email=officer.email, password=PASSWORD)
    with visitor.client.session_transaction() as cookie:
        after = dict(cookie)
    assert set(before.items()).isdisjoint(after.items())


@pytest.mark.sqlite_only
def test_a_forged_or_garbled_cookie_is_nobody(visitor: Browser, event: str) -> None:
    for value in ("", "garbage", "eyJfdXNlcl9pZCI6IjEifQ.x.y", "ก" * 20):
        visitor.client.set_cookie("press", value)
        assert visitor.get(f"/desk/{event}").status == 303
