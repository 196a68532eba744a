"""What was typed stays where it was: in the other language, and beside another form of the page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.test_crew import press, signed_in
from tests.support import files
from tests.support.mailbox import Letter
from tests.support.newsroom import DESK, ask
from tests.support.people import Person

pytestmark = [pytest.mark.journey, pytest.mark.sqlite_only, pytest.mark.xdist_group("journey")]


def switch(page: Page) -> None:
    with page.expect_navigation():
        page.locator(".pd-tools a[hreflang]").click()


def test_a_newsroom_reads_on_in_the_other_language(
    site: str,
    applicant: Callable[..., Person],
    officer: Person,
    mails: Callable[[], list[Letter]],
    new_reader: Callable[[int, int], BrowserContext],
) -> None:
    rin = applicant(outlet="Thai Morning", name_en="Rin Reporter")
    applicant(outlet="Thai Morning", name_en="Second Person")
    ask(officer, rin)
    [letter] = [each for each in mails() if each.to == DESK]
    page = new_reader(390, 844).new_page()
    page.goto(f"{letter.links[0]}?lang=en")
    page.get_by_label("Your name").fill("Wanida")
    page.get_by_role("group", name="Rin Reporter").get_by_text("Yes, covers for us").click()
    switch(page)
    expect(page.get_by_label("ชื่อของคุณ")).to_have_value("Wanida")
    # So it does after the page came back with what is missing.
    press(page, "ส่งคำตอบ")
    expect(page.get_by_role("alert")).to_contain_text("เลือกคำตอบ")
    switch(page)
    expect(page.get_by_label("Your name")).to_have_value("Wanida")
    expect(page.get_by_role("group", name="Rin Reporter").get_by_label("Yes, covers for us")).to_be_checked()
    # Sent, it is forgotten.
    page.get_by_label("Your function").fill("Editor")
    press(page, "Yes to all who are left")
    expect(page.get_by_text("Your answers are with the PR team.")).to_be_visible()
    assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('typed:'))") == []


def test_another_button_of_the_desks_page_empties_no_message(
    site: str,
    applicant: Callable[..., Person],
    officer: Person,
    new_reader: Callable[[int, int], BrowserContext],
) -> None:
    person = applicant()
    page = signed_in(new_reader(1280, 900), officer, site)
    page.goto(f"{person.desk_page}?lang=en")
    message = page.locator("form[action$='/ask'] textarea[name=words]")
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    message.fill("Please send the letter again.")
    with page.expect_navigation():
        page.locator("form[action*='claim'] button").first.click()
    expect(message).to_have_value("Please send the letter again.")
    expect(message).to_be_visible()


def test_a_photo_uploaded_beside_it_leaves_what_was_typed(
    site: str,
    applicant: Callable[..., Person],
    store: object,
    deliver: Callable[[], int],
    new_reader: Callable[[int, int], BrowserContext],
) -> None:
    person = applicant(role="photographer")
    page = signed_in(new_reader(390, 844), person, site)
    page.goto(f"{person.status_page}/papers?lang=en")
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    words = page.locator("textarea").first
    words.fill("https://news.example/1")
    photo = page.locator("form[action$='/photo/file']")
    photo.locator("input[type=file]").first.set_input_files(
        {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": files.jpeg()}
    )
    turn = photo.get_by_role("button", name="Turn by 90°")
    expect(turn).to_be_visible()
    turn.click()
    photo.get_by_role("button", name="Upload").click()
    expect(photo.locator("[data-upload-status]")).to_contain_text("Received.", timeout=40_000)
    deliver()
    expect(page.get_by_text("Received: Photo for the badge.")).to_be_visible(timeout=40_000)
    expect(words).to_have_value("https://news.example/1")
