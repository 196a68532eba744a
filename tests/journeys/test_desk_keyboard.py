"""An officer decides by keyboard alone, in a real browser; who does not want single keys turns them off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from press.accreditation.states import ApplicationState as S
from press.outlets.states import Medium
from tests.support import people
from tests.support.inspection import Inspector
from tests.support.people import PASSWORD, Person

pytestmark = [pytest.mark.journey, pytest.mark.sqlite_only, pytest.mark.xdist_group("journey")]

OFFICER = "officer@press.example"


@pytest.fixture
def desk(site: str, cli: Callable[..., Result], new_reader: Callable[[int, int], BrowserContext]) -> Page:
    """The officer, signed in at a desk."""
    assert cli("accounts", "add", OFFICER, "--role", "officer", "--password-stdin", stdin=PASSWORD).exit_code == 0
    page = new_reader(1280, 900).new_page()
    page.goto("/staff/sign-in?lang=en")
    page.get_by_label("E-mail").fill(OFFICER)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    return page


def press_here(page: Page, key: str) -> None:
    """On a page that has just come: the keys work once its scripts are there."""
    page.wait_for_load_state()
    page.keyboard.press(key)


def thai_key(page: Page, key: str, code: str) -> None:
    """As a keyboard in Thai sends it."""
    event: dict[str, Any] = {"key": key, "code": code, "bubbles": True, "cancelable": True}
    page.evaluate("(event) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', event))", event)


def test_an_officer_approves_by_keyboard_alone(
    app: Flask, desk: Page, event: str, applicant: Callable[..., Person]
) -> None:
    first, second = applicant(outlet="One"), applicant(outlet="Two")
    keys = desk.keyboard
    desk.goto(f"/desk/{event}/applications")

    # Search, and typing there is typing.
    keys.press("/")
    search = desk.get_by_label("Name, outlet, e-mail, telephone or application number")
    expect(search).to_be_focused()
    keys.type("SCT-ajkdun?")
    expect(search).to_have_value("SCT-ajkdun?")
    keys.press("Tab")
    keys.press("Control+j")
    expect(desk.get_by_role("link", name=first.ref)).not_to_be_focused()
    desk.goto(f"/desk/{event}/applications")

    # Down and up the rows; a keyboard in Thai does the same.
    for key, ref in (("j", first.ref), ("j", second.ref), ("j", second.ref), ("k", first.ref)):
        keys.press(key)
        expect(desk.get_by_role("link", name=ref)).to_be_focused()
    thai_key(desk, "่", "KeyJ")
    expect(desk.get_by_role("link", name=second.ref)).to_be_focused()
    keys.press("k")
    keys.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Somchai")

    # The next one and back; declining needs words, and nothing is sent by a single key but the taking up.
    press_here(desk, "n")
    desk.wait_for_url(f"**{second.desk_page}?queue=*")
    keys.press("d")
    reason = desk.locator("#decision details[data-key=d] textarea")
    expect(reason).to_be_focused()
    keys.type("adun")
    expect(reason).to_have_value("adun")
    desk.goto(first.desk_page)
    keys.press("u")
    expect(desk.get_by_text("You have taken this application up.")).to_be_visible()
    press_here(desk, "a")
    expect(desk.get_by_role("button", name="Approve", exact=True)).to_be_focused()
    assert people.state_of(app, first.ref) is S.IN_REVIEW
    keys.press("Enter")
    expect(desk.get_by_text("The applicant is told by e-mail.")).to_be_visible()
    assert people.state_of(app, first.ref) is S.APPROVED


def test_the_list_of_keys_and_its_switch(desk: Page, event: str, applicant: Callable[..., Person]) -> None:
    person = applicant()
    look = Inspector(desk.context)
    keys = desk.keyboard
    shown = desk.locator("dialog[data-keys]")
    for language in ("th", "en"):
        desk.goto(f"/desk/{event}/applications?lang={language}")
        expect(shown).to_be_hidden()
        keys.press("?")
        expect(shown).to_be_visible()
        look.look(desk)
        keys.press("Escape")
        expect(shown).to_be_hidden()
    look.look_in_both_languages(desk)
    assert look.faults == []

    # Off stays off on every page of the desk, and the button still opens the list.
    keys.press("?")
    shown.get_by_label("Single keys work on this desk").uncheck()
    keys.press("Escape")
    desk.goto(person.desk_page)
    for key in ("?", "a", "u"):
        keys.press(key)
    expect(shown).to_be_hidden()
    expect(desk.get_by_role("button", name="Approve", exact=True)).not_to_be_focused()
    desk.get_by_role("button", name="Keyboard shortcuts").click()
    shown.get_by_label("Single keys work on this desk").check()
    shown.get_by_role("button", name="Close").click()
    keys.press("a")
    expect(desk.get_by_role("button", name="Approve", exact=True)).to_be_focused()


def test_the_queue_as_a_file(desk: Page, event: str, applicant: Callable[..., Person]) -> None:
    applicant()
    for language, name in (("en", "Applications "), ("th", "คำขอ ")):
        desk.goto(f"/desk/{event}/applications?lang={language}")
        for ending in (".csv", ".xlsx"):
            with desk.expect_download() as coming:
                desk.locator(f'form[action$="{ending}"] button').click()
            assert coming.value.suggested_filename.startswith(name)
            assert coming.value.suggested_filename.endswith(ending)
            assert coming.value.path().stat().st_size > 500


def test_an_officers_evening_by_keyboard_alone(
    app: Flask, desk: Page, event: str, applicant: Callable[..., Person]
) -> None:
    """Ten applications of one view, one after the other, without the mouse and without going back to the queue."""
    evening = [applicant(outlet=f"Radio {number}", medium=Medium.RADIO, phone=f"0{number}") for number in range(10)]
    elsewhere = applicant(outlet="Paper", medium=Medium.PRINT, phone="1")
    keys = desk.keyboard
    desk.goto(f"/desk/{event}/applications?medium=radio")
    keys.press("j")
    keys.press("x")
    expect(desk.get_by_text("Chosen: 1")).to_be_visible()
    keys.press("x")
    keys.press("Enter")
    for number, person in enumerate(evening):
        desk.wait_for_url(f"**{person.desk_page}?queue=*")
        if number == 0:
            keys.press("c")
            expect(desk.get_by_text("You have it until")).to_be_visible()
        if number % 5 == 4:
            press_here(desk, "d")
            expect(desk.locator("#decision details[open] textarea")).to_be_focused()
            keys.type("The outlet did not answer.")
            keys.press("Tab")
        else:
            press_here(desk, "a")
        keys.press("Enter")
        expect(desk.locator("#status")).to_contain_text(person.ref)
    states = [people.state_of(app, person.ref) for person in evening]
    assert states == [S.DECLINED if number % 5 == 4 else S.APPROVED for number in range(10)]
    assert people.state_of(app, elsewhere.ref) is S.SUBMITTED
