"""Work that was left for later is done once, by somebody, whatever happens to whoever began it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from press.clock import now
from press.db import db, db_transaction
from press.jobs import worker
from press.jobs.models import Job
from press.jobs.services import FIRST_RETRY, LEASE, MOST_ATTEMPTS, Claim, GiveUp, claim, enqueue, fail, finish, renew
from press.jobs.worker import begin_repeated, handles, repeats, run_one, run_until_idle

SECOND = timedelta(seconds=1)


def queue_one(app: Flask, kind: str = "test", at: datetime | None = None, **payload: Any) -> int:
    with app.app_context(), db_transaction():
        job = enqueue(kind, payload, at=at or now())
        db.session.flush()
        return job.id


def taken(at: datetime) -> Claim | None:
    with db_transaction():
        return claim(at=at)


def test_each_of_forty_jobs_is_done_once_by_one_of_four_workers(app: Flask) -> None:
    done: list[int] = []
    handles(app, "test", lambda payload: done.append(payload["number"]))
    for number in range(40):
        queue_one(app, number=number)

    def work(_worker: int) -> int:
        with app.app_context():
            return run_until_idle()

    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(work, range(4)))
    assert sum(counts) == 40
    assert sorted(done) == list(range(40))


def test_a_lease_ends_and_the_first_worker_has_lost_the_job(app: Flask, at: datetime) -> None:
    queue_one(app, at=at)
    with app.app_context():
        first = taken(at)
        assert first is not None
        assert taken(at + LEASE - SECOND) is None
        second = taken(at + LEASE)
        assert second is not None
        assert (second.id, second.attempts) == (first.id, 2)
        with db_transaction():
            assert finish(first, at=at + LEASE) is False
            assert finish(second, at=at + LEASE) is True
        assert taken(at + timedelta(days=9)) is None


def test_a_lease_that_is_renewed_lasts_from_then_on(app: Flask, at: datetime) -> None:
    queue_one(app, at=at)
    with app.app_context():
        first = taken(at)
        assert first is not None
        with db_transaction():
            assert renew(first, at=at + LEASE - SECOND) is True
        assert taken(at + LEASE) is None
        assert taken(at + 2 * LEASE - SECOND) is not None
        with db_transaction():
            assert renew(first, at=at + 2 * LEASE) is False


def test_nobody_takes_a_long_job_while_it_is_being_done(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "RENEW_SECONDS", 0.02)

    def work(_payload: dict[str, Any]) -> None:
        first = lease()
        assert any(lease() != first for _look in range(10_000)), "the lease was never renewed"

    handles(app, "test", work, is_long=True)
    number = queue_one(app)
    with app.app_context():
        assert run_one() is True
        assert db.session.get_one(Job, number).done_at is not None


def lease() -> datetime | None:
    """Until when the one job is somebody's."""
    found = db.session.scalar(select(Job.run_at))
    db.session.rollback()
    return found


def test_a_job_is_not_taken_before_its_time(app: Flask, at: datetime) -> None:
    queue_one(app, at=at)
    with app.app_context():
        assert taken(at - SECOND) is None
        assert taken(at) is not None


def test_the_one_that_has_waited_longest_comes_first(app: Flask, at: datetime) -> None:
    late, early = queue_one(app, at=at), queue_one(app, at=at - SECOND)
    with app.app_context():
        order = [found.id for found in (taken(at), taken(at)) if found]
    assert order == [early, late]


def test_each_failure_doubles_the_wait_and_the_last_one_ends_it(app: Flask, at: datetime) -> None:
    number = queue_one(app, at=at)
    moment, waits = at, []
    with app.app_context():
        for _ in range(MOST_ATTEMPTS):
            held = taken(moment)
            assert held is not None
            with db_transaction():
                fail(held, "no answer", at=moment)
            again = db.session.get_one(Job, number).run_at
            if again is not None:
                waits.append(again - moment)
                moment = again
        job = db.session.get_one(Job, number)
        assert job.failed_at is not None
        assert job.run_at is None
    assert waits[:3] == [FIRST_RETRY, FIRST_RETRY * 2, FIRST_RETRY * 4]
    assert max(waits) == timedelta(hours=1)
    assert len(waits) == MOST_ATTEMPTS - 1


@pytest.mark.sqlite_only
@pytest.mark.parametrize(("fault", "ended"), [(GiveUp("hopeless"), True), (RuntimeError("perhaps later"), False)])
def test_a_handlers_fault_is_kept_and_the_worker_goes_on(app: Flask, fault: Exception, ended: bool) -> None:
    def handler(_payload: dict[str, Any]) -> None:
        raise fault

    handles(app, "test", handler)
    number = queue_one(app)
    with app.app_context():
        assert run_one() is True
        assert run_one() is False
        job = db.session.get_one(Job, number)
        assert (job.failed_at is not None) is ended
        assert (job.run_at is None) is ended
        assert str(fault) in (job.last_error or "")


@pytest.mark.sqlite_only
def test_a_kind_that_nobody_knows_waits_for_a_worker_that_does(app: Flask) -> None:
    number = queue_one(app, kind="of the future")
    with app.app_context():
        run_until_idle()
        job = db.session.get_one(Job, number)
        assert job.failed_at is None
        assert job.run_at is not None


@pytest.mark.sqlite_only
def test_a_job_exists_only_with_the_change_that_caused_it(app: Flask, at: datetime) -> None:
    with app.app_context():
        with suppress(RuntimeError), db_transaction():
            enqueue("test", {}, at=at)
            raise RuntimeError
        assert taken(at) is None


@pytest.mark.sqlite_only
def test_only_the_kinds_that_were_asked_for_are_run(app: Flask, deliver: Callable[[], int]) -> None:
    handles(app, "test", lambda _payload: None)
    queue_one(app)
    with app.app_context():
        assert run_until_idle(("mail",)) == 0
    assert deliver() == 1


def test_what_repeats_is_done_again_after_its_time_and_begun_once(app: Flask) -> None:
    done: list[str] = []
    repeats(app, "sweep", lambda: done.append("swept"), every=timedelta(hours=1))
    with app.app_context():
        begin_repeated()
        begin_repeated()
        assert run_until_idle(("sweep",)) == 1
        before = now()
        job = db.session.query(Job).filter_by(kind="sweep").one()
        assert done == ["swept"]
        assert job.run_at is not None
        assert timedelta(minutes=59) < job.run_at - before <= timedelta(hours=1)
        assert (job.attempts, job.lease, job.done_at) == (0, None, None)


def test_what_repeats_and_fails_is_tried_again_sooner(app: Flask) -> None:
    def break_down() -> None:
        raise RuntimeError("no")

    repeats(app, "sweep", break_down, every=timedelta(hours=1))
    with app.app_context():
        begin_repeated()
        run_one(("sweep",))
        job = db.session.query(Job).filter_by(kind="sweep").one()
        assert job.run_at is not None
        assert job.run_at <= now() + FIRST_RETRY
