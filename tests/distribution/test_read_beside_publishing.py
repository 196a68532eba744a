"""A page that is being put together while somebody publishes, or takes a release back, is made all the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.event import listen, remove

from press.clock import now
from press.db import db
from tests.kits.folders import edit, explain
from tests.support.browser import Browser
from tests.support.people import Person

RELEASE = "/kits/sample-kit/releases/01-launch"
NINJS = f"{RELEASE}/ninjs.json"


@contextmanager
def in_between(app: Flask, work: Callable[[], object]) -> Iterator[list[str]]:
    """Somebody else's work, done and committed right after the first reading of texts. What was read then is noted."""
    seen: list[str] = []

    def note(*words: Any) -> None:
        statement = str(words[2])
        if not seen and "FROM release_texts" in statement:
            seen.append(statement)
            work()

    with app.app_context():
        engine = db.engine
    listen(engine, "after_cursor_execute", note)
    try:
        yield seen
    finally:
        remove(engine, "after_cursor_execute", note)


@pytest.fixture
def correct(folder: Path, republish: Callable[[], None]) -> Callable[[], None]:
    """Publishes a correction of the release in English."""

    def run() -> None:
        edit(folder, "releases/01-launch/en.md", "There are", "There will be")
        explain(folder, "แก้ไขถ้อยคำ · Wording mended")
        republish()

    return run


@pytest.mark.usefixtures("public_kit")
def test_a_release_that_is_corrected_in_between_is_shown_as_it_was(
    app: Flask, visitor: Browser, correct: Callable[[], None]
) -> None:
    with in_between(app, correct) as seen:
        page = visitor.get(f"{RELEASE}?lang=en")

    assert (len(seen), page.status) == (1, 200)
    assert "There are" in page.text
    assert "There will be" in visitor.get(f"{RELEASE}?lang=en").text


@pytest.mark.usefixtures("public_kit")
def test_a_release_that_is_taken_back_in_between_is_shown_for_the_last_time(
    app: Flask, visitor: Browser, end_release: Callable[..., None]
) -> None:
    with in_between(app, lambda: end_release("01-launch", now())) as seen:
        page = visitor.get(f"{RELEASE}?lang=en")

    assert (len(seen), page.status) == (1, 200)
    assert visitor.get(RELEASE).status == 410


@pytest.mark.usefixtures("kit")
def test_newsroom_systems_get_the_text_in_their_language_although_it_is_corrected_in_between(
    app: Flask, reporter: Person, correct: Callable[[], None]
) -> None:
    with in_between(app, correct) as seen:
        item = json.loads(reporter.browser.get(f"{NINJS}?lang=en").response.text)

    assert (len(seen), item["language"], item["version"]) == (1, "en", "1")


@pytest.mark.usefixtures("kit")
def test_newsroom_systems_get_a_text_that_is_taken_back_in_between_for_the_last_time(
    app: Flask, reporter: Person, end_release: Callable[..., None]
) -> None:
    with in_between(app, lambda: end_release("01-launch", now())) as seen:
        answer = reporter.browser.get(NINJS)

    assert (len(seen), answer.status) == (1, 200)
    assert reporter.browser.get(NINJS).status == 404
