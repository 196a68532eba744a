"""A photo from a telephone: cropped, sent in pieces over a line that breaks, received, seen by an officer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, Route, expect

from press.accounts.queries import account_by_email
from press.accounts.services import sessions
from press.accounts.states import Strength
from press.clock import now
from press.db import db_transaction
from press.storage.s3 import S3Store
from tests.support import files
from tests.support.inspection import Inspector
from tests.support.people import PASSWORD, Person

PATIENT = 20_000  # ms: hashing, drawing and four other tests share two cores
pytestmark = [pytest.mark.journey, pytest.mark.sqlite_only, pytest.mark.xdist_group("journey")]


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / files.THAI_NAME
    path.write_bytes(files.jpeg(3000, 2400, quality=95))
    return path


@pytest.fixture
def telephone(
    app: Flask, site: str, store: S3Store, applicant: Callable[..., Person], new_reader: Callable[..., BrowserContext]
) -> tuple[Person, Page, Inspector]:
    """The page of papers, open on the telephone of somebody who has applied."""
    person = applicant()
    with app.app_context(), db_transaction():
        account = account_by_email(person.email)
        assert account is not None
        token = sessions.begin(account, Strength.LINK, at=now())
    client = app.test_client()
    with client.session_transaction() as kept:
        kept["_user_id"], kept["_fresh"] = token, True
    cookie = client.get_cookie("press")
    assert cookie is not None
    context = new_reader(390, 844)
    context.add_cookies([{"name": "press", "value": cookie.value, "url": site}])
    page = context.new_page()
    page.goto(f"{person.status_page}/papers?lang=en")
    return person, page, Inspector(context)


def choose(page: Page, photo: Path) -> None:
    box = page.locator("#paper-photo")
    expect(box.get_by_label("Or take it now with the camera")).to_be_visible()
    box.get_by_label("Photo from this device").set_input_files(photo)
    expect(box.locator("[data-crop-panel]")).to_be_visible(timeout=PATIENT)
    box.get_by_label("Closer").focus()
    for _time in range(3):
        page.keyboard.press("ArrowRight")
    box.get_by_label("Up and down").focus()
    page.keyboard.press("ArrowLeft")


def upload(page: Page) -> None:
    page.locator("#paper-photo").get_by_role("button", name="Upload").click()


def test_cropped_sent_received_and_seen(
    telephone: tuple[Person, Page, Inspector],
    photo: Path,
    officer: Person,
    deliver: Callable[[], int],
    new_reader: Callable[..., BrowserContext],
) -> None:
    person, page, inspector = telephone
    inspector.look_in_both_languages(page)
    choose(page, photo)
    inspector.look(page)
    upload(page)
    expect(page.locator("#paper-photo [data-upload-status]")).to_contain_text("Received.", timeout=PATIENT)
    deliver()
    shown = page.locator("#paper-photo .pd-paper-file")
    expect(shown).to_contain_text(files.THAI_NAME, timeout=PATIENT)
    small = shown.get_by_role("img")
    expect(small).to_be_visible()
    page.wait_for_function("(img) => img.complete && img.naturalWidth", arg=small.element_handle())
    size = small.evaluate("(img) => [img.naturalWidth, img.naturalHeight]")
    assert size == [240, 320]  # 3 : 4
    expect(page.locator("#status")).to_contain_text("Received: Photo for the badge.", timeout=PATIENT)
    inspector.look_in_both_languages(page)

    desk = new_reader(1280, 900)
    seen = desk.new_page()
    seen.goto(f"/staff/sign-in?lang=en&next={person.desk_page}")
    seen.get_by_label("E-mail").fill(officer.email)
    seen.get_by_label("Password").fill(PASSWORD)
    seen.get_by_role("button", name="Sign in", exact=True).click()
    seen.goto(person.desk_page)
    seen.locator("#paper-photo summary").click()
    picture = seen.locator("#paper-photo img")
    expect(picture).to_be_visible()
    seen.wait_for_function("(img) => img.complete && img.naturalWidth > 0", arg=picture.element_handle())
    eye = Inspector(desk)
    eye.look_in_both_languages(seen)
    assert inspector.faults + eye.faults == []


def test_a_page_that_is_reloaded_in_the_middle_goes_on(
    telephone: tuple[Person, Page, Inspector], photo: Path, deliver: Callable[[], int]
) -> None:
    _person, page, _inspector = telephone
    sent: list[str] = []
    broken = True

    def line(route: Route) -> None:
        number = route.request.url.rpartition("/")[2]
        if broken and number != "0":
            route.abort("internetdisconnected")
            return
        sent.append(number)
        route.continue_()

    page.route("**/pieces/*", line)
    page.locator("#paper-photo").get_by_label("Photo from this device").set_input_files(photo)
    expect(page.locator("#paper-photo [data-crop-panel]")).to_be_visible(timeout=PATIENT)
    upload(page)
    expect(page.locator("#paper-photo [data-upload-status]")).to_contain_text(
        "The connection was lost.", timeout=PATIENT
    )
    assert 0 < float(page.locator("#paper-photo progress").evaluate("(bar) => bar.value")) < 100
    broken = False
    page.reload()
    expect(page.locator("#paper-photo [data-upload-status]")).to_contain_text("Received.", timeout=PATIENT)
    deliver()
    expect(page.locator("#paper-photo .pd-paper-file")).to_be_visible(timeout=30_000)
    assert sent == sorted(set(sent)), "a piece was sent twice"
