"""Before the right to use an emblem ends, and when it has, its holder is told."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select, update

from press.clock import now
from press.db import db, db_transaction
from press.distribution.models import EmblemRequest
from press.distribution.services import emblems as verbs
from tests.distribution.conftest import SECOND
from tests.distribution.emblems.asking import (
    DAY,
    END,
    OVER,
    SOON,
    STUDIO,
    Tell,
    asked,
    decide,
)
from tests.support import people
from tests.support.people import Person

pytestmark = [pytest.mark.usefixtures("kit"), pytest.mark.sqlite_only]


@pytest.mark.usefixtures("granted")
def test_its_holder_is_told_before_the_end_and_when_it_is_over(tell: Tell) -> None:
    moments = (31 * DAY, 30 * DAY, 30 * DAY - SECOND, 7 * DAY, SECOND, timedelta(0), -SECOND, -400 * DAY)
    told = [tell(END - before) for before in moments]

    assert [len(letters) for letters in told] == [0, 1, 0, 1, 0, 1, 0, 0]
    first, second, over = told[1] + told[3] + told[5]
    assert {letter.to for letter in (first, second, over)} == {"mayor@city.example"}
    assert first.subject == second.subject == f"สิทธิ์การใช้ตรารับรองใกล้สิ้นสุดแล้ว / {SOON}"
    assert over.subject == f"สิทธิ์การใช้ตรารับรองหมดอายุแล้ว / {OVER}"
    for letter in (first, second, over):
        assert "Last day: Monday 31 December 2057" in letter.text
        assert "http://localhost/kits/sample-kit/emblem" in letter.text


@pytest.mark.usefixtures("granted")
def test_of_what_came_due_while_the_worker_was_away_the_last_is_told(subjects: Callable[[datetime], list[str]]) -> None:
    assert subjects(END - 5 * DAY) == [SOON]
    assert subjects(END + DAY) == [OVER]
    assert subjects(END + 2 * DAY) == []


def test_an_approval_for_some_days_tells_of_its_end_itself(
    app: Flask, city: Person, subjects: Callable[[datetime], list[str]]
) -> None:
    asked(city)
    at = now()
    with app.test_request_context(), db_transaction():
        found = db.session.scalars(select(EmblemRequest)).one()
        verbs.approve(found, until=at + 5 * DAY, by=people.OFFICER, at=at)

    assert subjects(at + SECOND) == []
    assert subjects(at + 5 * DAY) == [OVER]


def test_whose_right_was_withdrawn_is_told_nothing_more(
    app: Flask, granted: str, officer: Person, subjects: Callable[[datetime], list[str]]
) -> None:
    assert subjects(END - 30 * DAY) == [SOON]
    decide(officer, app, "revoke", reason="It failed.")

    assert [subjects(END - before) for before in (7 * DAY, timedelta(0))] == [[], []]


def test_whoever_may_use_it_until_later_is_told_of_that_end_alone(
    app: Flask, city: Person, officer: Person, granted: str, subjects: Callable[[datetime], list[str]]
) -> None:
    assert subjects(END - 30 * DAY) == [SOON]
    asked(city)  # once more, for the same city
    decide(officer, app, "approve", until="31/12/2601")

    assert [subjects(END - before) for before in (7 * DAY, timedelta(0))] == [[], []]
    assert subjects(END + (365 - 30) * DAY) == [SOON]


def test_an_end_that_was_moved_is_told_anew(
    app: Flask, granted: str, subjects: Callable[[datetime], list[str]]
) -> None:
    assert subjects(END - 7 * DAY) == [SOON]
    with app.app_context(), db_transaction():
        db.session.execute(update(EmblemRequest).values(valid_until=END + 100 * DAY))

    assert subjects(END) == []
    assert [subjects(END + days * DAY) for days in (70, 93, 100, 101)] == [[SOON], [SOON], [OVER], []]


@pytest.mark.changes_schema
@pytest.mark.usefixtures("granted")
def test_who_was_approved_before_the_update_is_told_of_what_is_still_to_come(
    app: Flask, subjects: Callable[[datetime], list[str]]
) -> None:
    with app.app_context():
        db.engine.dispose()
        downgrade(revision="0024")
        upgrade()
        [told] = db.session.scalars(select(EmblemRequest.end_told_at)).all()
        assert told is not None
        assert abs(now() - told) < DAY

    assert subjects(END - 30 * DAY) == [SOON]


def test_the_pr_team_sees_which_rights_end_soon(app: Flask, granted: str, officer: Person) -> None:
    heading = "Ends within 30 days"
    assert heading not in officer.browser.get(STUDIO).text
    with app.app_context(), db_transaction():
        values = {"valid_until": now() + 20 * DAY, "end_told_at": now() + SECOND}
        db.session.execute(update(EmblemRequest).values(**values))

    page = officer.browser.get(STUDIO)
    assert heading in page.text
    assert f"#{granted}" in page.links
    assert "Reminded of the end" in page.text
    decide(officer, app, "revoke", reason="It failed.")
    assert heading not in officer.browser.get(STUDIO).text
