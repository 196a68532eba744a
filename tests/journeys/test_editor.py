"""A freelancer in Thai on a phone, an editor who confirms, and an outlet more on the event's page."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, expect

from press.clock import now
from press.db import db, db_transaction
from press.outlets.domains import register_domain
from press.outlets.models import Outlet
from tests.journeys.test_crew import press, signed_in
from tests.support.inspection import Inspector
from tests.support.mailbox import Letter
from tests.support.people import OFFICER, Person

pytestmark = [pytest.mark.journey, pytest.mark.sqlite_only, pytest.mark.xdist_group("journey")]


def test_from_the_question_to_the_public_figure(
    site: str,
    app: Flask,
    event: str,
    applicant: Callable[..., Person],
    officer: Person,
    mails: Callable[[], list[Letter]],
    new_reader: Callable[[int, int], BrowserContext],
) -> None:
    rin = applicant(outlet="Thai Morning", verified=True, name_th="ริน เขียนข่าว", email="rin@freelance.example")
    with app.app_context(), db_transaction():
        register_domain(db.session.query(Outlet).one(), "thaimorning.co.th", source="imprint", by=OFFICER, at=now())
    telephone, newsroom, wide = new_reader(390, 844), new_reader(390, 844), new_reader(1280, 900)
    looks = [Inspector(context) for context in (telephone, newsroom, wide)]

    # The freelancer names the editor's address.
    reporter = signed_in(telephone, rin, site)
    reporter.goto(f"/applications/{rin.ref}?lang=th")
    reporter.get_by_role("link", name="ให้บรรณาธิการยืนยัน").click()
    looks[0].look_in_both_languages(reporter)
    reporter.goto(f"/applications/{rin.ref}/editor?lang=th")
    reporter.get_by_label("อีเมลของบรรณาธิการหรือกองบรรณาธิการ").fill("Desk@ThaiMorning.co.th")
    press(reporter, "สอบถามบรรณาธิการ")
    expect(reporter.get_by_text("ส่งอีเมลสอบถามบรรณาธิการของคุณแล้ว")).to_be_visible()

    # The editor opens the mail on a phone, and answers in one go.
    [letter] = [each for each in mails() if each.to == "desk@thaimorning.co.th"]
    editor = newsroom.new_page()
    editor.goto(f"{letter.links[0]}?lang=th")
    looks[1].look_in_both_languages(editor)
    editor.goto(f"{letter.links[0]}?lang=th")
    question = editor.get_by_role("group", name="ริน เขียนข่าว")
    question.get_by_text("ใช่ ทำข่าวให้เรา").click()
    press(editor, "ส่งคำตอบ")
    expect(editor.get_by_role("alert")).to_contain_text("กรอกชื่อของคุณ")
    expect(question.get_by_label("ใช่ ทำข่าวให้เรา")).to_be_checked()
    looks[1].look(editor)
    editor.get_by_label("ชื่อของคุณ").fill("วนิดา บรรณาธิการ")
    editor.get_by_label("ตำแหน่งของคุณ").fill("บรรณาธิการข่าว")
    press(editor, "ส่งคำตอบ")
    expect(editor.get_by_text("ทีมประชาสัมพันธ์ได้รับคำตอบของคุณแล้ว")).to_be_visible()
    looks[1].look_in_both_languages(editor)

    # The applicant reads it; the officer sees grade A, and approves.
    reporter.goto(f"/applications/{rin.ref}?lang=th")
    expect(reporter.get_by_text("กองบรรณาธิการยืนยันแล้ว").first).to_be_visible()
    desk = signed_in(wide, officer, site)
    desk.goto(f"/desk/applications/{rin.ref}?lang=en")
    expect(desk.locator("#confirmation")).to_contain_text("The newsroom confirmed")
    expect(desk.locator("#evidence")).to_contain_text("A: licence on file, or the desk confirmed from its own domain")
    looks[2].look_in_both_languages(desk)
    desk.goto(f"/desk/applications/{rin.ref}?lang=en")
    press(desk, "Approve")
    expect(desk.get_by_text("The applicant is told by e-mail.")).to_be_visible()

    # It is counted on the event's page; the editor's answer stands now.
    reporter.goto(f"/events/{event}?lang=th")
    expect(reporter.locator(".pd-headline").first).to_contain_text("1")
    editor.reload()
    expect(editor.get_by_text("The PR team has decided: this answer can no longer be changed.")).to_be_visible()
    looks[1].look_in_both_languages(editor)

    assert [fault for each in looks for fault in each.faults] == []
