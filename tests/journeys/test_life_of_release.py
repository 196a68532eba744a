"""A correction from draft to reader: explained, approved by another, read; then the release is killed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, expect

from press.accounts.states import Role
from press.accreditation.states import ApplicationState
from press.clock import now
from press.jobs.worker import run_until_idle
from press.kits.services.telling import FOLLOW, PUBLISH
from press.storage.store import ObjectStore
from tests.distribution.conftest import LIFTED
from tests.journeys.test_crew import press, signed_in
from tests.kits.folders import edit, write_kit
from tests.kits.test_publish import publish
from tests.studio.life.conftest import EN, change_draft
from tests.support import people
from tests.support.inspection import Inspector
from tests.support.people import Person

pytestmark = [pytest.mark.journey, pytest.mark.sqlite_only, pytest.mark.xdist_group("journey")]


def test_a_correction_reaches_its_reader_and_a_kill_takes_the_text_away(
    site: str,
    app: Flask,
    store: ObjectStore,
    browser: Browser,
    tmp_path: Path,
    applicant: Callable[..., Person],
    new_reader: Callable[[int, int], BrowserContext],
) -> None:
    folder = write_kit(tmp_path)
    for day in ("01", "02"):
        edit(folder, "kit.toml", f"2030-01-{day}T09:00:00+07:00", LIFTED)
    with app.app_context():
        assert publish(app, folder).exit_code == 0

    def work() -> None:
        with app.app_context():
            run_until_idle((PUBLISH, FOLLOW))

    author, reviewer = (people.staff(app, Role.EDITOR, now()) for _ in range(2))
    reporter = applicant(ApplicationState.APPROVED)
    change_draft(app, store, author, EN, "There are", "There were")
    wide, other, telephone = new_reader(1280, 900), new_reader(1280, 900), new_reader(390, 844)
    looks = [Inspector(context) for context in (wide, other, telephone)]

    # The author hands it in, and is asked for a note in both languages.
    writer = signed_in(wide, author, site)
    writer.goto("/studio/sample-kit/review?lang=en")
    press(writer, "Hand in for review")
    writer.goto("/studio/sample-kit/review?lang=en")
    expect(writer.get_by_role("heading", name="Why does 01-launch change?")).to_be_visible()
    looks[0].look_in_both_languages(writer)
    writer.goto("/studio/sample-kit/review?lang=en")
    writer.get_by_label("What was corrected, in Thai").fill("แก้กาลของประโยคแรก")
    writer.get_by_label("What was corrected, in English").fill("The tense of the first sentence was wrong")
    press(writer, "Save the note")
    press(writer, "Hand in for review")
    expect(writer.get_by_text("somebody else approves it")).to_be_visible()

    # Somebody else reads what it changes, and approves; the worker publishes.
    reader = signed_in(other, reviewer, site)
    reader.goto("/studio/sample-kit/review?lang=en")
    expect(reader.locator("del", has_text="are")).to_be_visible()
    press(reader, "Approve and publish")
    expect(reader.get_by_text("Approved, and being published")).to_be_visible()
    work()

    # The journalist sees the note, and the difference word by word.
    page = signed_in(telephone, reporter, site)
    page.goto("/kits/sample-kit/releases/01-launch?lang=en")
    expect(page.get_by_text("The tense of the first sentence was wrong")).to_be_visible()
    page.get_by_role("link", name="What was changed, word by word").click()
    expect(page.locator("ins", has_text="were")).to_be_visible()

    # The release turns out to be wrong altogether.
    reader.goto("/studio/sample-kit/life?lang=en")
    abroad = browser.new_context(base_url=site, timezone_id="Asia/Tokyo")
    tokyo = signed_in(abroad, reviewer, site)
    tokyo.goto("/studio/sample-kit/life?lang=en")
    expect(tokyo.locator("#clock")).to_contain_text("09:00 (Bangkok) · 11 Mar 2019, 02:00 (UTC) · 11 Mar 2019, 11:00")
    abroad.close()
    reader.get_by_role("link", name="Withdraw or kill").click()
    reader.get_by_text("Kill: nobody may use it").click()
    reader.get_by_label("Reason in Thai").fill("ข้อมูลผิดทั้งฉบับ")
    reader.get_by_label("Reason in English").fill("It is wrong altogether")
    reader.get_by_label("I know that this cannot be undone").check()
    press(reader, "Withdraw or kill for good")
    expect(reader.get_by_text("Killed", exact=True)).to_be_visible()
    looks[1].look(reader)

    page.goto("/kits/sample-kit/releases/01-launch?lang=en")
    expect(page.get_by_text("It is wrong altogether")).to_be_visible()
    page.goto("/kits/sample-kit?lang=en")
    expect(page.get_by_role("heading", name="No longer to be used")).to_be_visible()
    looks[2].look(page)
    assert [look.faults for look in looks] == [[], [], []]
