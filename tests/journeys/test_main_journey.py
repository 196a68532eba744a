"""The main job, from the event page to a downloaded logo and a revoked accreditation: a journalist on a telephone,
an officer at a desk, both in a real browser."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from playwright.sync_api import BrowserContext, Download, Page, expect

from config import ROOT
from press.storage.s3 import S3Store
from tests.support.inspection import Inspector
from tests.support.mailbox import Letter
from tests.support.people import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.sqlite_only, pytest.mark.xdist_group("journey")]

OFFICER = "officer@press.example"
KIT = "smart-city-thailand-takeoff"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def download(page: Page, address: str) -> Download:
    with page.expect_download() as coming:
        page.locator(f'a[href="{address}"]').first.click()
    return coming.value


def addresses(page: Page, ending: str) -> list[str]:
    """Of the files that this page offers, those whose names end so."""
    found = page.locator(f'a[href^="/files/"][href$="{ending}"]')
    return [str(link.get_attribute("href")) for link in found.all()]


def fill_in(page: Page) -> None:
    page.get_by_label("Name in Latin letters").fill("Somchai Jaidee")
    page.get_by_label("Name in Thai").fill("สมชาย ใจดี")
    page.get_by_label("Mobile phone").fill("081 234 5678")
    page.get_by_label("Outlet", exact=True).fill("ช่องตัวอย่าง")
    page.get_by_text("Television", exact=True).click()
    page.get_by_label("Country of the newsroom").select_option("TH")
    page.get_by_label("Your role").select_option("reporter")
    page.get_by_label("I have read the privacy notice").check()


def test_from_the_event_page_to_the_logo_and_out_again(
    site: str,
    store: S3Store,
    event: str,
    cli: Callable[..., Result],
    mails: Callable[[], list[Letter]],
    new_reader: Callable[[int, int], BrowserContext],
) -> None:
    published = cli("kits", "publish", str(ROOT / "press_kits" / KIT))
    assert published.exit_code == 0, published.output
    assert cli("accounts", "add", OFFICER, "--role", "officer", "--password-stdin", stdin=PASSWORD).exit_code == 0
    telephone, desk = new_reader(390, 844), new_reader(1280, 900)
    looks = [Inspector(telephone), Inspector(desk)]
    journalist, officer = telephone.new_page(), desk.new_page()

    # The event's page, and the way to the form.
    journalist.goto("/?lang=en")
    looks[0].look_in_both_languages(journalist)
    expect(journalist.get_by_role("heading", level=1)).to_contain_text("Smart City Thailand Takeoff")
    assert journalist.goto(f"/kits/{KIT}").status == 404  # type: ignore[union-attr]
    looks[0].look(journalist)
    journalist.goto(f"/events/{event}")
    journalist.get_by_role("link", name="Apply for accreditation").click()

    # Nothing is red before anybody typed; then what is missing is said, and what was typed is kept.
    looks[0].look_in_both_languages(journalist)
    assert journalist.locator(".pd-error").count() == 0
    journalist.get_by_label("Recent work").fill("https://news.example/1")
    press(journalist, "Submit application")
    summary = journalist.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Enter the name of your outlet.")
    looks[0].look(journalist)
    expect(journalist.get_by_label("Recent work")).to_have_value("https://news.example/1")
    summary.get_by_role("link", name="Enter your e-mail address.").click()
    expect(journalist.get_by_label("E-mail")).to_be_focused()
    fill_in(journalist)
    journalist.get_by_label("E-mail").fill("somchai@news.example")
    press(journalist, "Submit application")

    # The address is proven by the mailed link.
    expect(journalist.get_by_text("somchai@news.example")).to_be_visible()
    looks[0].look_in_both_languages(journalist)
    journalist.goto(mails()[-1].links[0])
    looks[0].look_in_both_languages(journalist)
    press(journalist, "Confirm e-mail and submit")
    journalist.wait_for_url("**/applications/SCT-*/papers")
    looks[0].look_in_both_languages(journalist)
    journalist.get_by_role("link", name="Back to my application").click()
    journalist.wait_for_url(re.compile(r"/applications/SCT-\w{6}$"))
    status = journalist.url
    expect(journalist.get_by_text("Waiting for review")).to_be_visible()
    looks[0].look_in_both_languages(journalist)

    # The officer signs in, finds the application, settles its outlet and its evidence, and approves.
    officer.goto(f"/desk/{event}?lang=en")
    looks[1].look(officer)
    officer.get_by_label("E-mail").fill(OFFICER)
    officer.get_by_label("Password").fill("something else entirely")
    press(officer, "Sign in")
    expect(officer.get_by_role("alert")).to_contain_text("Wrong e-mail or password.")
    looks[1].look(officer)
    officer.get_by_label("Password").fill(PASSWORD)
    press(officer, "Sign in")
    expect(officer.get_by_role("heading", name="Overview")).to_be_visible()
    looks[1].look_in_both_languages(officer)
    officer.get_by_role("link", name="Review queue").first.click()
    officer.get_by_label("Name, outlet, e-mail, telephone or application number").fill("ใจดี")
    press(officer, "Search")
    looks[1].look_in_both_languages(officer)
    officer.goto(f"/desk/{event}/applications?q=somchai")
    officer.get_by_role("link", name="SCT-").click()
    looks[1].look_in_both_languages(officer)
    officer.get_by_text("Verify this outlet").click()
    officer.get_by_label("How it was checked").fill("licence 1")
    press(officer, "Verify outlet")
    expect(officer.get_by_text("The outlet is verified.")).to_be_visible()
    officer.get_by_text("Note evidence and grade").click()
    press(officer, "Note it")
    expect(officer.get_by_text("Evidence noted.")).to_be_visible()
    press(officer, "Approve")
    expect(officer.get_by_text("The applicant is told by e-mail.")).to_be_visible()
    looks[1].look(officer)
    application = officer.url
    officer.goto(f"/desk/{event}")
    expect(officer.locator(".pd-headline").first).to_contain_text("1")

    # The public figure, the mail, the status.
    journalist.goto(f"/events/{event}")
    expect(journalist.locator(".pd-headline").first).to_contain_text("1")
    looks[0].look(journalist)
    assert "approved" in mails()[-1].subject
    journalist.goto(status)
    expect(journalist.get_by_text("You are accredited.")).to_be_visible()
    looks[0].look(journalist)

    # The kit: a release is read, files are taken, Thai names arrive intact.
    journalist.get_by_role("link", name="Open the press kit").click()
    expect(journalist.get_by_role("heading", level=1)).to_be_visible()
    looks[0].look_in_both_languages(journalist)
    document = download(journalist, addresses(journalist, ".txt")[0])
    assert document.suggested_filename == "ข้อมูลประกอบข่าว.txt"
    bundle = download(journalist, addresses(journalist, ".zip")[0])
    with zipfile.ZipFile(io.BytesIO(Path(bundle.path()).read_bytes())) as held:
        assert held.testzip() is None
        assert len(held.namelist()) > 10
    journalist.locator('a[href*="/releases/"]').first.click()
    looks[0].look_in_both_languages(journalist)
    journalist.goto(f"/kits/{KIT}/logo")
    looks[0].look_in_both_languages(journalist)
    logo = addresses(journalist, ".png")[0]
    assert Path(download(journalist, logo).path()).read_bytes().startswith(b"\x89PNG")

    # What was taken stands on the officer's page.
    officer.goto(application)
    expect(officer.locator("#downloads")).to_contain_text("ข้อมูลประกอบข่าว.txt")
    looks[1].look_in_both_languages(officer)

    # Revoked: closed on the next request.
    officer.goto(application)
    officer.locator("summary", has_text="Revoke").click()
    officer.locator("#revoke-reason").fill("The outlet withdrew the assignment.")
    press(officer, "Revoke")
    expect(officer.get_by_text("The press kit is closed to this person from now on.")).to_be_visible()
    for closed in (f"/kits/{KIT}", f"/kits/{KIT}/logo", logo):
        answer = journalist.goto(closed)
        assert answer is not None
        assert answer.status == 404, closed
    looks[0].look(journalist)
    journalist.goto(status)
    expect(journalist.get_by_text("The outlet withdrew the assignment.")).to_be_visible()
    looks[0].look(journalist)

    assert [fault for each in looks for fault in each.faults] == []
