"""An admin makes an event from an old one, opens it when it may be opened, and puts a mail into its own words; a
journalist applies and reads them. All in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.inspection import Inspector
from tests.support.mailbox import Letter
from tests.support.people import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.sqlite_only, pytest.mark.xdist_group("journey")]

ADMIN = "admin@press.example"
SECTIONS = ("texts", "time", "places", "papers", "deciding", "people", "public")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def write_moment(page: Page, name: str, *parts: str) -> None:
    group = page.get_by_role("group", name=name)
    for label, value in zip(("Day", "Year", "Time"), parts, strict=True):
        group.get_by_label(label).fill(value)
    group.get_by_label("Month").select_option("3")


def apply(page: Page, slug: str) -> None:
    page.goto(f"/events/{slug}/apply?lang=en")
    page.get_by_label("Name in Latin letters").fill("Ada {reason}")
    page.get_by_label("E-mail").fill("ada@news.example")
    page.get_by_label("Mobile phone").fill("081 234 5678")
    page.get_by_label("Outlet", exact=True).fill("Herald")
    page.get_by_text("Television", exact=True).click()
    page.get_by_label("Country of the newsroom").select_option("TH")
    page.get_by_label("Your role").select_option("reporter")
    page.get_by_label("I have read the privacy notice").check()
    press(page, "Submit application")


def test_from_an_old_event_to_a_mail_in_its_own_words(
    site: str,
    event: str,
    cli: Callable[..., Result],
    edit_event: Callable[..., None],
    mails: Callable[[], list[Letter]],
    new_reader: Callable[[int, int], BrowserContext],
) -> None:
    edit_event(data_protection={})
    assert cli("accounts", "add", ADMIN, "--role", "admin", "--password-stdin", stdin=PASSWORD).exit_code == 0
    desk, telephone = new_reader(1280, 900), new_reader(390, 844)
    looks = Inspector(desk)
    admin, journalist = desk.new_page(), telephone.new_page()
    admin.goto(f"/desk/{event}/settings?lang=en")
    admin.get_by_label("E-mail").fill(ADMIN)
    admin.get_by_label("Password").fill(PASSWORD)
    press(admin, "Sign in")

    # A new event, from the first one.
    admin.get_by_role("link", name="New event from this one").click()
    looks.look_in_both_languages(admin)
    admin.get_by_label("Take settings, texts and e-mails from").select_option(event)
    admin.get_by_label("Name in Thai").fill("เวทีเมือง 2570")
    admin.get_by_label("Name in English").fill("City Forum 2027")
    admin.get_by_label("Address of the event's page").fill("City Forum 2027")
    admin.get_by_label("Prefix of application numbers").fill("cf")
    write_moment(admin, "Begins", "11", "2570", "09.30")
    write_moment(admin, "Ends", "11", "2027", "12:00")
    press(admin, "Create the event")
    admin.wait_for_url("**/desk/city-forum-2027/settings")

    # It does not open while nobody can be asked about personal data.
    press(admin, "Open the event")
    expect(admin.get_by_role("alert")).to_contain_text("does not open without a data-protection contact")
    assert journalist.goto("/events/city-forum-2027").status == 404  # type: ignore[union-attr]
    admin.get_by_role("link", name="Data-protection contact: an e-mail address or a telephone number").click()
    admin.locator("#data-protection").get_by_label("E-mail").fill("data@agency.example")
    press(admin, "Save")
    for section in SECTIONS:
        admin.goto(f"/desk/city-forum-2027/settings/{section}")
        looks.look_in_both_languages(admin)
    admin.goto("/desk/city-forum-2027/settings")
    looks.look_in_both_languages(admin)
    press(admin, "Open the event")
    expect(admin.get_by_role("status")).to_contain_text("The event is open")

    # The approval in the event's own words: seen before it is saved, then saved.
    admin.get_by_role("link", name="E-mails", exact=True).click()
    looks.look_in_both_languages(admin)
    admin.get_by_role("link", name="Approved", exact=True).click()
    looks.look_in_both_languages(admin)
    admin.get_by_label("Text in English").fill("Welcome to {event}, {name}.\n\nCome to gate 2.")
    press(admin, "Preview")
    framed = admin.frame_locator("iframe[name=mail-preview]")
    expect(framed.get_by_text("Welcome to City Forum 2027, Somchai Jaidee.")).to_be_visible()
    press(admin, "Preview as plain text")
    expect(framed.locator("pre")).to_contain_text("Come to gate 2.")
    press(admin, "Save")
    expect(admin.get_by_role("status")).to_contain_text("Saved: e-mails say this from now on.")

    # A journalist applies, is approved, and reads it; a name is a name.
    apply(journalist, "city-forum-2027")
    journalist.goto(mails()[-1].links[0])
    press(journalist, "Confirm e-mail and submit")
    journalist.wait_for_url("**/applications/CF-*/papers")
    admin.goto("/desk/applications/" + journalist.url.split("/")[-2])
    press(admin, "Approve")
    letter = mails()[-1]
    assert "Welcome to City Forum 2027, Ada {reason}." in letter.text
    assert "Come to gate 2." in letter.text
    assert "Application no.: CF-" in letter.text
    assert looks.faults == []
