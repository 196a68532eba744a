"""Who holds something of a kit is told of what becomes of it: once, and no more than they may know."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, select

from config import Config
from press.accounts.models import Account
from press.accreditation.states import ApplicationState
from press.clock import now
from press.db import db, db_transaction
from press.distribution.models import NoticeReceipt, ReleaseReading
from press.jobs.services import enqueue
from press.kits.models import Correction, EmbargoChange, Kit, KitRevision, Release, ReleaseEnding
from press.kits.states import EmbargoMove, EndingKind
from tests.kits.folders import edit
from tests.support.browser import Browser
from tests.support.mailbox import Letter
from tests.support.people import Person
from tests.web.test_errors import locked

ZIP = "zips/all@accredited"
DOCUMENT = "documents/ข้อมูล น้ำ.txt"
RELEASE = "/kits/sample-kit/releases/01-launch"
Address = Callable[[str], str]
Mails = Callable[[], list[Letter]]

pytestmark = pytest.mark.usefixtures("kit")


def tell(app: Flask, kind: str, times: int = 1) -> int:
    """The row that says what became of the release or kit, and the job that is left with it."""
    with app.app_context(), db_transaction():
        kit = db.session.scalars(select(Kit)).one()
        release = db.session.scalars(select(Release)).one()
        revision = db.session.scalars(select(KitRevision).order_by(KitRevision.number.desc())).first()
        assert revision is not None
        at = now()
        row: Correction | ReleaseEnding | EmbargoChange
        if kind == "corrected":
            words = {"note_th": "แก้ตัวเลข", "note_en": "Figure put right"}
            known = db.session.scalar(select(Correction).where(Correction.kit_revision_id == revision.id))
            row = known or Correction(release=release, kit_revision_id=revision.id, at=at, **words)
        elif kind == "embargo_moved":
            after = at + timedelta(days=1)
            row = EmbargoChange(
                kit_id=kit.id, before=at, after=after, reason="Speech moved", state=EmbargoMove.DONE, asked_at=at
            )
            kit.embargo_until = after
        else:
            words = {"title_th": "เปิดตัว", "title_en": "Launch", "reason_th": "ผิด", "reason_en": "Wrong text"}
            row = ReleaseEnding(release=release, kind=EndingKind(kind), at=at, **words)
        db.session.add(row)
        db.session.flush()
        for _each in range(times):
            enqueue("distribution.tell_holders", {"kit_id": kit.id, "kind": kind, "row_id": row.id}, at=at)
        return row.id


def change_text(folder: Path, old: str = "There are", new: str = "There will be") -> None:
    """Another text of the release, and a note why."""
    edit(folder, "releases/01-launch/en.md", old, new)
    note = "# Changes\n\n- `01-launch` แก้ตัวเลข · Figure put right\n"
    edit(folder, "CHANGELOG.md", "# Changes\n", note)


@pytest.fixture
def correct(app: Flask, folder: Path, republish: Callable[[], None]) -> Callable[[], None]:
    """Publishes the release with another text, and has its holders told."""

    def run() -> None:
        change_text(folder)
        republish()
        tell(app, "corrected")

    return run


def notices(letters: list[Letter], to: str) -> list[Letter]:
    return [each for each in letters if each.to == to and any("/notices/" in link for link in each.links)]


def receipts(app: Flask) -> dict[int, bool]:
    with app.app_context():
        return {row.account_id: row.opened_at is not None for row in db.session.scalars(select(NoticeReceipt))}


def test_who_read_or_took_the_older_text_is_told_once(
    app: Flask, applicant: Callable[..., Person], address: Address, correct: Callable[[], None], mails: Mails
) -> None:
    read, took, other = (applicant(ApplicationState.APPROVED) for _each in range(3))
    assert read.browser.get(RELEASE).status == 200
    assert took.browser.get(address(ZIP)).status == 200
    assert other.browser.get(address(DOCUMENT)).status == 200  # a file that did not change

    correct()

    letters = mails()
    assert [len(notices(letters, one.email)) for one in (read, took, other)] == [1, 1, 0]
    [letter] = notices(letters, read.email)
    assert "Corrected: Launch" in letter.subject
    assert "Figure put right" in letter.text
    assert receipts(app) == {read.account_id: False, took.account_id: False}


def test_the_same_job_twice_tells_nobody_twice(app: Flask, reporter: Person, mails: Mails) -> None:
    reporter.browser.get(RELEASE)
    tell(app, "withdrawn", times=2)
    assert len(notices(mails(), reporter.email)) == 1


def test_who_reads_the_new_text_is_not_told_of_it(
    app: Flask, folder: Path, republish: Callable[[], None], reporter: Person, address: Address, mails: Mails
) -> None:
    change_text(folder)
    republish()
    reporter.browser.get(RELEASE)
    reporter.browser.get(address(ZIP))
    tell(app, "corrected")
    assert notices(mails(), reporter.email) == []


def test_the_readers_language_comes_first(app: Flask, reporter: Person, mails: Mails) -> None:
    with app.app_context(), db_transaction():
        db.session.get_one(Account, reporter.account_id).locale = "en"
    reporter.browser.get(RELEASE)
    tell(app, "withdrawn")
    [letter] = notices(mails(), reporter.email)
    assert letter.subject.startswith("Withdrawn: Launch / ")
    assert letter.text.index("Withdrawn: Launch") < letter.text.index("เปิดตัว")


def test_a_killed_release_under_embargo_is_named_to_nobody(
    app: Flask, hold: Callable[[], None], reporter: Person, visitor: Browser, mails: Mails
) -> None:
    reporter.browser.get(RELEASE)
    hold()
    tell(app, "killed")

    letters = notices(mails(), reporter.email)
    [letter] = [each for each in letters if "DO NOT USE" in each.subject]
    page = visitor.get(letter.links[0])
    assert "Do not use this release" in page.text
    for said in (letter.subject, letter.text, letter.html, page.html):
        assert not re.search("Launch|เปิดตัว|Wrong text|01-launch", said.replace("กิจกรรมเปิดตัว", "")), said


def test_who_was_revoked_is_told_of_a_kill_without_a_way_to_the_text_and_of_no_correction(
    app: Flask, reporter: Person, officer: Person, correct: Callable[[], None], visitor: Browser, mails: Mails
) -> None:
    reporter.browser.get(RELEASE)
    desk = officer.browser.open(reporter.desk_page)
    officer.browser.send(desk, "/revoke", reason="Left the outlet.")

    correct()
    assert notices(mails(), reporter.email) == []
    tell(app, "killed")

    [letter] = notices(mails(), reporter.email)
    page = visitor.get(letter.links[0])
    assert "Launch" not in letter.text + page.text
    assert not [link for link in page.links if link.startswith(("/kits", "/files"))]


def test_a_moved_embargo_is_told_to_all_who_have_anything(
    app: Flask, applicant: Callable[..., Person], address: Address, mails: Mails
) -> None:
    read, took, nothing = (applicant(ApplicationState.APPROVED) for _each in range(3))
    read.browser.get(RELEASE)
    took.browser.get(address(DOCUMENT))
    tell(app, "embargo_moved")
    letters = mails()
    assert [len(notices(letters, one.email)) for one in (read, took, nothing)] == [1, 1, 0]
    assert "(Bangkok, UTC+7)" in notices(letters, read.email)[0].text


def test_staff_and_accounts_that_are_closed_are_not_told(
    app: Flask, officer: Person, reporter: Person, address: Address, mails: Mails
) -> None:
    officer.browser.get(address(ZIP))
    reporter.browser.get(address(ZIP))
    with app.app_context(), db_transaction():
        db.session.get_one(Account, reporter.account_id).disabled_at = now()
    tell(app, "killed")
    assert receipts(app) == {}
    assert notices(mails(), officer.email) == []


def test_a_scanner_that_opens_the_link_has_not_seen_it_and_the_button_says_so(
    app: Flask, reporter: Person, visitor: Browser, mails: Mails
) -> None:
    reporter.browser.get(RELEASE)
    tell(app, "withdrawn")
    [letter] = notices(mails(), reporter.email)

    page = visitor.get(letter.links[0])
    assert (page.status, receipts(app)[reporter.account_id]) == (200, False)
    assert page.headers["Cache-Control"] == "private, no-store"
    assert visitor.send(page).status == 303
    assert receipts(app)[reporter.account_id]
    assert "You have seen it." in visitor.get(letter.links[0]).text


def test_the_person_signed_in_has_seen_it_and_somebody_else_has_not(
    app: Flask, applicant: Callable[..., Person], mails: Mails
) -> None:
    reader, colleague = applicant(ApplicationState.APPROVED), applicant(ApplicationState.APPROVED)
    reader.browser.get(RELEASE)
    tell(app, "withdrawn")
    [letter] = notices(mails(), reader.email)
    colleague.browser.get(letter.links[0])
    assert not receipts(app)[reader.account_id]
    reader.browser.get(letter.links[0])
    assert receipts(app)[reader.account_id]


@pytest.mark.sqlite_only
def test_readers_read_while_nothing_can_be_written(
    app: Flask, config: Config, applicant: Callable[..., Person], mails: Mails
) -> None:
    reader, other = applicant(ApplicationState.APPROVED), applicant(ApplicationState.APPROVED)
    reader.browser.get(RELEASE)
    tell(app, "killed")
    [letter] = notices(mails(), reader.email)
    with app.app_context(), db_transaction():
        db.session.execute(delete(ReleaseEnding))
    with locked(config.database_url):
        assert other.browser.get(RELEASE).status == 200
        assert reader.browser.get(letter.links[0]).status == 200

    assert not receipts(app)[reader.account_id]
    with app.app_context():
        assert db.session.scalars(select(ReleaseReading.account_id)).all() == [reader.account_id]
    other.browser.get(RELEASE)
    reader.browser.get(letter.links[0])
    assert receipts(app)[reader.account_id]


def test_a_link_that_nobody_was_sent_leads_nowhere(visitor: Browser) -> None:
    assert visitor.get("/notices/" + "x" * 43).status == 404


def test_reading_is_kept_once_for_each_text_and_never_for_staff(
    app: Flask, folder: Path, republish: Callable[[], None], reporter: Person, officer: Person, visitor: Browser
) -> None:
    def read() -> list[tuple[int, int]]:
        for browser in (reporter.browser, officer.browser, visitor):
            browser.get(RELEASE)
        with app.app_context():
            rows = db.session.scalars(select(ReleaseReading).order_by(ReleaseReading.id))
            return [(row.account_id, row.number) for row in rows]

    assert read() == read() == [(reporter.account_id, 1)]
    change_text(folder)
    republish()
    assert read() == [(reporter.account_id, 1), (reporter.account_id, 2)]
    edit(folder, "CHANGELOG.md", "No corrections", "No other corrections")  # the release stays as it was
    republish()
    assert read() == [(reporter.account_id, 1), (reporter.account_id, 2)]
