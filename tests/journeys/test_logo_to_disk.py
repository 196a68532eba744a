"""The mark from phone to disk: somebody who is not signed in takes the PNG and copies the SVG, after the lift."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from config import ROOT
from press.clock import now
from press.db import db_transaction
from press.distribution.models import AdoptionReport
from press.distribution.services import adoption
from press.distribution.states import ReportState
from press.kits.queries import kit_row
from press.storage.s3 import S3Store
from tests.kits.folders import edit
from tests.kits.test_publish import publish
from tests.support.people import OFFICER

KIT = "smart-city-thailand-takeoff"
PAGE = f"/kits/{KIT}/logo"
MOST_PIXELS = 5_000  # of a phone's page while nothing is unfolded

pytestmark = [pytest.mark.journey, pytest.mark.sqlite_only, pytest.mark.xdist_group("journey")]


@pytest.fixture
def kit(app: Flask, store: S3Store, tmp_path: Path) -> None:
    """The first kit, its mark open to all."""
    folder = tmp_path / KIT
    for source in (ROOT / "press_kits" / KIT).rglob("*"):
        if source.is_file():
            copy = folder / source.relative_to(ROOT / "press_kits" / KIT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(source.read_bytes())
    pack = folder / "assets/logo/pack.toml"
    pack.write_text(pack.read_text("utf-8").replace("[[files]]\n", '[[files]]\naudience = "public"\n'), "utf-8")
    edit(folder, "assets/logo/pack.toml", "png = [512, 1024, 2048]", "png = [512, 1024]")
    with app.app_context():
        done = publish(app, folder)
        assert done.exit_code == 0, done.output


def assert_clean(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.usefixtures("kit")
def test_the_mark_goes_to_disk_and_into_the_clipboard(new_reader: Callable[..., BrowserContext], site: str) -> None:
    phone = new_reader(390, 844)
    phone.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    page = phone.new_page()
    page.goto(f"{PAGE}?lang=en")
    wanted = page.locator("#most-wanted")

    with page.expect_download() as waiting:
        wanted.get_by_role("link", name="PNG 1024 px").click()
    name, body = waiting.value.suggested_filename, waiting.value.path().read_bytes()
    wanted.get_by_role("button", name="Copy the SVG").click()
    expect(wanted.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    page.locator("#colours").get_by_role("button", name="HEX Deep blue").click()
    colour = page.evaluate("navigator.clipboard.readText()")

    assert name == "sample-mark-horizontal-en-full-1024.png"
    with Image.open(BytesIO(body)) as picture:
        assert (picture.format, picture.width, picture.mode) == ("PNG", 1024, "RGBA")
    assert "<svg" in copied
    assert "Smart City Thailand (SAMPLE)" in copied
    assert colour == "#0B3D91"


@pytest.mark.usefixtures("kit")
def test_the_pages_are_short_and_clean(app: Flask, new_reader: Callable[..., BrowserContext], site: str) -> None:
    use = adoption.Use("Sample City", "Bus station", "", "TH", "TH-50")
    with app.app_context(), db_transaction():
        kit = kit_row(KIT)
        assert kit is not None
        made: AdoptionReport = adoption.report(use, kit=kit, account_id=None, at=now())
        adoption.decide(made, state=ReportState.APPROVED, by=OFFICER, at=now())
    page = new_reader(390, 844).new_page()

    for language in ("th", "en"):
        page.goto(f"{PAGE}?lang={language}")
        assert page.evaluate("document.documentElement.scrollHeight") < MOST_PIXELS
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.locator("#horizontal summary").first.click()
        assert_clean(page)
        page.goto(f"/kits/{KIT}/adoption?lang={language}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert_clean(page)
