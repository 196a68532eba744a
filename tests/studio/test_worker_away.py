"""What the PR team has asked of the worker: each page says when it does not come, and then it comes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from press.clock import now
from press.db import db, db_transaction
from press.distribution.services import handing_over
from press.jobs.models import Job
from press.jobs.services import LEASE, claim
from press.kits.queries import kit_row
from press.kits.services import clock
from press.kits.services.telling import FOLLOW, TELL_HOLDERS
from press.kits.states import Clock
from tests.support.leftwork import due_since
from tests.support.people import OFFICER, Person

pytestmark = pytest.mark.usefixtures("kit")

STUDIO = "/studio/sample-kit"
NOT_BEGUN = "The worker has not begun yet. Nothing is lost"
MINUTES = timedelta(minutes=2)


def asked_for_a_sealed_copy(_app: Flask, officer: Person) -> None:
    page = officer.browser.get(f"{STUDIO}/hand-over")
    assert officer.browser.send(page).status == 303


def moved_the_clock(app: Flask, _officer: Person, days: int = 1) -> None:
    with app.app_context(), db_transaction():
        kit = kit_row("sample-kit")
        assert kit is not None
        kit.embargo_until = now() + timedelta(hours=1)  # as if it had not lifted yet
        later = now() + timedelta(days=days)
        clock.move_clock(kit, Clock.EMBARGO, to=later, reason="The minister is late", by=OFFICER, at=now())


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("act", "kind", "page"),
    [
        (asked_for_a_sealed_copy, handing_over.JOB, "hand-over"),
        (moved_the_clock, FOLLOW, "life"),
        (moved_the_clock, TELL_HOLDERS, "notices"),
    ],
    ids=["sealed copy", "zips", "notices"],
)
def test_a_worker_that_is_away_shows_where_somebody_waits_for_it(
    app: Flask,
    officer: Person,
    deliver: Callable[[], int],
    act: Callable[[Flask, Person], None],
    kind: str,
    page: str,
) -> None:
    def said() -> bool:
        return NOT_BEGUN in officer.browser.get(f"{STUDIO}/{page}").text

    act(app, officer)
    assert not said()
    due_since(app, kind, MINUTES)
    assert said()
    deliver()
    assert not said()


@pytest.mark.sqlite_only
def test_a_worker_that_died_on_it_shows_as_well(app: Flask, officer: Person) -> None:
    asked_for_a_sealed_copy(app, officer)
    due_since(app, handing_over.JOB, LEASE + MINUTES)
    with app.app_context(), db_transaction():
        held = claim(at=now() - LEASE - MINUTES + timedelta(seconds=1), kinds=(handing_over.JOB,))
        assert held is not None  # taken by somebody who never came back

    assert NOT_BEGUN in officer.browser.get(f"{STUDIO}/hand-over").text


def test_what_was_given_up_once_is_forgotten_when_a_later_one_is_done(
    app: Flask, officer: Person, deliver: Callable[[], int]
) -> None:
    moved_the_clock(app, officer)
    with app.app_context(), db_transaction():
        job = db.session.query(Job).filter_by(kind=FOLLOW).one()
        job.failed_at, job.run_at, job.last_error = now(), None, "RuntimeError: no"
    assert "The worker has given it up." in officer.browser.get(f"{STUDIO}/life").text

    moved_the_clock(app, officer, days=2)
    deliver()
    assert "The worker has given it up." not in officer.browser.get(f"{STUDIO}/life").text
