"""A journalist waits for the press kit: it appears at the second of the lift, and not before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from press.accreditation.states import ApplicationState
from press.clock import now
from tests.distribution.conftest import LIFTED
from tests.kits.folders import edit, write_kit
from tests.kits.test_publish import publish
from tests.support.people import Person

pytestmark = [pytest.mark.journey, pytest.mark.sqlite_only]

SOON = timedelta(seconds=20)  # long enough to open the pages on a slow machine


@pytest.fixture
def hold(app: Flask, store: object, tmp_path: Path) -> Callable[[timedelta], None]:
    """Publishes the small kit, to lift after so long."""
    folder = write_kit(tmp_path)
    edit(folder, "kit.toml", "2030-01-01T09:00:00+07:00", LIFTED)

    def run(wait: timedelta) -> None:
        lift = (now() + wait).replace(microsecond=0)
        edit(folder, "kit.toml", "2030-01-02T09:00:00+07:00", lift.isoformat())
        with app.app_context():
            done = publish(app, folder)
            assert done.exit_code == 0, done.output

    return run


def signed_in(context: BrowserContext, person: Person, site: str) -> Page:
    """A page in a browser that holds this person's session."""
    cookie = person.browser.client.get_cookie("press")
    assert cookie is not None
    context.add_cookies([{"name": "press", "value": cookie.value, "url": site}])
    return context.new_page()


def test_kit_appears_without_a_reload(
    applicant: Callable[..., Person],
    hold: Callable[[timedelta], None],
    new_reader: Callable[[int, int], BrowserContext],
    site: str,
    event: str,
) -> None:
    waiting, early = applicant(ApplicationState.APPROVED), applicant(ApplicationState.APPROVED)
    pending = applicant()
    hold(SOON)
    assert early.browser.send(early.browser.get("/kits/sample-kit/undertaking"), "").status == 303
    page = signed_in(new_reader(390, 844), waiting, site)
    reading = signed_in(new_reader(1280, 800), early, site)
    outside = signed_in(new_reader(1280, 800), pending, site)

    page.goto(f"/events/{event}?lang=en")
    expect(page.get_by_text("The press kit opens soon")).to_be_visible()
    expect(page.get_by_role("link", name="Open the press kit")).to_be_hidden()
    reading.goto("/kits/sample-kit?lang=en")
    expect(reading.get_by_text("Under embargo until")).to_be_visible()
    outside.goto(f"/events/{event}?lang=en")
    assert "kit opens" not in outside.content()

    link = page.get_by_role("link", name="Open the press kit")
    expect(link).to_be_visible(timeout=60_000)
    expect(reading.get_by_text("The embargo has lifted.")).to_be_visible(timeout=60_000)

    link.click()
    expect(page.get_by_role("heading", name="Sample kit", level=1)).to_be_visible()
    assert "kit opens" not in outside.content()
