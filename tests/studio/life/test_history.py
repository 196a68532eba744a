"""What readers learn of earlier versions: from the first publication on, and nothing of what was under embargo."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from press.accreditation.states import ApplicationState
from press.clock import now
from press.db import db
from press.kits.models import Kit
from tests.distribution.conftest import LIFTED
from tests.kits.folders import edit, explain
from tests.kits.test_publish import publish
from tests.studio.life.conftest import EN
from tests.support.browser import Browser
from tests.support.people import Person

LAUNCH = "/kits/sample-kit/releases/01-launch?lang=en"
HISTORY = "/kits/sample-kit/releases/01-launch/history?lang=en"

pytestmark = [pytest.mark.usefixtures("kit"), pytest.mark.sqlite_only]


@pytest.fixture
def reporter(applicant: Callable[..., Person]) -> Person:
    """An approved journalist."""
    return applicant(ApplicationState.APPROVED)


def correct(app: Flask, folder: Path, old: str, new: str, note: str, path: str = EN) -> None:
    edit(folder, path, old, new)
    explain(folder, note)
    with app.app_context():
        done = publish(app, folder)
        assert done.exit_code == 0, done.output


def lift(app: Flask) -> None:
    with app.app_context():
        kit = db.session.scalars(select(Kit)).one()
        kit.available_from = kit.embargo_until = now()
        db.session.commit()


@pytest.mark.usefixtures("lifted")
def test_a_correction_is_shown_with_note_version_and_difference(
    app: Flask, folder: Path, reporter: Person, visitor: Browser
) -> None:
    correct(app, folder, "There are", "There were", "แก้กาล · The tense was wrong")

    page = reporter.browser.get(LAUNCH)
    assert "Corrected" in page.text
    assert "v2" in page.text
    assert "The tense was wrong" in page.text
    assert "แก้กาล" in reporter.browser.get(LAUNCH.replace("en", "th")).text
    assert HISTORY.partition("?")[0] in page.links
    history = reporter.browser.get(HISTORY)
    assert history.status == 200
    assert history.headers["Cache-Control"] == "private, no-store"
    assert "There [deleted: are ] [added: were ] 7" in history.text
    assert "The first version that was published." in history.text
    assert visitor.get(HISTORY).status == 404


def test_before_the_lift_there_is_no_history(app: Flask, folder: Path, reporter: Person, author: Person) -> None:
    correct(app, folder, "There are", "There were", "แก้กาล · The tense was wrong")

    assert reporter.browser.get(HISTORY).status == 404
    assert "There [deleted: are ] [added: were ]" in author.browser.get(HISTORY).text


def test_what_was_corrected_under_embargo_stays_there(
    app: Flask, folder: Path, reporter: Person, author: Person
) -> None:
    """Readers never learn what a text said before they could have it, nor why it was changed."""
    correct(app, folder, "There are", "There were", "แก้กาล · Not for you")
    lift(app)
    edit(folder, "kit.toml", "2030-01-01T09:00:00+07:00", LIFTED)

    assert "Not for you" not in reporter.browser.get(LAUNCH).text
    history = reporter.browser.get(HISTORY)
    assert history.status == 200
    assert "There are" not in history.html
    assert "Version 1" not in history.text
    assert "Version 2" in history.text
    assert "Version 1" in author.browser.get(HISTORY).text


@pytest.mark.usefixtures("lifted")
def test_a_new_translation_is_no_correction(app: Flask, folder: Path, reporter: Person) -> None:
    text = (folder / EN).read_text("utf-8")
    (folder / EN).unlink()
    explain(folder, "ถอนฉบับภาษาอังกฤษ · The English text is taken back")
    with app.app_context():
        assert publish(app, folder).exit_code == 0
    (folder / EN).write_text(text, "utf-8")
    with app.app_context():
        assert publish(app, folder).exit_code == 0
    assert reporter.browser.get(LAUNCH).text.count("v2") == 1
    assert "v3" not in reporter.browser.get(LAUNCH).text


@pytest.mark.usefixtures("lifted")
def test_an_unchanged_release_has_one_version(app: Flask, folder: Path, reporter: Person) -> None:
    edit(folder, "kit.toml", 'en = "Summary"', 'en = "Another"')
    with app.app_context():
        assert publish(app, folder).exit_code == 0
    assert "Corrected" not in reporter.browser.get(LAUNCH).text
    assert reporter.browser.get(HISTORY).text.count("Version") >= 1
    assert "Version 2" not in reporter.browser.get(HISTORY).text


@pytest.mark.usefixtures("lifted")
def test_the_studio_shows_the_state_of_each_release(app: Flask, folder: Path, author: Person) -> None:
    life = "/studio/sample-kit/life?lang=en"
    assert "Published" in author.browser.get(life).text
    correct(app, folder, "There are", "There were", "แก้กาล · The tense was wrong")
    page = author.browser.get(life)
    assert "Corrected" in page.text
    assert "2 published versions" in page.text
    assert "The tense was wrong" in page.text
