"""Who took a file of a kit is told when it is taken back, or when the right to use it ends."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from press.accreditation.states import ApplicationState
from press.clock import now
from press.db import db, db_transaction
from press.distribution.holder_jobs import RIGHTS, find_ended_rights
from press.distribution.models import Notice
from press.distribution.states import NoticeKind
from press.jobs.worker import begin_repeated, run_until_idle
from press.kits.models import AssetEnding, Kit, KitRevision
from press.kits.services import ending
from tests.distribution.test_telling import notices, receipts
from tests.kits.folders import SVG, edit, put
from tests.kits.pictures import PHOTOS, add_photo
from tests.support import people
from tests.support.browser import Browser
from tests.support.mailbox import Letter
from tests.support.people import Person

ZIP = "zips/all@accredited"
OPEN_ZIP = "zips/all@public"
DOCUMENT = "documents/ข้อมูล น้ำ.txt"
MARK = "assets/logo/mark-en.svg"
OPEN_MARK = "assets/logo/mark-open.svg"
PHOTO = "assets/photos/square.jpg"
MANIFEST = "assets/photos/photos.toml"
Address = Callable[[str], str]
Mails = Callable[[], list[Letter]]
Applicant = Callable[..., Person]

pytestmark = pytest.mark.usefixtures("kit")


@pytest.fixture
def end_file(app: Flask) -> Callable[[str], None]:
    """Takes a file back, as the PR team does."""

    def run(path: str) -> None:
        with app.app_context(), db_transaction():
            kit = db.session.scalars(select(Kit)).one()
            reasons = {"reason_th": "ภาพผิดคน", "reason_en": "It shows somebody else"}
            ending.end_file(kit, path, **reasons, by=people.OFFICER, at=now())

    return run


@pytest.fixture
def take_document_back(
    reporter: Person, address: Address, end_file: Callable[[str], None], mails: Mails
) -> Callable[[], Letter]:
    """Takes back what the reporter has, and gives the mail that tells them so."""
    reporter.browser.get(address(DOCUMENT))

    def run() -> Letter:
        end_file(DOCUMENT)
        [letter] = [each for each in notices(mails(), reporter.email) if "Do not use" in each.subject]
        return letter

    return run


@pytest.fixture
def usable_until(folder: Path, republish: Callable[[], None]) -> Callable[[str], None]:
    """Publishes the kit with a photo that may be used until this moment."""

    def run(moment: str) -> None:
        add_photo(folder, manifest=PHOTOS.replace("taken", f"usable_until = {moment}\ntaken"))
        republish()

    return run


def told(letters: list[Letter], *people_told: Person) -> list[int]:
    return [len(notices(letters, one.email)) for one in people_told]


def test_who_took_the_file_in_any_shape_is_told_its_name_why_and_what_to_do(
    app: Flask,
    applicant: Applicant,
    officer: Person,
    address: Address,
    folder: Path,
    republish: Callable[[], None],
    end_file: Callable[[str], None],
    mails: Mails,
) -> None:
    took, drawn, zipped, another = (applicant(ApplicationState.APPROVED) for _each in range(4))
    took.browser.get(address(MARK))
    drawn.browser.get(address(f"{MARK}@png-64"))
    zipped.browser.get(address(ZIP))
    for path in (DOCUMENT, OPEN_MARK, OPEN_ZIP):  # neither is it, nor holds it
        assert another.browser.get(address(path)).status == 200
    officer.browser.get(address(MARK))
    put(folder, MARK, SVG.replace("#0b3d91", "#a3121b"))  # what they have is an older revision of it
    republish()

    end_file(MARK)

    letters = mails()
    assert told(letters, took, drawn, zipped, another, officer) == [1, 1, 1, 0, 0]
    [letter] = notices(letters, took.email)
    assert letter.subject == "ห้ามใช้ไฟล์นี้: ตรา / Do not use this file: Mark"
    for said in ("mark-en.svg", "It shows somebody else", "ภาพผิดคน", "take down what is published", "in a zip"):
        assert said in letter.text
    assert receipts(app) == {person.account_id: False for person in (took, drawn, zipped)}


def test_the_page_says_it_once_more_and_keeps_the_receipt(
    app: Flask, reporter: Person, visitor: Browser, take_document_back: Callable[[], Letter]
) -> None:
    page = visitor.get(take_document_back().links[0])
    assert page.status == 200
    assert "Do not use this file" in page.text
    for hidden in ("ข้อมูล น้ำ.txt", "It shows somebody else"):
        assert hidden in page.text
    assert visitor.send(page).status == 303
    assert receipts(app) == {reporter.account_id: True}


def test_under_an_embargo_it_is_named_to_nobody(
    visitor: Browser, hold: Callable[[], None], take_document_back: Callable[[], Letter]
) -> None:
    hold()

    letter = take_document_back()
    assert "Do not use a file" in letter.subject
    page = visitor.get(letter.links[0])
    assert "Title and reason are not shown here now" in page.text
    for said in (letter.subject, letter.text, letter.html, page.html):
        assert not re.search("ข้อมูล น้ำ|Facts|somebody else|ผิดคน", said), said


def test_who_was_revoked_is_told_without_the_name_of_what_is_not_theirs_any_more(
    reporter: Person,
    revoke: Callable[[Person], None],
    address: Address,
    end_file: Callable[[str], None],
    mails: Mails,
) -> None:
    for path in (DOCUMENT, OPEN_MARK):
        reporter.browser.get(address(path))
    revoke(reporter)
    end_file(DOCUMENT)
    end_file(OPEN_MARK)  # which everybody may have

    first, second = sorted(notices(mails(), reporter.email), key=lambda letter: "Open mark" in letter.subject)
    assert "Do not use a file of" in first.subject
    assert "ข้อมูล น้ำ.txt" not in first.text
    assert "Do not use this file: Open mark" in second.subject
    assert "mark-open.svg" in second.text


def test_the_zip_for_everybody_counts_for_what_is_open_alone(
    applicant: Applicant, address: Address, end_file: Callable[[str], None], mails: Mails
) -> None:
    person = applicant(ApplicationState.APPROVED)
    person.browser.get(address(OPEN_ZIP))
    end_file(DOCUMENT)
    assert told(mails(), person) == [0]
    end_file(OPEN_MARK)
    assert told(mails(), person) == [1]


def test_the_end_of_a_right_is_told_on_its_day_and_once(
    app: Flask,
    applicant: Applicant,
    address: Address,
    usable_until: Callable[[str], None],
    folder: Path,
    republish: Callable[[], None],
    mails: Mails,
) -> None:
    usable_until("2999-01-01T00:00:00+07:00")
    took, drawn, zipped = (applicant(ApplicationState.APPROVED) for _each in range(3))
    took.browser.get(address(PHOTO))
    drawn.browser.get(address(f"{PHOTO}@jpg-800"))
    zipped.browser.get(address(ZIP))  # no zip holds what may be used until a day only

    def look() -> list[int]:
        with app.app_context():
            find_ended_rights()
        return told(mails(), took, drawn, zipped)

    assert look() == [0, 0, 0]
    usable_until("2019-05-01T00:00:00+07:00")
    assert look() == [1, 1, 0]
    assert look() == [1, 1, 0]
    edit(folder, "kit.toml", 'en = "Summary"', 'en = "Better"')  # another revision, which says the same of it
    republish()
    assert look() == [1, 1, 0]
    [letter] = notices(mails(), took.email)
    assert "No longer to be used: The square" in letter.subject
    for said in ("square.jpg", "The right to use it has ended", "1 May 2019"):
        assert said in letter.text
    usable_until("2019-06-01T00:00:00+07:00")  # longer than was said, and over
    assert look() == [2, 2, 0]


def test_the_end_of_a_right_is_found_by_the_worker(
    app: Flask, reporter: Person, address: Address, usable_until: Callable[[str], None], mails: Mails
) -> None:
    usable_until("2999-01-01T00:00:00+07:00")
    reporter.browser.get(address(PHOTO))
    usable_until("2019-05-01T00:00:00+07:00")

    with app.app_context():
        begin_repeated()
        run_until_idle((RIGHTS,))

    assert told(mails(), reporter) == [1]


def test_what_was_taken_back_is_not_told_of_once_more(
    app: Flask,
    reporter: Person,
    address: Address,
    usable_until: Callable[[str], None],
    end_file: Callable[[str], None],
    mails: Mails,
) -> None:
    usable_until("2999-01-01T00:00:00+07:00")
    reporter.browser.get(address(PHOTO))
    end_file(PHOTO)
    usable_until("2019-05-01T00:00:00+07:00")
    with app.app_context():
        find_ended_rights()

    assert told(mails(), reporter) == [1]
    with app.app_context():
        assert db.session.scalars(select(Notice.kind)).all() == [NoticeKind.FILE_WITHDRAWN]


def test_the_team_sees_it_among_the_notices(
    app: Flask,
    officer: Person,
    applicant: Applicant,
    address: Address,
    usable_until: Callable[[str], None],
    end_file: Callable[[str], None],
    mails: Mails,
) -> None:
    usable_until("2999-01-01T00:00:00+07:00")
    person = applicant(ApplicationState.APPROVED, name_en="Anan Rak", phone="+66 81 111 1111")
    for path in (PHOTO, MARK):
        person.browser.get(address(path))
    usable_until("2019-05-01T00:00:00+07:00")
    end_file(MARK)
    with app.app_context():
        find_ended_rights()
    mails()

    listed = officer.browser.get("/studio/sample-kit/notices")
    for said in ("Do not use this file", "mark-en.svg · It shows somebody else", "The right to use a file has ended"):
        assert said in listed.text
    pages = {officer.browser.get(link).text for link in listed.links if re.search(r"/notices/\d+$", link)}
    withdrawn, ended = sorted(pages, key=lambda text: "The right to use a file has ended" in text)
    for said in ("Mark", "mark-en.svg", "It shows somebody else"):
        assert said in withdrawn
    for said in ("The square", "square.jpg", "To be used until", "1 May 2019"):
        assert said in ended
    telephone = officer.browser.get("/studio/sample-kit/notices/1?hours=0")
    assert "+66 81 111 1111" in telephone.text


def test_an_ending_whose_kit_was_published_anew_since_is_told_all_the_same(
    app: Flask, reporter: Person, address: Address, folder: Path, republish: Callable[[], None], mails: Mails
) -> None:
    """The job may come late: when the file no longer stands in the revision that holds."""
    reporter.browser.get(address(DOCUMENT))
    with app.app_context(), db_transaction():
        kit = db.session.scalars(select(Kit)).one()
        ending.end_file(kit, DOCUMENT, reason_th="ผิด", reason_en="Wrong", by=people.OFFICER, at=now())
    (folder / DOCUMENT).unlink()
    (folder / "documents/documents.toml").unlink()
    republish()
    with app.app_context():
        assert db.session.scalar(select(KitRevision.number).order_by(KitRevision.number.desc())) == 2
        assert db.session.scalars(select(AssetEnding)).one().at <= now() + timedelta(seconds=1)

    [letter] = notices(mails(), reporter.email)
    assert "Do not use this file: Facts" in letter.subject
