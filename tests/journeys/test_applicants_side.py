"""What an applicant does besides applying, on a telephone, with the officers on the other side, in real browsers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from press.accounts.states import Role
from press.accreditation.states import ApplicationState as S
from press.clock import now
from tests.support import people
from tests.support.inspection import Inspector
from tests.support.mailbox import Letter
from tests.support.people import Person

pytestmark = [pytest.mark.journey, pytest.mark.sqlite_only, pytest.mark.xdist_group("journey")]

NewReader = Callable[[int, int], BrowserContext]
Mails = Callable[[], list[Letter]]


def come_in(context: BrowserContext, person: Person, site: str, lang: str) -> Page:
    """The page of somebody who is signed in."""
    held = person.browser.client.get_cookie("press")
    assert held is not None
    context.add_cookies(
        [{"name": name, "value": value, "url": site} for name, value in (("press", held.value), ("lang", lang))]
    )
    return context.new_page()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_declined_appealed_and_approved_by_another_officer(
    app: Flask, site: str, applicant: Callable[..., Person], officer: Person, mails: Mails, new_reader: NewReader
) -> None:
    person = applicant()
    telephone, first, second = new_reader(390, 844), new_reader(1280, 900), new_reader(1280, 900)
    looks = [Inspector(telephone), Inspector(first), Inspector(second)]
    journalist, decliner = come_in(telephone, person, site, "en"), come_in(first, officer, site, "en")

    decliner.goto(person.desk_page)
    decliner.locator("summary", has_text="Decline").click()
    decliner.get_by_label("Reason").select_option("not_confirmed")
    decliner.get_by_label("In your words, and what would change it").fill("A letter of your editor would help.")
    press(decliner, "Decline")
    expect(decliner.get_by_text("not approved. The applicant is told by e-mail")).to_be_visible()

    journalist.goto(person.status_page)
    expect(journalist.get_by_text("A letter of your editor would help.")).to_be_visible()
    looks[0].look_in_both_languages(journalist)
    press(journalist, "Send the appeal")
    expect(journalist.get_by_role("alert")).to_contain_text("Write why: another officer reads it.")
    looks[0].look(journalist)
    journalist.get_by_label("Why the decision should be another one").fill("My editor has written to you.")
    press(journalist, "Send the appeal")
    expect(journalist.get_by_text("Your appeal is with us.")).to_be_visible()
    looks[0].look_in_both_languages(journalist)
    assert "your appeal is with us" in mails()[-1].subject

    decliner.goto(person.desk_page)
    expect(decliner.locator("#appeal")).to_contain_text("You declined this application.")
    looks[1].look_in_both_languages(decliner)
    press(decliner, "Approve")
    expect(decliner.get_by_text("Another officer, or an admin, decides on the appeal.")).to_be_visible()

    another = come_in(second, people.staff(app, Role.OFFICER, now()), site, "en")
    another.goto(person.desk_page)
    expect(another.locator("#appeal")).to_contain_text("My editor has written to you.")
    press(another, "Approve")
    expect(another.get_by_text("approved. The applicant is told by e-mail.")).to_be_visible()

    # Approved: the event for the calendar, and the answer whether they come.
    journalist.goto(person.status_page)
    expect(journalist.get_by_text("You are accredited.")).to_be_visible()
    with journalist.expect_download() as coming:
        journalist.get_by_role("link", name="Put the event into my calendar").click()
    assert coming.value.suggested_filename.endswith(".ics")
    press(journalist, "I am coming")
    expect(journalist.get_by_text("You answered: I am coming.")).to_be_visible()
    journalist.locator("summary", has_text="I cannot come").click()
    looks[0].look_in_both_languages(journalist)
    journalist.locator("summary", has_text="I cannot come").click()
    press(journalist, "Yes, I cannot come")
    another.goto(person.desk_page)
    expect(another.get_by_text("Says: I cannot come. The place is free.")).to_be_visible()
    looks[2].look_in_both_languages(another)
    assert [fault for each in looks for fault in each.faults] == []


def test_asked_and_answered_from_a_telephone_in_thai(
    site: str, applicant: Callable[..., Person], officer: Person, mails: Mails, new_reader: NewReader
) -> None:
    person = applicant(S.IN_REVIEW)
    telephone, wide = new_reader(390, 844), new_reader(1280, 900)
    looks = [Inspector(telephone), Inspector(wide)]
    journalist, desk = come_in(telephone, person, site, "th"), come_in(wide, officer, site, "en")

    desk.goto(person.desk_page)
    desk.locator("summary", has_text="Ask for more").click()
    press(desk, "Ask the applicant")
    expect(desk.get_by_role("alert")).to_contain_text("Choose what is missing, or write it in your words.")
    looks[1].look(desk)
    asking = desk.locator("#asking")
    asking.get_by_label("Mobile phone", exact=True).check()
    asking.get_by_label("In your words").fill("ใครเป็นผู้ลงนามในหนังสือรับรอง")
    press(desk, "Ask the applicant")
    expect(desk.get_by_text("asked for more. The applicant is told by e-mail.")).to_be_visible()
    looks[1].look_in_both_languages(desk)

    journalist.goto(mails()[-1].links[0])
    expect(journalist.get_by_text("ใครเป็นผู้ลงนามในหนังสือรับรอง")).to_be_visible()
    looks[0].look_in_both_languages(journalist)
    journalist.goto(f"{person.status_page}?lang=th")
    looks[0].look(journalist)
    journalist.get_by_role("link", name="ส่งข้อมูลเพิ่มเติม").click()
    journalist.get_by_label("โทรศัพท์มือถือ").fill("089 999 9999")
    journalist.get_by_label("คำตอบเป็นข้อความ").fill("บรรณาธิการข่าว")
    press(journalist, "ส่งข้อมูลครบตามที่ขอแล้ว")
    expect(journalist.get_by_text("ทีมประชาสัมพันธ์จะพิจารณาต่อไป")).to_be_visible()
    looks[0].look(journalist)

    desk.goto(f"{person.desk_page}?lang=en")
    for words in ("บรรณาธิการข่าว", "081 234 5678", "089 999 9999"):
        expect(desk.get_by_text(words).first).to_be_visible()
    looks[1].look_in_both_languages(desk)
    journalist.goto(f"{person.status_page}/change")
    looks[0].look_in_both_languages(journalist)
    assert [fault for each in looks for fault in each.faults] == []


def test_a_form_goes_on_in_another_browser(site: str, event: str, mails: Mails, new_reader: NewReader) -> None:
    telephone, laptop = new_reader(390, 844), new_reader(1280, 900)
    looks = [Inspector(telephone), Inspector(laptop)]
    page = telephone.new_page()
    page.goto(f"/events/{event}/apply?lang=en")
    page.get_by_label("Name in Latin letters").fill("Somchai Jaidee")
    expect(page.get_by_text("Draft saved")).to_be_visible()
    # The other language, at once after typing.
    page.get_by_label("E-mail").fill("somchai@news.example")
    page.get_by_role("link", name="ไทย", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "th")
    expect(page.locator("#email")).to_have_value("somchai@news.example")
    page.goto(f"/events/{event}/apply?lang=en")
    looks[0].look_in_both_languages(page)
    page.get_by_text("Radio", exact=True).click()
    press(page, "E-mail me a link to continue")
    expect(page.get_by_text("A link to go on with it is on its way")).to_be_visible()
    telephone.close()

    there = laptop.new_page()
    there.goto(f"{mails()[-1].links[0]}?lang=en")
    looks[1].look_in_both_languages(there)
    press(there, "Go on with the form")
    expect(there.get_by_text("Go on where you left off.")).to_be_visible()
    expect(there.get_by_label("Name in Latin letters")).to_have_value("Somchai Jaidee")
    expect(there.get_by_label("Radio", exact=True)).to_be_checked()
    there.get_by_label("Mobile phone").fill("081 234 5678")
    there.get_by_label("Outlet", exact=True).fill("ช่องตัวอย่าง")
    there.get_by_label("Country of the newsroom").select_option("TH")
    there.get_by_label("Your role").select_option("reporter")
    there.get_by_label("I have read the privacy notice").check()
    press(there, "Submit application")
    expect(there.get_by_text("One step left")).to_be_visible()
    assert "Confirm your e-mail" in mails()[-1].subject
    assert [fault for each in looks for fault in each.faults] == []
