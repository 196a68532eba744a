"""A reporter, alone, on a phone, in Thai: from the event's page to an application with its papers."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.inspection import Inspector
from tests.support.mailbox import Letter

pytestmark = [pytest.mark.journey, pytest.mark.sqlite_only, pytest.mark.xdist_group("journey")]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def tick_on_its_box(page: Page) -> float:
    """The contrast of the tick in a checkbox with its ground, which axe does not look at."""
    drawn = """(box) => [getComputedStyle(box, '::before').backgroundColor, getComputedStyle(box).backgroundColor]"""
    tick, ground = (luminance(colour) for colour in page.locator("input.checkbox:checked").first.evaluate(drawn))
    return (max(tick, ground) + 0.05) / (min(tick, ground) + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of `rgb(…)`, as WCAG 2.2 defines it."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_from_the_event_to_an_application_with_its_papers(
    site: str, event: str, mails: Callable[[], list[Letter]], new_reader: Callable[[int, int], BrowserContext]
) -> None:
    phone = new_reader(390, 844)
    looks, page = Inspector(phone), phone.new_page()
    page.goto(f"/events/{event}?lang=th")
    page.get_by_role("link", name="ยื่นคำขอลงทะเบียนสื่อมวลชน").first.click()
    page.get_by_label("ชื่อ–นามสกุลภาษาอังกฤษ").fill("Somchai Jaidee")
    page.get_by_label("ชื่อ–นามสกุลภาษาไทย").fill("สมชาย ใจดี")
    page.get_by_label("อีเมล").fill("somchai@news.example")
    page.get_by_label("โทรศัพท์มือถือ").fill("081 234 5678")
    page.get_by_label("สำนักข่าว", exact=True).fill("ช่องตัวอย่าง")
    page.get_by_text("โทรทัศน์", exact=True).click()
    page.locator("#role").select_option("reporter")
    page.get_by_label("ข้าพเจ้าได้อ่าน").check()
    assert tick_on_its_box(page) >= 3  # WCAG 2.2, 1.4.11
    press(page, "ส่งคำขอ")
    expect(page.get_by_text("somchai@news.example")).to_be_visible()
    page.goto(mails()[-1].links[0])
    press(page, "ยืนยันอีเมลและส่งคำขอ")

    # Straight on to the papers: what is missing is said, and each can be answered with a thumb.
    page.wait_for_url("**/applications/SCT-*/papers")
    assert page.locator("html").get_attribute("lang") == "th"
    page.locator("#paper-work").get_by_role("textbox").first.fill("https://news.example/1")
    page.locator("#paper-work button[type=submit]").first.click()
    letter = page.locator("#paper-letter")
    for box in (0, 1):  # add this one; say why not
        letter.locator("summary").nth(box).click()
    letter.locator("[name$=cannot-reason]").fill("บรรณาธิการไปต่างประเทศ")
    letter.locator("form[action$='/cannot'] button[type=submit]").click()
    expect(page.locator("#paper-letter")).to_contain_text("บรรณาธิการไปต่างประเทศ")
    status = page.url.partition("/papers")[0]
    page.goto(f"{status}/papers")
    looks.look_in_both_languages(page)

    page.goto(f"{status}?lang=th")
    expect(page.get_by_text("รอตรวจสอบ").first).to_be_visible()
    looks.look_in_both_languages(page)
    assert looks.faults == []
