"""A crew of four, in Thai: the leader and three more, each on a phone of their own."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from press.outlets.states import Medium
from tests.support.inspection import Inspector
from tests.support.mailbox import Letter
from tests.support.people import Person

pytestmark = [pytest.mark.journey, pytest.mark.sqlite_only, pytest.mark.xdist_group("journey")]

CREW = (
    ("มาลี ใจดี", "malee@channel.example", "ช่างภาพนิ่ง", "Malee Jaidee"),
    ("อนันต์ ศรีสุข", "anan@channel.example", "ช่างภาพวิดีโอ", "Anan Srisuk"),
    ("บุญมี แสงทอง", "boonmee@channel.example", "ผู้ผลิตรายการ", "Boonmee Saengthong"),
)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def signed_in(context: BrowserContext, person: Person, site: str) -> Page:
    """The same person, in a real browser."""
    cookie = person.browser.client.get_cookie("press")
    assert cookie is not None
    context.add_cookies([{"name": "press", "value": cookie.value, "url": site}])
    return context.new_page()


def test_each_on_a_phone_of_their_own(
    site: str,
    applicant: Callable[..., Person],
    officer: Person,
    mails: Callable[[], list[Letter]],
    new_reader: Callable[[int, int], BrowserContext],
) -> None:
    lek = applicant(outlet="ช่องตัวอย่าง", medium=Medium.TV, email="lek@channel.example", name_th="เล็ก นำทีม")
    telephone = new_reader(390, 844)
    looks = [Inspector(telephone)]
    leader = signed_in(telephone, lek, site)

    # The leader pastes a list; a bad line is named, and everything stays.
    leader.goto(f"/applications/{lek.ref}?lang=th")
    leader.get_by_role("link", name="ทีมงานของฉัน").click()
    looks[0].look_in_both_languages(leader)
    leader.goto(f"/applications/{lek.ref}/crew?lang=th")
    lines = [f"{name}, {email}, {role}" for name, email, role, _latin in CREW]
    leader.get_by_label("วางรายชื่อ").fill("\n".join([*lines[:2], "บุญมี แสงทอง"]))
    press(leader, "ส่งลิงก์")
    expect(leader.get_by_role("alert")).to_contain_text("บรรทัดที่ 3 (บุญมี แสงทอง): ไม่มีอีเมล")
    looks[0].look(leader)
    leader.get_by_label("วางรายชื่อ").fill("\n".join(lines))
    press(leader, "ส่งลิงก์")
    expect(leader.get_by_text("กำลังส่งคำเชิญ 3 ฉบับ")).to_be_visible()
    expect(leader.get_by_text("ยังไม่เรียบร้อย")).to_have_count(3)
    looks[0].look_in_both_languages(leader)

    # Three telephones, three private links; two of them fill the form in, one declines.
    for number, (name, email, _role, latin) in enumerate(CREW):
        own = new_reader(390, 844)
        looks.append(Inspector(own))
        member = own.new_page()
        [link] = [letter.links[0] for letter in mails() if letter.to == email]
        member.goto(f"{link}?lang=th")
        expect(member.get_by_label("ชื่อ–นามสกุลภาษาไทย")).to_have_value(name)
        if number == 2:
            looks[-1].look_in_both_languages(member)
            member.goto(f"{link}?lang=th")
            member.get_by_text("ฉันไม่มา").click()
            press(member, "ปฏิเสธคำเชิญ")
            expect(member.get_by_text("คุณปฏิเสธแล้ว")).to_be_visible()
            continue
        member.get_by_label("ชื่อ–นามสกุลภาษาอังกฤษ").fill(latin)
        member.get_by_label("โทรศัพท์มือถือ").fill("081 234 5678")
        member.get_by_label("ข้าพเจ้าได้อ่าน").check()
        press(member, "ส่งคำขอ")
        expect(member.get_by_text("ได้รับคำขอของคุณแล้ว")).to_be_visible()
        member.get_by_role("link", name="ทีมงานของฉัน").click()
        looks[-1].look_in_both_languages(member)

    # The leader sees who is done, and nothing that they entered.
    leader.goto(f"/applications/{lek.ref}/crew?lang=th")
    expect(leader.get_by_text("ยื่นคำขอแล้ว", exact=True)).to_have_count(2)
    expect(leader.get_by_text("ไม่มาร่วมงาน", exact=True)).to_have_count(1)
    assert "081 234 5678" not in leader.content()
    assert "Malee Jaidee" not in leader.content()

    # The officer sees the crew, each with a state and a page.
    wide = new_reader(1280, 900)
    looks.append(Inspector(wide))
    desk = signed_in(wide, officer, site)
    desk.goto(f"/desk/applications/{lek.ref}?lang=th")
    looks[-1].look_in_both_languages(desk)
    desk.goto(f"/desk/applications/{lek.ref}?lang=th")
    desk.locator("#crew").get_by_role("link", name="มาลี ใจดี").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("มาลี ใจดี")

    assert [fault for each in looks for fault in each.faults] == []
