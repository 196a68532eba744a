"""A page that is being put together while somebody publishes, or takes a release back, is made all the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from press.clock import now
from tests.kits.folders import edit, explain
from tests.support.browser import Browser
from tests.support.meanwhile import in_between
from tests.support.people import Person

RELEASE = "/kits/sample-kit/releases/01-launch"
NINJS = f"{RELEASE}/ninjs.json"
TEXTS = "FROM release_texts"


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
    with in_between(app, TEXTS, correct) as seen:
        page = visitor.get(f"{RELEASE}?lang=en")

    assert (len(seen), page.status) == (1, 200)
    assert "There are" in page.text
    assert "There will be" in visitor.get(f"{RELEASE}?lang=en").text


@pytest.mark.usefixtures("public_kit")
def test_a_release_that_is_taken_back_in_between_is_shown_for_the_last_time(
    app: Flask, visitor: Browser, end_release: Callable[..., None]
) -> None:
    with in_between(app, TEXTS, lambda: end_release("01-launch", now())) as seen:
        page = visitor.get(f"{RELEASE}?lang=en")

    assert (len(seen), page.status) == (1, 200)
    assert visitor.get(RELEASE).status == 410


@pytest.mark.usefixtures("kit")
def test_newsroom_systems_get_the_text_in_their_language_although_it_is_corrected_in_between(
    app: Flask, reporter: Person, correct: Callable[[], None]
) -> None:
    with in_between(app, TEXTS, correct) as seen:
        item = json.loads(reporter.browser.get(f"{NINJS}?lang=en").response.text)

    assert (len(seen), item["language"], item["version"]) == (1, "en", "1")


@pytest.mark.usefixtures("kit")
def test_newsroom_systems_get_a_text_that_is_taken_back_in_between_for_the_last_time(
    app: Flask, reporter: Person, end_release: Callable[..., None]
) -> None:
    with in_between(app, TEXTS, lambda: end_release("01-launch", now())) as seen:
        answer = reporter.browser.get(NINJS)

    assert (len(seen), answer.status) == (1, 200)
    assert reporter.browser.get(NINJS).status == 404


@pytest.mark.usefixtures("kit")
def test_a_copy_of_a_release_that_is_taken_back_in_between_is_compared(
    app: Flask, reporter: Person, end_release: Callable[..., None]
) -> None:
    sums = reporter.browser.get("/kits/sample-kit/SHA256SUMS.txt").response.text
    copy = next(line for line in sums.splitlines() if line.endswith("_th_v1.txt")).partition(" ")[0]
    with in_between(app, "SELECT releases.slug", lambda: end_release("01-launch", now())) as seen:
        page = reporter.browser.get(f"/kits/sample-kit/check?sha256={copy}&lang=en")

    assert (len(seen), page.status) == (1, 200)
    assert "this is the newest version" in page.text
    assert "Withdrawn" in reporter.browser.get(f"/kits/sample-kit/check?sha256={copy}&lang=en").text
