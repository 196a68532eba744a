"""A correction reaches who has the older text: mail, notice, "I have seen it"; and the PR team sees who has not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, expect

from press.accreditation.states import ApplicationState
from tests.distribution.conftest import address, folder, kit, republish
from tests.distribution.test_telling import change_text, tell
from tests.journeys.test_crew import press, signed_in
from tests.support.inspection import Inspector
from tests.support.mailbox import Letter
from tests.support.people import Person

__all__ = ["address", "folder", "kit", "republish"]
pytestmark = [pytest.mark.journey, pytest.mark.sqlite_only, pytest.mark.xdist_group("journey")]


def test_a_correction_reaches_who_downloaded(
    site: str,
    app: Flask,
    kit: str,
    folder: Path,
    republish: Callable[[], None],
    applicant: Callable[..., Person],
    officer: Person,
    mails: Callable[[], list[Letter]],
    new_reader: Callable[[int, int], BrowserContext],
) -> None:
    reporter = applicant(ApplicationState.APPROVED, outlet="Thai TV", name_en="Anan Rak", name_th="อนันต์ รัก")
    silent = applicant(ApplicationState.APPROVED, outlet="Radio One", name_en="Bua Dee", name_th="บัว ดี")
    telephone, inbox, wide = new_reader(390, 844), new_reader(390, 844), new_reader(1280, 900)
    looks = [Inspector(context) for context in (telephone, inbox, wide)]

    # One downloads the whole kit, the other reads the release.
    page = signed_in(telephone, reporter, site)
    page.goto(f"/kits/{kit}?lang=en")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download the whole kit").click()
    assert taken.value.path().stat().st_size > 1000
    silent.browser.get(f"/kits/{kit}/releases/01-launch")

    # The text is corrected.
    change_text(folder)
    republish()
    tell(app, "corrected")

    # The mail arrives; its link shows the notice, in another browser, too, and one press says that it was seen.
    [letter] = [each for each in mails() if each.to == reporter.email and "Corrected: Launch" in each.subject]
    mailed = inbox.new_page()
    mailed.goto(f"{letter.links[0]}?lang=th")
    expect(mailed.get_by_text("แก้ตัวเลข")).to_be_visible()
    desk = signed_in(wide, officer, site)
    desk.goto(f"/studio/{kit}/notices/1?lang=en&hours=0")
    expect(desk.locator("#telephone")).to_contain_text("Anan Rak")
    press(mailed, "รับทราบแล้ว")
    expect(mailed.get_by_text("ทีมประชาสัมพันธ์ทราบแล้วว่าคุณรับทราบ")).to_be_visible()
    looks[1].look(mailed)

    # The officer sees it, and telephones the other.
    desk.reload()
    expect(desk.locator("#telephone")).not_to_contain_text("Anan Rak")
    expect(desk.locator("#others")).to_contain_text("Anan Rak")
    desk.get_by_label("Note about Bua Dee").fill("Will change it at six")
    looks[2].look(desk)
    desk.locator("#telephone").get_by_role("button", name="Phoned").click()
    expect(desk.get_by_text("Noted: told by phone.")).to_be_visible()
    expect(desk.locator("#others")).to_contain_text("Will change it at six")
    desk.goto(f"/studio/{kit}/holders?lang=en&have=older")
    expect(desk.locator("#people")).to_contain_text("Anan Rak")

    assert [fault for each in looks for fault in each.faults] == []
