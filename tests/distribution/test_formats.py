"""Releases for machines: plain text and ninjs, under the rule of the page."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from press.clock import now
from press.db import db, db_transaction
from press.kits.models import KitRevision
from tests.distribution.conftest import LIFT, SECOND
from tests.kits.folders import edit, explain
from tests.support.browser import Browser
from tests.support.people import Person
from tests.support.schemas import NINJS as SCHEMA
from tests.support.schemas import faults_of

pytestmark = pytest.mark.sqlite_only

RELEASE = "/kits/sample-kit/releases/01-launch"
TEXT = f"{RELEASE}/text.txt"
HOUR = timedelta(hours=1)
NINJS = f"{RELEASE}/ninjs.json"
FORMATS = (TEXT, NINJS)


@pytest.mark.usefixtures("kit")
def test_plain_text(reporter: Person) -> None:
    page = reporter.browser.get(f"{TEXT}?lang=en")

    assert page.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.response.text == (
        "Launch\n\nBANGKOK, 2 January 2030\n\n"
        "There are 7 <b>cities</b>. “The city is open,” said the mayor.\n\nAbout us\n"
    )
    assert reporter.browser.get(f"{TEXT}?lang=th").response.text.startswith("เปิดตัว\n\n")


@pytest.mark.usefixtures("kit")
@pytest.mark.parametrize("language", ["th", "en"])
def test_ninjs_is_what_newsroom_systems_expect(reporter: Person, language: str) -> None:
    item = json.loads(reporter.browser.get(f"{NINJS}?lang={language}").response.text)

    assert faults_of(item, SCHEMA) == []
    assert item["uri"] == f"http://localhost{RELEASE}?lang={language}"
    assert item["language"] == language
    assert [one["language"] for one in item["associations"]] == ["en" if language == "th" else "th"]
    assert [one["name"] for one in item["renditions"]] == ["pdf", "docx", "txt"]
    assert item["infoSources"][0]["contactInfo"][0]["value"] == "+66 2 000 0000"
    assert item["usageTerms"].endswith("(1.0): One line")
    assert "embargoedUntil" not in item


SPOILT: list[tuple[Callable[[Any], Any], str]] = [
    (lambda item: item.pop("uri"), ""),
    (lambda item: item.update(byline="Somebody"), ""),
    (lambda item: item.update(pubStatus="final"), "pubStatus"),
    (lambda item: item.update(firstCreated="2019-03-11 09:00"), "firstCreated"),
    (lambda item: item["bodies"][0].pop("value"), "bodies/0"),
    (lambda item: item["renditions"][0].update(href="/files/1"), "renditions/0/href"),
    (lambda item: item["infoSources"][0]["contactInfo"][0].pop("value"), "infoSources/0/contactInfo/0"),
    (lambda item: item["associations"][0].pop("uri"), "associations/0"),
]


@pytest.mark.usefixtures("kit")
def test_the_schema_finds_what_is_spoilt(reporter: Person) -> None:
    text = reporter.browser.get(f"{NINJS}?lang=en").response.text
    for spoil, where in SPOILT:
        item = json.loads(text)
        spoil(item)
        assert [fault.partition(": ")[0] for fault in faults_of(item, SCHEMA)] == [where]


def test_ninjs_says_since_when_a_text_reads_so(
    app: Flask, reporter: Person, folder: Path, republish: Callable[[], None], kit: str
) -> None:
    with app.app_context(), db_transaction():  # the format tells whole seconds
        db.session.execute(update(KitRevision).values(published_at=now() - HOUR))
    before = json.loads(reporter.browser.get(NINJS + "?lang=en").response.text)
    edit(folder, "releases/01-launch/th.md", "มี ", "จะมี ")
    explain(folder, "แก้ไขถ้อยคำ · Wording mended")
    republish()
    other_language = json.loads(reporter.browser.get(NINJS + "?lang=en").response.text)
    edit(folder, "releases/01-launch/en.md", "There are", "There will be")
    explain(folder, "แก้ไขถ้อยคำ · Wording mended")
    republish()
    after = json.loads(reporter.browser.get(NINJS + "?lang=en").response.text)

    assert [one["version"] for one in (before, other_language, after)] == ["1", "1", "3"]
    assert before["versionCreated"] == other_language["versionCreated"] < after["versionCreated"]
    assert before["firstCreated"] == after["firstCreated"]


@pytest.mark.usefixtures("embargoed")
@pytest.mark.parametrize("url", FORMATS)
def test_nothing_to_the_second_before_the_lift(
    reporter: Person, visitor: Browser, officer: Person, clock: Callable[[datetime], None], url: str
) -> None:
    clock(LIFT - SECOND)
    assert reporter.browser.get(url).status == 404
    assert officer.browser.get(url).status == 200
    clock(LIFT)
    assert reporter.browser.get(url).status == 200
    assert visitor.get(url).status == 404


@pytest.mark.usefixtures("embargoed")
def test_whoever_reads_before_the_lift_is_told_so(officer: Person, clock: Callable[[datetime], None]) -> None:
    clock(LIFT - SECOND)

    item = json.loads(officer.browser.get(NINJS).response.text)

    assert faults_of(item, SCHEMA) == []
    assert item["embargoedUntil"] == item["versionCreated"] == "2030-01-02T09:00:00+07:00"


@pytest.mark.usefixtures("kit")
@pytest.mark.parametrize("url", FORMATS)
def test_closed_with_the_accreditation(reporter: Person, revoke: Callable[[Person], None], url: str) -> None:
    assert reporter.browser.get(url).status == 200
    revoke(reporter)
    assert reporter.browser.get(url).status == 404
