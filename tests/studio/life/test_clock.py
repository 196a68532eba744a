"""The kit's clock: later at once, earlier with a second person; the folder and everybody who holds it follow."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from press.accreditation.states import ApplicationState
from press.clock import now
from press.db import db, db_transaction
from press.jobs.models import Job
from press.kits.models import EmbargoChange, Kit, KitRevision
from press.kits.queries import folder_of
from press.kits.services.telling import FOLLOW, PUBLISH, TELL_HOLDERS
from press.kits.states import EmbargoMove
from press.storage.keys import content_key
from press.storage.store import ObjectStore
from tests.kits.folders import edit
from tests.kits.test_publish import publish
from tests.studio.life.reviewing import act, handed_in
from tests.support.browser import Browser, Page
from tests.support.meanwhile import in_between
from tests.support.people import Person

CLOCK = "/studio/sample-kit/life/clock/embargo?lang=en"
OPENING = "/studio/sample-kit/life/clock/opening?lang=en"
LIFE = "/studio/sample-kit/life?lang=en"
LIFT = datetime(2030, 1, 2, 2, 0, tzinfo=UTC)
PAST = datetime(2019, 3, 11, 2, 0, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("kit")


def move(person: Person, url: str = CLOCK, **parts: str) -> Page:
    given = {f"to-{name}": value for name, value in parts.items() if name in {"day", "month", "year", "time"}}
    rest = {name: value for name, value in parts.items() if f"to-{name}" not in given}
    return person.browser.send(person.browser.get(url), **{"reason": "The minister is late.", **given, **rest})


def as_parts(wish: dict[str, str]) -> dict[str, str]:
    return {name if name == "now" else f"to-{name}": value for name, value in wish.items()}


def lifted(app: Flask) -> None:
    """Time passes: the kit's embargo is over."""
    with app.app_context(), db_transaction():
        kit = db.session.scalars(select(Kit)).one()
        kit.available_from = kit.embargo_until = PAST


def clock(app: Flask) -> datetime:
    with app.app_context():
        return db.session.scalars(select(Kit)).one().embargo_until


def change(app: Flask) -> EmbargoChange:
    with app.app_context():
        return db.session.scalars(select(EmbargoChange).order_by(EmbargoChange.id.desc())).first()


def told(app: Flask) -> list[dict[str, object]]:
    with app.app_context():
        return list(db.session.scalars(select(Job.payload).filter_by(kind=TELL_HOLDERS)))


def manifest(app: Flask, store: ObjectStore) -> str:
    """kit.toml of the folder that the newest revision was made of."""
    with app.app_context():
        revision = db.session.scalars(select(KitRevision).order_by(KitRevision.number.desc())).first()
        (file,) = [file for file in folder_of(revision.id) if file.path == "kit.toml"]
    with store.get(content_key(file.sha256)) as stored:
        return stored.read().decode()


@pytest.mark.sqlite_only
def test_later_holds_at_once_and_the_folder_follows(
    app: Flask, author: Person, store: ObjectStore, work: Callable[[], int], folder: Path
) -> None:
    before = manifest(app, store)
    line = "embargo_until = 2030-01-02T09:00:00+07:00"
    assert move(author, day="3", month="1", year="2573", time="10.30").status == 303

    assert clock(app) == datetime(2030, 1, 3, 3, 30, tzinfo=UTC)
    assert change(app).state is EmbargoMove.DONE
    assert told(app) == [{"kit_id": 1, "kind": "embargo_moved", "row_id": change(app).id}]
    assert work() == 1
    after = manifest(app, store)
    assert after == before.replace(line, "embargo_until = 2030-01-03T10:30:00+07:00")
    with app.app_context():
        assert [one.number for one in db.session.scalars(select(KitRevision).order_by(KitRevision.number))] == [1, 2]
        earlier = publish(app, folder)  # the folder at home says the old time still
    assert earlier.exit_code == 1
    assert "embargo_until would move earlier" in earlier.stderr


@pytest.mark.sqlite_only
def test_earlier_waits_for_a_second_person(app: Flask, author: Person, reviewer: Person) -> None:
    assert move(author, day="2", month="1", year="2030", time="08:00").status == 303
    assert clock(app) == LIFT
    assert told(app) == []

    own = author.browser.get(LIFE)
    assert "A change of time is waiting for a second person" in own.text
    sent = {"csrf_token": author.browser.token(), "accept": "yes"}
    assert author.browser.post(f"/studio/sample-kit/life/clock/{change(app).id}", sent).status == 409
    assert clock(app) == LIFT
    assert (
        reviewer.browser.post(
            f"/studio/sample-kit/life/clock/{change(app).id}", {**sent, "csrf_token": reviewer.browser.token()}
        ).status
        == 303
    )
    assert clock(app) == LIFT - timedelta(hours=1)
    assert len(told(app)) == 1


@pytest.mark.sqlite_only
def test_now_means_the_second_persons_second(
    app: Flask, author: Person, reviewer: Person, applicant: Callable[..., Person], work: Callable[[], int]
) -> None:
    reporter = applicant(ApplicationState.APPROVED)
    assert move(author, now="y").status == 303
    assert reporter.browser.get("/kits/sample-kit").status == 404

    before = now().replace(microsecond=0)
    sent = {"csrf_token": reviewer.browser.token(), "accept": "yes"}
    assert reviewer.browser.post(f"/studio/sample-kit/life/clock/{change(app).id}", sent).status == 303

    assert before <= clock(app) <= now()
    assert reporter.browser.get("/kits/sample-kit").status == 200
    work()
    assert reporter.browser.get("/kits/sample-kit").status == 200


@pytest.mark.sqlite_only
def test_a_wish_is_taken_back_or_refused(app: Flask, author: Person) -> None:
    move(author, now="y")
    assert move(author, day="1", month="1", year="2030", time="10:00").status == 409  # one at a time
    sent = {"csrf_token": author.browser.token(), "accept": "no"}
    url = f"/studio/sample-kit/life/clock/{change(app).id}"
    assert author.browser.post(url, sent).status == 303
    assert change(app).state is EmbargoMove.REFUSED
    assert author.browser.post(url, sent).status == 409
    assert clock(app) == LIFT


@pytest.mark.sqlite_only
def test_a_later_move_ends_an_earlier_wish(app: Flask, author: Person, reviewer: Person) -> None:
    move(author, now="y")
    wish = change(app).id
    move(reviewer, OPENING, day="1", month="1", year="2030", time="12:00")
    with app.app_context():
        assert db.session.get_one(EmbargoChange, wish).state is EmbargoMove.WAITING  # that was the other clock
    move(reviewer, day="5", month="1", year="2030", time="09:00")
    sent = {"csrf_token": reviewer.browser.token(), "accept": "yes"}
    assert reviewer.browser.post(f"/studio/sample-kit/life/clock/{wish}", sent).status == 409
    assert clock(app) == datetime(2030, 1, 5, 2, 0, tzinfo=UTC)


@pytest.mark.sqlite_only
def test_the_folder_at_home_opens_nothing_earlier_than_the_studio_said(
    app: Flask, author: Person, work: Callable[[], int], folder: Path
) -> None:
    assert move(author, OPENING, day="1", month="1", year="2030", time="12:00").status == 303
    assert work() == 1
    with app.app_context():
        earlier = publish(app, folder)
        assert earlier.exit_code == 1
        assert "kit.toml:5: available_from would move earlier" in earlier.stderr
        assert db.session.scalars(select(Kit)).one().available_from == datetime(2030, 1, 1, 5, 0, tzinfo=UTC)


@pytest.mark.sqlite_only
def test_the_opening_moves_by_the_same_rule_and_never_past_the_lift(app: Flask, author: Person) -> None:
    assert move(author, OPENING, day="2", month="1", year="2030", time="10:00").status == 422
    assert move(author, OPENING, day="1", month="1", year="2030", time="12:00").status == 303
    with app.app_context():
        assert db.session.scalars(select(Kit)).one().available_from == datetime(2030, 1, 1, 5, 0, tzinfo=UTC)
    assert told(app) == []  # nobody's embargo has moved
    assert move(author, OPENING, day="1", month="1", year="2030", time="08:00").status == 303
    assert change(app).state is EmbargoMove.WAITING


@pytest.mark.sqlite_only
def test_a_form_without_a_time_or_a_reason_is_refused(author: Person) -> None:
    assert move(author, day="", month="", year="", time="").status == 422
    assert move(author, reason="", day="3").status == 422
    assert move(author).status == 409  # it stands there already


@pytest.mark.sqlite_only
def test_a_folder_with_a_later_embargo_tells_the_holders_too(app: Flask, folder: Path) -> None:
    edit(folder, "kit.toml", "embargo_until = 2030-01-02", "embargo_until = 2030-01-03")
    with app.app_context():
        assert publish(app, folder).exit_code == 0
    assert told(app) == [{"kit_id": 1, "kind": "embargo_moved", "row_id": change(app).id}]


@pytest.mark.sqlite_only
@pytest.mark.parametrize("url", [CLOCK, OPENING])
@pytest.mark.parametrize("wish", [{"day": "3", "month": "1", "year": "2031", "time": "10:30"}, {"now": "y"}])
def test_what_has_lifted_is_not_held_again(
    app: Flask, author: Person, applicant: Callable[..., Person], url: str, wish: dict[str, str]
) -> None:
    form = author.browser.get(url)
    lifted(app)
    reporter = applicant(ApplicationState.APPROVED)

    refused = author.browser.send(form, **as_parts(wish), reason="A mistake.")

    assert refused.status == 409
    fault = re.search(r'<p class="pd-error" id="to-error">.*?</span>(.*?)</p>', refused.html)
    assert fault is not None
    assert "This kit lifted on 11 Mar 2019, 09:00:00 (Bangkok)" in fault[1]
    assert clock(app) == PAST
    assert told(app) == []
    assert reporter.browser.get("/kits/sample-kit").status == 200
    life = author.browser.get(LIFE)
    assert "these times stay as they are" in life.text
    assert "/studio/sample-kit/life/clock/embargo" not in life.links


@pytest.mark.sqlite_only
def test_a_wish_that_the_lift_has_overtaken_moves_nothing(app: Flask, author: Person, reviewer: Person) -> None:
    move(author, now="y")
    lifted(app)

    url = f"/studio/sample-kit/life/clock/{change(app).id}"
    late = reviewer.browser.post(url, {"csrf_token": reviewer.browser.token(), "accept": "yes"})

    assert late.status == 409
    assert "This kit lifted on" in late.text
    assert "Agree: move it" not in late.text
    assert clock(app) == PAST
    assert reviewer.browser.post(url, {"csrf_token": reviewer.browser.token(), "accept": "no"}).status == 303


@pytest.mark.sqlite_only
def test_a_draft_that_names_a_later_hour_comes_too_late_after_the_lift(
    app: Flask, author: Person, folder: Path
) -> None:
    """It was written while there was time for it."""
    edit(folder, "kit.toml", "embargo_until = 2030-01-02", "embargo_until = 2030-01-03")
    with app.app_context():
        put = app.test_cli_runner().invoke(args=["kits", "publish", str(folder), "--draft"])
        assert put.exit_code == 0, put.output
    lifted(app)

    page = author.browser.get("/studio/sample-kit/review?lang=en")
    assert author.browser.send(page, "/review/check").status == 303

    review = author.browser.get("/studio/sample-kit/review?lang=en")
    assert "kit.toml:6" in review.text
    assert "the kit lifted at 2019-03-11T09:00:00+07:00" in review.text


def test_two_who_decide_at_once_decide_once(app: Flask, author: Person, reviewer: Person, officer: Person) -> None:
    move(author, now="y")
    url = f"/studio/sample-kit/life/clock/{change(app).id}"
    crowd = [(each.browser, each.browser.token()) for each in (reviewer, officer)]

    def decide(given: tuple[Browser, str]) -> int:
        while (answer := given[0].post(url, {"csrf_token": given[1], "accept": "yes"})).status == 503:
            pass
        return int(answer.status)

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(decide, crowd)) == [303, 409]
    assert len(told(app)) == 1


def accept(person: Person, number: int) -> int:
    sent = {"csrf_token": person.browser.token(), "accept": "yes"}
    return int(person.browser.post(f"/studio/sample-kit/life/clock/{number}", sent).status)


@pytest.mark.sqlite_only
def test_a_wish_that_the_clock_has_overtaken_does_not_close_the_kit_again(
    app: Flask, author: Person, reviewer: Person
) -> None:
    move(author, now="y")
    passed = now().replace(microsecond=0) - timedelta(minutes=1)
    with app.app_context(), db_transaction():
        kit = db.session.scalars(select(Kit)).one()
        kit.available_from = kit.embargo_until = passed

    assert accept(reviewer, change(app).id) == 409
    assert (clock(app), told(app)) == (passed, [])
    # Nor is an earlier time of what is open a thing to wish for.
    assert move(author, day="1", month="1", year="2020", time="09:00").status == 409


@pytest.mark.sqlite_only
@pytest.mark.parametrize("when", [{"now": "y"}, {"day": "5", "month": "1", "year": "2030", "time": "09:00"}])
def test_a_draft_that_was_approved_before_the_move_does_not_undo_it(
    app: Flask,
    author: Person,
    reviewer: Person,
    write: Callable[..., None],
    work: Callable[[], int],
    when: dict[str, str],
) -> None:
    handed_in(author, write)
    act(reviewer, "approve")
    move(author, **when)
    if "now" in when:
        assert accept(reviewer, change(app).id) == 303
    moved = clock(app)

    assert work() == 2  # the draft waits for the folder, which follows the clock
    assert clock(app) == moved
    with app.app_context(), db_transaction():
        db.session.execute(update(Job).where(Job.kind == PUBLISH).values(run_at=now()))
    assert work() == 1
    assert clock(app) == moved
    assert [one["kind"] for one in told(app)] == ["embargo_moved", "corrected"]
    with app.app_context():
        assert [one.number for one in db.session.scalars(select(KitRevision).order_by(KitRevision.number))] == [1, 2, 3]


@pytest.fixture
def unusual(folder: Path) -> None:
    """Asked for before `kit`: its clock is written as TOML allows, and as nobody writes it."""
    edit(folder, "kit.toml", "embargo_until =", "'embargo_until' =")


@pytest.mark.sqlite_only
@pytest.mark.usefixtures("unusual", "kit")
def test_a_folder_that_cannot_be_changed_is_said_at_once_until_somebody_writes_it(
    app: Flask,
    author: Person,
    reviewer: Person,
    write: Callable[..., None],
    work: Callable[[], int],
) -> None:
    move(author, day="3", month="1", year="2030", time="10:30")
    assert work() == 1

    with app.app_context():
        job = db.session.scalars(select(Job).filter_by(kind=FOLLOW)).one()
        assert (job.attempts, job.failed_at is None) == (1, False)
    page = author.browser.get(LIFE)
    assert "The last change is not in the folder and the zips yet" in page.text
    assert "kit.toml:1: embargo_until is written in a way that cannot be changed here: edit it" in page.text
    assert "Write it yourself" in page.text

    write("kit.toml", "'embargo_until' = 2030-01-02T09:00:00+07:00", "embargo_until = 2030-01-03T10:30:00+07:00")
    assert act(author, "submit").status == 303
    act(reviewer, "approve")
    work()

    assert "The last change" not in author.browser.get(LIFE).text
    with app.app_context():
        assert [one.number for one in db.session.scalars(select(KitRevision).order_by(KitRevision.number))] == [1, 2]


@pytest.mark.parametrize("wish", [{"day": "3", "month": "1", "year": "2030", "time": "09:00"}, {"now": "y"}])
def test_who_waits_for_a_publication_until_the_kit_has_lifted_moves_nothing(
    app: Flask, author: Person, monkeypatch: pytest.MonkeyPatch, wish: dict[str, str]
) -> None:
    moments = [LIFT - timedelta(seconds=1)]
    monkeypatch.setattr("press.studio.views.life.now", lambda: moments[-1])
    page = author.browser.get(CLOCK)
    with in_between(app, "FROM kits \nWHERE kits.slug", lambda: moments.append(LIFT)) as locked:
        answer = author.browser.send(page, reason="The minister is late.", **as_parts(wish))

    assert (len(locked), answer.status) == (1, 409)
    assert "an embargo cannot be put back" in answer.text
    assert clock(app) == LIFT
