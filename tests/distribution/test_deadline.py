"""The deadline page: everything on one page, and as one file that needs nothing else."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from press.db import db
from press.kits.models import AssetRevision
from press.storage.s3 import S3Store
from press.storage.store import EXTENSION
from tests.distribution.conftest import LIFT, SECOND
from tests.kits.folders import edit, put, release
from tests.support.browser import Browser
from tests.support.people import Person

pytestmark = pytest.mark.sqlite_only

PAGE = "/kits/sample-kit/deadline"
FILE = f"{PAGE}/file"


@pytest.mark.usefixtures("kit")
@pytest.mark.parametrize("url", [PAGE, FILE])
def test_everything_is_on_it_in_both_languages(reporter: Person, url: str) -> None:
    page = reporter.browser.get(f"{url}?lang=en")

    for words in (
        "+66 2 000 0000",
        "“The city is open”",
        "There are 7 <b>cities</b>.",
        "มี 7 *เมือง*",
        "Credit: Sample mark",
    ):
        assert words in page.text, words
    assert "tel:+6620000000" in page.links
    assert page.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("url", [PAGE, FILE])
def test_texts_stand_in_the_order_of_the_kit(
    reporter: Person, folder: Path, republish: Callable[[], None], url: str
) -> None:
    for slug, kind in (("02-facts", "fact_sheet"), ("03-more", "release")):
        for language in ("th", "en"):
            text = release(f"{slug} {language}", "Words.").replace('kind = "release"', f'kind = "{kind}"')
            put(folder, f"releases/{slug}/{language}.md", text)
    edit(folder, "kit.toml", '["01-launch"]', '["03-more", "02-facts", "01-launch"]')
    republish()

    page = reporter.browser.get(f"{url}?lang=en")
    titles = re.findall(r"<summary[^>]*>([^<]*)</summary>", page.html)
    assert titles[:4] == ["03-more en", "03-more th", "02-facts en", "02-facts th"]


@pytest.mark.usefixtures("kit")
def test_the_file_needs_nothing_else_and_runs_nothing(reporter: Person) -> None:
    page = reporter.browser.get(f"{FILE}?lang=en")

    assert page.headers["Content-Disposition"].startswith('attachment; filename="sample-kit_en.html"')
    assert page.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    sources = re.findall(r'\s(?:src|srcset)="([^"]*)"', page.html)
    assert len(sources) == 2
    assert all(source.startswith("data:image/") for source in sources)
    assert not re.search(r"<script|<link|@import|url\((?!data:)|\son\w+=", page.html)
    assert 'http-equiv="Content-Security-Policy" content="default-src \'none\'' in page.html
    assert "may have been corrected or withdrawn since" in page.text
    # The way back to what holds now, for whoever has a connection again.
    assert [link for link in page.links if link.startswith("http")] == [
        f"http://localhost{PAGE}?lang=en",
        "http://localhost/kits/sample-kit/check?lang=en",
    ]


@pytest.mark.usefixtures("kit")
def test_a_store_that_has_lost_them_takes_the_pictures_only(app: Flask, reporter: Person, store: S3Store) -> None:
    with app.app_context():
        for key in db.session.scalars(select(AssetRevision.storage_key)).all():
            store.delete(key)

    page = reporter.browser.get(f"{FILE}?lang=en")

    assert page.status == 200
    assert "data:image" not in page.html
    assert "+66 2 000 0000" in page.text


@pytest.mark.usefixtures("kit")
def test_a_dead_store_is_waited_for_once(app: Flask, reporter: Person, caplog: pytest.LogCaptureFixture) -> None:
    app.extensions[EXTENSION] = S3Store(
        endpoint_url="http://127.0.0.1:9", bucket="none", region="us-east-1", access_key="a", secret_key="b"
    )

    page = reporter.browser.get(f"{FILE}?lang=en")

    assert (page.status, "data:image" in page.html) == (200, False)
    assert caplog.text.count("cannot be read") == 1


@pytest.mark.usefixtures("embargoed")
@pytest.mark.parametrize("url", [PAGE, FILE])
def test_not_there_before_the_lift(
    reporter: Person, visitor: Browser, officer: Person, clock: Callable[[datetime], None], url: str
) -> None:
    clock(LIFT - SECOND)
    assert [who.get(url).status for who in (reporter.browser, visitor)] == [404, 404]
    held = "Under embargo until" if url == PAGE else "Not for publication before"
    assert held in officer.browser.get(f"{url}?lang=en").text
    clock(LIFT)
    assert [who.get(url).status for who in (reporter.browser, visitor)] == [200, 404]


@pytest.mark.usefixtures("kit")
@pytest.mark.parametrize("url", [PAGE, FILE])
def test_closed_with_the_accreditation(reporter: Person, revoke: Callable[[Person], None], url: str) -> None:
    revoke(reporter)

    assert reporter.browser.get(url).status == 404
