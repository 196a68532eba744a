"""What was being published while the news went out is told the next time."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from press.clock import now
from press.db import db, db_transaction
from press.kits.models import Kit, KitRevision
from tests.distribution.conftest import SECOND
from tests.distribution.test_news import follow, tell
from tests.kits.folders import edit, explain, write_kit
from tests.kits.test_publish import publish
from tests.support.people import Person

__all__ = ["follow", "tell"]


@pytest.mark.usefixtures("kit")
def test_a_publication_that_is_committed_beside_the_news_is_told_the_next_time(
    app: Flask,
    reporter: Person,
    folder: Path,
    tmp_path: Path,
    republish: Callable[[], None],
    follow: Callable[..., None],
    tell: Callable[..., list[str]],
) -> None:
    follow(reporter, now())
    edit(folder, "releases/01-launch/en.md", "There are", "There will be")
    explain(folder, "แก้ไขถ้อยคำ · Wording mended")
    republish()
    told_at = now() + SECOND

    assert tell(told_at) == [reporter.email]
    publish_late(app, tmp_path)  # begun before the news went out, ended after
    assert tell(told_at + 20 * SECOND) == [reporter.email]
    assert tell(told_at + 40 * SECOND) == []


def publish_late(app: Flask, parent: Path) -> None:
    """Another kit, whose transaction had begun just before the news went out."""
    folder = write_kit(parent / "second")
    for year in ("2030-01-01", "2030-01-02"):
        edit(folder, "kit.toml", f"{year}T09:00:00+07:00", "2019-03-11T09:00:00+07:00")
    edit(folder, "kit.toml", 'id = "sample-kit"', 'id = "other-kit"')
    other = folder.rename(parent / "other-kit")
    with app.app_context():
        done = publish(app, other)
        assert done.exit_code == 0, done.output
        with db_transaction():
            made = select(KitRevision.id).join(KitRevision.kit).where(Kit.slug == "other-kit")
            first = db.session.scalars(select(KitRevision).order_by(KitRevision.published_at.desc())).all()[1]
            began = first.published_at + timedelta(milliseconds=1)
            db.session.execute(update(KitRevision).where(KitRevision.id.in_(made)).values(published_at=began))
