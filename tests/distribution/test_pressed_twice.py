"""A button that a thumb has pressed twice, on a slow line: both answers say that it is done, and it is done once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from press.accounts.states import Strength
from press.clock import now
from press.db import db
from press.distribution.models import AdoptionReport, FeedKey, LicenceAcceptance, Subscription, Undertaking
from tests.distribution.conftest import LIFTED
from tests.kits.folders import edit
from tests.support import people
from tests.support.browser import Browser
from tests.support.people import EVENT, Person

KIT = "/kits/sample-kit"
TIMES = 4


@pytest.fixture
def press(app: Flask, reporter: Person) -> Callable[..., list[int]]:
    """Sends a page's form from several windows of the reporter in one moment; the statuses of the answers."""

    def run(url: str, ending: str = "", /, **typed: str) -> list[int]:
        windows = [people.signed_in(app, reporter.account_id, Strength.LINK, now()) for _ in range(TIMES)]
        pages = [window.get(url) for window in windows]

        def send(number: int) -> int:
            browser: Browser = windows[number]
            return int(browser.send(pages[number], ending, **typed).status)

        with ThreadPoolExecutor(TIMES) as pool:
            return list(pool.map(send, range(TIMES)))

    return run


def kept(app: Flask, model: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_an_undertaking(
    app: Flask, press: Callable[..., list[int]], folder: Path, republish: Callable[[], None]
) -> None:
    edit(folder, "kit.toml", f"embargo_until = {LIFTED}", "embargo_until = 2999-01-01T09:00:00+07:00")
    republish()

    assert press(f"{KIT}/undertaking") == [303] * TIMES
    assert kept(app, Undertaking) == 1


def test_the_terms_of_a_licence(
    app: Flask, press: Callable[..., list[int]], folder: Path, republish: Callable[[], None]
) -> None:
    for language in ("th", "en"):
        edit(folder, f"licences/mark.{language}.md", 'version = "1.0"', 'version = "1.0"\naccept = true')
    republish()

    assert press(f"{KIT}/licences/mark") == [303] * TIMES
    assert kept(app, LicenceAcceptance) == 1


@pytest.mark.usefixtures("kit")
def test_news_by_mail(app: Flask, press: Callable[..., list[int]]) -> None:
    assert press(f"/events/{EVENT}/news", "/news", pace="daily") == [303] * TIMES
    assert kept(app, Subscription) == 1


@pytest.mark.usefixtures("kit")
def test_a_key_to_the_feeds(app: Flask, press: Callable[..., list[int]]) -> None:
    assert press(f"{KIT}/feeds", "/feeds") == [303] * TIMES
    assert kept(app, FeedKey) == 1


@pytest.mark.usefixtures("kit")
def test_where_the_mark_is_used(app: Flask, press: Callable[..., list[int]], reporter: Person) -> None:
    """A reload, and the same from somebody else, is one report as well; another place is another."""
    page, typed = f"{KIT}/adoption", {"organisation": "Sample City", "country": "TH", "province": "TH-50"}

    assert press(page, **typed, place="Bus station") == [303] * TIMES
    assert reporter.browser.send(reporter.browser.get(page), **typed, place="Bus station").status == 303
    assert kept(app, AdoptionReport) == 1
    assert reporter.browser.send(reporter.browser.get(page), **typed, place="Town hall").status == 303
    assert kept(app, AdoptionReport) == 2
