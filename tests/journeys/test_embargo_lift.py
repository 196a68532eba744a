"""A journalist waits for the press kit: it appears at the second of the lift, and not before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from press.accreditation.states import ApplicationState
from press.clock import now
from press.db import db_transaction
from press.kits.queries import kit_row
from tests.distribution.conftest import LIFTED
from tests.kits.folders import edit, write_kit
from tests.kits.test_publish import publish
from tests.support.people import Person

APPROVED = ApplicationState.APPROVED

pytestmark = [pytest.mark.journey, pytest.mark.sqlite_only]


@pytest.fixture
def kit(app: Flask, store: object, tmp_path: Path) -> str:
    """The small kit, held for an hour."""
    folder = write_kit(tmp_path)
    lift = (now() + timedelta(hours=1)).replace(microsecond=0)
    edit(folder, "kit.toml", "2030-01-01T09:00:00+07:00", LIFTED)
    edit(folder, "kit.toml", "2030-01-02T09:00:00+07:00", lift.isoformat())
    with app.app_context():
        done = publish(app, folder)
        assert done.exit_code == 0, done.output
    return "sample-kit"


def bring_forward(app: Flask, kit: str, wait: timedelta) -> datetime:
    """The hour is moved while pages are open: it lifts after so long."""
    lift = now() + wait
    with app.app_context(), db_transaction():
        row = kit_row(kit)
        assert row is not None
        row.embargo_until = lift
    return lift


def look_again(page: Page) -> None:
    """The reader comes back to this page from another."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def signed_in(context: BrowserContext, person: Person, site: str) -> Page:
    """A page in a browser that holds this person's session."""
    cookie = person.browser.client.get_cookie("press")
    assert cookie is not None
    context.add_cookies([{"name": "press", "value": cookie.value, "url": site}])
    return context.new_page()


def test_kit_appears_without_a_reload(
    app: Flask,
    kit: str,
    applicant: Callable[..., Person],
    new_reader: Callable[[int, int], BrowserContext],
    site: str,
    event: str,
) -> None:
    waiting, early, pending = applicant(APPROVED), applicant(APPROVED), applicant()
    assert early.browser.send(early.browser.get(f"/kits/{kit}/undertaking"), "").status == 303
    page = signed_in(new_reader(390, 844), waiting, site)
    reading = signed_in(new_reader(1280, 800), early, site)
    outside = signed_in(new_reader(1280, 800), pending, site)

    page.goto(f"/events/{event}?lang=en")
    link = page.get_by_role("link", name="Open the press kit")
    expect(page.get_by_text("The press kit opens soon")).to_be_visible()
    expect(link).to_be_hidden()
    reading.goto(f"/kits/{kit}?lang=en")
    expect(reading.get_by_text("Under embargo until")).to_be_visible()
    outside.goto(f"/events/{event}?lang=en")
    assert "kit opens" not in outside.content()

    lift = bring_forward(app, kit, timedelta(seconds=5))
    look_again(page)
    look_again(reading)
    expect(link).to_be_visible(timeout=90_000)
    assert now() >= lift
    expect(reading.get_by_text("The embargo has lifted.")).to_be_visible(timeout=90_000)

    link.click()
    expect(page.get_by_role("heading", name="Sample kit", level=1)).to_be_visible()
    assert "kit opens" not in outside.content()
