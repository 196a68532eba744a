"""An editor writes, a reviewer approves, the embargo lifts while a journalist's page is open, and the kit appears
there: each in a browser of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from press.accounts.states import Role
from press.accreditation.states import ApplicationState
from press.audit.services import By
from press.clock import BANGKOK, now
from press.db import db_transaction
from press.kits.queries import kit_row
from press.kits.services import clock
from press.kits.states import Clock
from tests.distribution.conftest import LIFTED
from tests.journeys.test_crew import press, signed_in
from tests.kits.folders import SLUG, edit, write_kit
from tests.support import people
from tests.support.browser import Browser
from tests.support.inspection import Inspector
from tests.support.people import Person

APPROVED = ApplicationState.APPROVED
PATIENT = 20_000  # ms: a pause, a save and a preview on two busy cores
STUDIO = f"/studio/{SLUG}"
WORDS = {
    "th": ("เมืองเปิดแล้ว", "วันนี้มี {{ cities }} เปิดพร้อมกัน", "วันนี้มี 7 *เมือง* เปิดพร้อมกัน"),
    "en": ("The cities are open", "Today {{ cities }} open together", "Today 7 <b>cities</b> open together"),
}
# Notes when what is hidden until the lift is shown, by the clock that the application has, too.
WATCHED = """() => {
  const place = document.querySelector("[data-lift-after]");
  const note = () => place.hidden || (window.appearedAt ??= Date.now());
  new MutationObserver(note).observe(place, { attributes: true });
  note();
}"""

pytestmark = [pytest.mark.journey, pytest.mark.sqlite_only, pytest.mark.xdist_group("journey")]


@pytest.fixture
def draft(app: Flask, store: object, tmp_path: Path) -> None:
    """A new kit that was never published, handed to the studio."""
    folder = write_kit(tmp_path)
    edit(folder, "kit.toml", "2030-01-01T09:00:00+07:00", LIFTED)
    done = app.test_cli_runner().invoke(args=["kits", "publish", str(folder), "--draft"])
    assert done.exit_code == 0, done.output


def write(editor: Page, language: str) -> None:
    """The release in one language; the page saves it by itself."""
    title, typed, _shown = WORDS[language]
    form = editor.locator(f"#{language}")
    form.get_by_label("Title", exact=True).fill(title)
    form.get_by_label("Summary", exact=True).fill(title)
    form.get_by_label("Dateline").fill("BANGKOK, 2 January 2030")
    form.get_by_label("Text", exact=True).fill(typed)
    expect(form.locator("[data-save-state]")).to_contain_text("Saved at", timeout=PATIENT)


def set_schedule(editor: Page, name: str, moment: datetime) -> None:
    local = moment.astimezone(BANGKOK)
    for part, value in (("day", f"{local:%d}"), ("year", f"{local:%Y}"), ("time", f"{local:%H:%M}")):
        editor.locator(f"[name='{name}-{part}']").fill(value)
    editor.locator(f"[name='{name}-month']").select_option(str(local.month))
    press(editor, "Save the schedule")


def bring_forward(app: Flask, asking: Person, agreeing: Person, wait: timedelta) -> datetime:
    """Two people agree on an earlier lift, so long from now. (Forms know minutes; a test does not wait for one.)"""
    lift = now() + wait
    with app.app_context(), db_transaction():
        kit = kit_row(SLUG)
        assert kit is not None
        one, other = (By(person.account_id, person.email) for person in (asking, agreeing))
        change = clock.move_clock(kit, Clock.EMBARGO, to=lift, reason="The minister is early", by=one, at=now())
        clock.decide_move(change, accept=True, by=other, at=now())
    return lift


def look_again(page: Page) -> None:
    """The reader comes back to this page from another."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


@pytest.mark.usefixtures("draft")
def test_written_approved_and_there_at_the_second_of_the_lift(
    app: Flask,
    site: str,
    event: str,
    applicant: Callable[..., Person],
    deliver: Callable[[], int],
    new_reader: Callable[[int, int], BrowserContext],
    visitor: Browser,
) -> None:
    ann = people.staff(app, Role.EDITOR, now(), email="ann@press.example")
    ben = people.staff(app, Role.EDITOR, now(), email="ben@press.example")
    waits, reads, pending = applicant(APPROVED), applicant(APPROVED), applicant()
    event_page, kit_page = f"/events/{event}", f"/kits/{SLUG}"
    contexts = [new_reader(1280, 900), new_reader(1280, 900), new_reader(390, 844), new_reader(390, 844)]
    looks = [Inspector(context) for context in contexts]
    editor, reviewer, journalist, early = (
        signed_in(context, person, site) for context, person in zip(contexts, (ann, ben, waits, reads), strict=True)
    )

    # She names a release, writes it in both languages, and says when it may be published.
    editor.goto(f"{STUDIO}/write?lang=en")
    editor.get_by_label("Name of the new release").fill("02-opening")
    press(editor, "Add a release")
    write(editor, "th")
    write(editor, "en")
    expect(editor.locator("#en [data-preview]")).to_contain_text(WORDS["en"][2], timeout=PATIENT)
    looks[0].look_in_both_languages(editor)
    editor.goto(f"{STUDIO}/write?lang=en")
    set_schedule(editor, "embargo_until", now() + timedelta(hours=1))
    expect(editor.get_by_text("Saved.")).to_be_visible()
    looks[0].look_in_both_languages(editor)

    # She hands it in. She is not offered to approve it; somebody else is, and reads both texts first.
    editor.goto(f"{STUDIO}/review?lang=en")
    press(editor, "Hand in for review")
    expect(editor.get_by_text("somebody else approves it")).to_be_visible()
    expect(editor.get_by_role("button", name="Approve and publish")).to_have_count(0)
    reviewer.goto(f"{STUDIO}/review?lang=en")
    for _title, typed, _shown in WORDS.values():
        expect(reviewer.locator("#release-02-opening")).to_contain_text(typed)
    looks[1].look_in_both_languages(reviewer)
    journalist.goto(f"{event_page}?lang=en")
    assert "kit opens" not in journalist.content()
    reviewer.goto(f"{STUDIO}/review?lang=en")
    press(reviewer, "Approve and publish")
    expect(reviewer.get_by_text("Approved, and being published")).to_be_visible()
    deliver()

    # It is published, and held: one journalist waits, another undertakes to keep the embargo, all others find nothing.
    journalist.goto(f"{event_page}?lang=en")
    expect(journalist.get_by_text("A press kit is ready, under embargo")).to_be_visible()
    looks[2].look_in_both_languages(journalist)
    journalist.goto(f"{event_page}?lang=en")
    link = journalist.get_by_role("link", name="Open the press kit")
    expect(link).to_be_hidden()
    journalist.evaluate(WATCHED)
    early.goto(f"{event_page}?lang=en")
    early.get_by_role("link", name="Read it now, under embargo").click()
    looks[3].look_in_both_languages(early)
    early.goto(f"{kit_page}/undertaking?lang=en")
    press(early, "I undertake this. Open the press kit")
    early.get_by_role("link", name=WORDS["en"][0]).click()
    expect(early.get_by_text("Under embargo until")).to_be_visible()
    looks[3].look_in_both_languages(early)
    release = early.url.partition("?")[0].removeprefix(site)
    for browser in (waits.browser, pending.browser, visitor):
        assert [browser.get(url).status for url in (kit_page, release)] == [404, 404]
    assert "kit opens" not in pending.browser.get(event_page).text

    # The hour comes while both pages are open.
    lift = bring_forward(app, ann, ben, timedelta(seconds=5))
    look_again(journalist)
    look_again(early)
    expect(link).to_be_visible(timeout=90_000)
    assert journalist.evaluate("appearedAt") >= int(lift.timestamp() * 1000)
    expect(early.get_by_text("The embargo has lifted.")).to_be_visible(timeout=90_000)
    looks[2].look(journalist)
    link.click()
    looks[2].look_in_both_languages(journalist)
    journalist.get_by_role("link", name=WORDS["en"][0]).click()
    expect(journalist.get_by_role("heading", level=1)).to_have_text(WORDS["en"][0])
    expect(journalist.get_by_text(WORDS["en"][2])).to_be_visible()
    looks[2].look_in_both_languages(journalist)
    assert [browser.get(release).status for browser in (pending.browser, visitor)] == [404, 404]

    assert [fault for each in looks for fault in each.faults] == []
