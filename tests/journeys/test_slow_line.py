"""On a slow line the page is there seconds before its scripts: what was typed or chosen meanwhile is kept as well."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from press.accounts.states import Role
from press.clock import now
from press.storage.s3 import S3Store
from tests.journeys.test_crew import press, signed_in
from tests.kits.folders import SLUG, write_kit
from tests.kits.test_publish import publish
from tests.support import files, people
from tests.support.people import Person

PATIENT = 20_000  # ms: a pause and a save on two busy cores
pytestmark = [pytest.mark.journey, pytest.mark.sqlite_only, pytest.mark.xdist_group("journey")]


@contextmanager
def before_scripts(page: Page, address: str) -> Iterator[None]:
    """The page at this address, as it is until its scripts arrive; they do at the end."""
    page.route("**/static/js/**", lambda _route: None)
    page.goto(address, wait_until="commit")
    page.locator("footer").wait_for()
    yield
    page.unroute("**/static/js/**")  # what waits goes on
    page.wait_for_load_state()


def test_a_draft_begins_with_the_first_letter(
    event: str, site: str, new_reader: Callable[[int, int], BrowserContext]
) -> None:
    page = new_reader(390, 844).new_page()
    with before_scripts(page, f"/events/{event}/apply?lang=en"):
        page.get_by_label("Name in Thai").fill("สมชาย ใจดี")
    expect(page.locator("[data-draft-state]")).to_have_text("Draft saved", timeout=PATIENT)
    page.goto(f"/events/{event}/apply?lang=en")
    expect(page.get_by_label("Name in Thai")).to_have_value("สมชาย ใจดี")


def test_a_message_goes_along_into_the_other_language(
    site: str, applicant: Callable[..., Person], officer: Person, new_reader: Callable[[int, int], BrowserContext]
) -> None:
    person = applicant()
    page = signed_in(new_reader(1280, 900), officer, site)
    message = page.locator("form[action$='/ask'] textarea[name=words]")
    with before_scripts(page, f"{person.desk_page}?lang=en"):
        page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
        message.fill("Please send the letter again.")
    with page.expect_navigation():
        page.locator(".pd-tools a[hreflang]").click()
    expect(message).to_have_value("Please send the letter again.")


def test_a_release_is_saved_and_newer_words_win(
    app: Flask, site: str, store: S3Store, tmp_path: Path, new_reader: Callable[[int, int], BrowserContext]
) -> None:
    with app.app_context():
        publish(app, write_kit(tmp_path))
    page = signed_in(new_reader(1280, 900), people.staff(app, Role.EDITOR, now(), email="ann@press.example"), site)
    page.goto(f"/studio/{SLUG}/write?lang=en")
    press(page, "Open a draft")
    address = f"/studio/{SLUG}/write/01-launch?lang=en"
    title, summary = (page.locator("#en").get_by_label(name, exact=True) for name in ("Title", "Summary"))
    said = page.locator("#en [data-save-state]")
    page.on("dialog", lambda dialog: dialog.accept())

    # Two fields could not be saved and are kept in the browser. One is typed anew before the script brings them back.
    page.route("**/write/01-launch/en", lambda route: route.abort("internetdisconnected"))
    page.goto(address)
    title.fill("In the taxi")
    summary.fill("Written in the taxi.")
    expect(said).to_contain_text("NOT saved", timeout=PATIENT)
    page.unroute("**/write/01-launch/en")
    with before_scripts(page, address):
        title.fill("In the office")
    expect(said).to_contain_text("Saved at", timeout=PATIENT)
    page.goto(address)
    expect(title).to_have_value("In the office")
    expect(summary).to_have_value("Written in the taxi.")


def test_a_photo_can_be_cropped(
    site: str,
    applicant: Callable[..., Person],
    store: S3Store,
    tmp_path: Path,
    new_reader: Callable[[int, int], BrowserContext],
) -> None:
    person = applicant(role="photographer")
    page = signed_in(new_reader(390, 844), person, site)
    photo = tmp_path / "me.jpg"
    photo.write_bytes(files.jpeg())
    with before_scripts(page, f"{person.status_page}/papers?lang=en"):
        page.locator("form[action$='/photo/file'] input[type=file]").first.set_input_files(photo)
    expect(page.locator("#paper-photo [data-crop-panel]")).to_be_visible(timeout=PATIENT)
