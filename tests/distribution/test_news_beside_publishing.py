"""What is being published while the news goes out is told the next time, once, in whatever order it is committed."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import event, select, update

from press.audit.services import SYSTEM
from press.clock import now
from press.db import db, db_transaction
from press.distribution import jobs
from press.distribution.models import ToldKit
from press.kits.bundle import Piece
from press.kits.models import Kit, KitRevision
from press.kits.services import publishing
from press.kits.source.reader import read_kit
from press.mail.models import OutboxMail
from press.storage.s3 import S3Store
from tests.distribution.conftest import SECOND
from tests.distribution.test_news import ABOUT_NEWS, DAY, follow, tell
from tests.kits.folders import edit, explain, write_kit
from tests.kits.test_publish import publish
from tests.support.people import Person

__all__ = ["follow", "tell"]

MORNING = datetime(2030, 1, 3, 0, 0, tzinfo=UTC)  # 07:00 in Bangkok
HOUR = timedelta(hours=1)


@pytest.fixture
def reworded(folder: Path, republish: Callable[[], None]) -> Callable[[str, str], None]:
    """Publishes the kit with other words in its English release."""

    def run(before: str, after: str) -> None:
        edit(folder, "releases/01-launch/en.md", before, after)
        explain(folder, "แก้ไขถ้อยคำ · Wording mended")
        republish()

    return run


@pytest.fixture
def other_folder(tmp_path: Path) -> Path:
    """Another kit of the event, its embargo long over."""
    folder = write_kit(tmp_path / "second")
    for year in ("2030-01-01", "2030-01-02"):
        edit(folder, "kit.toml", f"{year}T09:00:00+07:00", "2019-03-11T09:00:00+07:00")
    edit(folder, "kit.toml", 'id = "sample-kit"', 'id = "other-kit"')
    return folder.rename(tmp_path / "other-kit")


@pytest.fixture
def two_transactions(database: str) -> None:
    if database == "sqlite":
        pytest.skip("one transaction at a time writes, and each reads what was there at its beginning")


@pytest.mark.usefixtures("kit", "two_transactions")
def test_what_was_begun_first_and_committed_last_is_told(
    app: Flask,
    reporter: Person,
    other_folder: Path,
    store: S3Store,
    reworded: Callable[[str, str], None],
    follow: Callable[..., None],
    tell: Callable[[datetime], list[str]],
) -> None:
    follow(reporter, now())
    told: list[list[str]] = []

    def meanwhile(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
        yield from pieces
        with app.app_context():  # another session, in which nothing is seen of this one's
            reworded("There are", "There will be")
            told.append(tell(now()))

    with app.app_context():
        source, _warnings = read_kit(other_folder)
        with publishing.stored(source, {}, store) as pieces, db_transaction():
            publishing.publish(source, meanwhile(pieces), by=SYSTEM, at=now())
        moments = select(Kit.slug, KitRevision.published_at).join(KitRevision.kit).order_by(KitRevision.published_at)
        assert [row.slug for row in db.session.execute(moments)] == ["sample-kit", "other-kit", "sample-kit"]

    assert told == [[reporter.email]]
    assert tell(now()) == [reporter.email]
    assert tell(now()) == []


@pytest.mark.usefixtures("kit")
def test_a_moment_before_what_was_told_is_told_too(
    app: Flask,
    reporter: Person,
    other_folder: Path,
    reworded: Callable[[str, str], None],
    follow: Callable[..., None],
    tell: Callable[[datetime], list[str]],
) -> None:
    follow(reporter, now())
    reworded("There are", "There will be")
    assert tell(now()) == [reporter.email]
    with app.app_context():
        assert publish(app, other_folder).exit_code == 0
    with app.app_context(), db_transaction():
        began = db.session.scalars(select(KitRevision.published_at).order_by(KitRevision.id)).all()[1] - SECOND
        last = select(KitRevision.id).join(KitRevision.kit).where(Kit.slug == "other-kit")
        db.session.execute(update(KitRevision).where(KitRevision.id.in_(last)).values(published_at=began))

    assert tell(now()) == [reporter.email]
    assert tell(now()) == []


@pytest.mark.usefixtures("kit", "two_transactions")
def test_a_text_that_stands_as_it_was_is_not_told_while_the_next_revision_comes(
    app: Flask,
    reporter: Person,
    folder: Path,
    republish: Callable[[], None],
    reworded: Callable[[str, str], None],
    follow: Callable[..., None],
    tell: Callable[[datetime], list[str]],
) -> None:
    follow(reporter, now())
    edit(folder, "documents/ข้อมูล น้ำ.txt", "ข้อมูล", "ข้อมูลใหม่")
    republish()
    waiting = ["once"]

    def publish_between(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "ORDER BY kit_revisions.number DESC" in statement and waiting:
            waiting.clear()
            with app.app_context():
                reworded("There are", "There will be")

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", publish_between)
    try:
        first = tell(now())
    finally:
        event.remove(engine, "before_cursor_execute", publish_between)

    assert (waiting, first) == ([], [])
    assert tell(now()) == [reporter.email]


@pytest.mark.usefixtures("kit")
def test_of_several_workers_one_tells(
    app: Flask, reporter: Person, reworded: Callable[[str, str], None], follow: Callable[..., None]
) -> None:
    follow(reporter, now())
    reworded("There are", "There will be")

    def work(_number: int) -> None:
        with app.app_context():
            jobs.tell_topics()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    with app.app_context():
        assert db.session.scalars(select(OutboxMail.to_address).where(ABOUT_NEWS)).all() == [reporter.email]


@pytest.mark.usefixtures("kit")
def test_what_came_after_the_morning_waits_for_the_next(
    app: Flask,
    reporter: Person,
    reworded: Callable[[str, str], None],
    follow: Callable[..., None],
    tell: Callable[[datetime], list[str]],
) -> None:
    follow(reporter, MORNING - DAY, "daily")
    reworded("There are", "There will be")
    reworded("There will be", "There were")
    with app.app_context(), db_transaction():
        for number, moment in ((2, MORNING - HOUR), (3, MORNING + HOUR)):
            at_number = update(KitRevision).where(KitRevision.number == number)
            db.session.execute(at_number.values(published_at=moment))

    assert tell(MORNING + 2 * HOUR) == []  # what it says since an hour ago is of today
    with app.app_context():
        assert db.session.scalars(select(ToldKit.number)).all() == [2]
    assert tell(MORNING + DAY) == [reporter.email]
    assert tell(MORNING + 2 * DAY) == []


@pytest.mark.changes_schema
@pytest.mark.usefixtures("kit")
def test_what_was_told_before_the_update_is_not_told_again(
    app: Flask,
    reporter: Person,
    reworded: Callable[[str, str], None],
    follow: Callable[..., None],
    tell: Callable[[datetime], list[str]],
) -> None:
    follow(reporter, now())
    reworded("There are", "There will be")
    assert tell(now()) == [reporter.email]
    with app.app_context():
        db.engine.dispose()
        downgrade(revision="0023")
        upgrade()
        assert db.session.scalars(select(ToldKit.number)).all() == [2]

    assert tell(now()) == []
