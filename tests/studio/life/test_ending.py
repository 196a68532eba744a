"""Taking back what was published: gone in the same second from every surface, a tombstone in its place."""

import io
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask, url_for
from sqlalchemy import select

from press.accreditation.states import ApplicationState
from press.audit.models import AuditEntry
from press.db import db
from press.jobs.models import Job
from press.kits.models import Asset, AssetRevision, Kit, KitDraft, ReleaseEnding
from press.kits.queries import draft_file
from press.kits.services.telling import TELL_HOLDERS
from tests.kits.folders import edit, put, release
from tests.kits.test_publish import publish
from tests.studio.life.conftest import EN
from tests.support.browser import Browser, Page
from tests.support.people import Person

LAUNCH = "/kits/sample-kit/releases/01-launch"
END = "/studio/sample-kit/life/releases/01-launch/end?lang=en"
REASONS = {"reason_th": "ตัวเลขผิด", "reason_en": "The figures are wrong", "sure": "y"}
DOCUMENT = "documents/ข้อมูล น้ำ.txt"

pytestmark = pytest.mark.usefixtures("lifted", "kit")


@pytest.fixture
def reporter(applicant: Callable[..., Person]) -> Person:
    """An approved journalist."""
    return applicant(ApplicationState.APPROVED)


def end(person: Person, kind: str = "withdrawn", **fields: str) -> Page:
    return person.browser.send(person.browser.get(END), kind=kind, **{**REASONS, **fields})


def address(app: Flask, path: str) -> str:
    found = select(AssetRevision).join(AssetRevision.asset).where(Asset.path == path)
    with app.test_request_context():
        held = db.session.scalars(found.order_by(AssetRevision.number.desc())).first()
        return url_for("distribution.file", ref=held.asset.ref, number=held.number, name=held.file_name)


def names_in(browser: Browser, url: str) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(browser.get(url).response.data)) as archive:
        return archive.namelist()


@pytest.mark.parametrize(("kind", "words"), [("withdrawn", "Withdrawn"), ("killed", "Do not use")])
def test_a_release_ends_at_once_and_leaves_a_tombstone(
    app: Flask, author: Person, reporter: Person, visitor: Browser, work: Callable[[], int], kind: str, words: str
) -> None:
    whole = address(app, "zips/all@accredited")
    assert "releases/01-launch.en.txt" in names_in(reporter.browser, whole)

    assert end(author, kind).status == 303

    page = reporter.browser.get(f"{LAUNCH}?lang=en")
    assert page.status == 410
    assert page.headers["Cache-Control"] == "private, no-store"
    for said in (words, "Launch", "The figures are wrong"):
        assert said in page.text
    assert "There are 7" not in page.text
    assert "In short" not in page.text  # title, reason and time, and nothing else
    assert "/kits/sample-kit" in page.links
    assert "ตัวเลขผิด" in reporter.browser.get(f"{LAUNCH}?lang=th").text
    assert reporter.browser.get(f"{LAUNCH}/history").status == 410
    kit = reporter.browser.get("/kits/sample-kit?lang=en")
    assert "In short" not in kit.text
    assert words in kit.text
    assert visitor.get(LAUNCH).status == 404
    # Nobody is given a zip that still holds it, and then it is made without.
    assert reporter.browser.get(whole).status == author.browser.get(whole).status == 503
    assert whole not in kit.links
    assert work() == 1
    anew = address(app, "zips/all@accredited")
    assert "releases/01-launch.en.txt" not in names_in(reporter.browser, anew)
    assert reporter.browser.get(whole).location == anew
    with app.app_context():
        ending = db.session.scalars(select(ReleaseEnding)).one()
        told = db.session.scalars(select(Job).filter_by(kind=TELL_HOLDERS)).one()
        assert told.payload == {"kit_id": 1, "kind": kind, "row_id": ending.id}
        assert db.session.scalars(select(AuditEntry.action).filter_by(action=f"release.{kind}")).one()


@pytest.mark.sqlite_only
def test_the_zip_for_everyone_holds_no_release_and_goes_on(app: Flask, author: Person, visitor: Browser) -> None:
    end(author)
    assert visitor.get(address(app, "zips/all@public")).status == 200


@pytest.mark.sqlite_only
def test_it_is_asked_for_with_a_tick_and_reasons_in_both_languages(app: Flask, author: Person) -> None:
    for missing in ({"reason_th": ""}, {"reason_en": ""}, {"sure": None}):
        assert end(author, **missing).status == 422
    assert author.browser.send(author.browser.get(END), **REASONS).status == 422  # neither withdrawn nor killed
    with app.app_context():
        assert db.session.scalars(select(ReleaseEnding)).all() == []


def test_two_who_take_it_back_at_once_do_it_once(app: Flask, author: Person, reviewer: Person) -> None:
    pages = [(each.browser, each.browser.get(END)) for each in (author, reviewer)]

    def send(given: tuple[Browser, Page]) -> int:
        while (answer := given[0].send(given[1], kind="killed", **REASONS)).status == 503:
            pass
        return int(answer.status)

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(send, pages)) == [303, 409]
    with app.app_context():
        assert len(db.session.scalars(select(ReleaseEnding)).all()) == 1


@pytest.mark.sqlite_only
def test_a_release_that_has_ended_does_not_come_back(
    app: Flask, author: Person, folder: Path, work: Callable[[], int]
) -> None:
    end(author)
    work()
    with app.app_context():
        refused = publish(app, folder)
    assert refused.exit_code == 1
    assert f"{folder}/kit.toml:8: 01-launch was withdrawn, and does not come back" in refused.stderr
    assert author.browser.get(END).status == 404


@pytest.mark.sqlite_only
def test_a_published_release_is_not_left_out_in_silence(app: Flask, folder: Path) -> None:
    edit(folder, "kit.toml", '["01-launch"]', "[]")
    with app.app_context():
        refused = publish(app, folder)
    assert f"{folder}/kit.toml:8: 01-launch is published: withdraw it" in refused.stderr


@pytest.mark.sqlite_only
def test_an_open_draft_is_brought_along(
    app: Flask, author: Person, write: Callable[..., None], work: Callable[[], int]
) -> None:
    write("kit.toml", 'en = "Summary"', 'en = "Better"')
    end(author)
    work()
    with app.app_context():
        draft = db.session.scalars(select(KitDraft)).one()
        assert draft.base_number == 2
        assert draft_file(draft.id, EN) is None
        manifest = draft_file(draft.id, "kit.toml")
        assert manifest is not None
        assert "releases = []" in (manifest.text or "")
        assert 'en = "Better"' in (manifest.text or "")


@pytest.mark.sqlite_only
def test_others_of_the_kit_stay(
    app: Flask, author: Person, reporter: Person, folder: Path, work: Callable[[], int]
) -> None:
    edit(folder, "kit.toml", '["01-launch"]', '[\n  "01-launch", # the first\n  "02-more",\n]')
    put(folder, "releases/02-more/en.md", release("More", "More words."))
    put(folder, "releases/02-more/th.md", release("เพิ่มเติม", "อีก"))
    with app.app_context():
        assert publish(app, folder).exit_code == 0
    end(author)
    work()
    assert reporter.browser.get("/kits/sample-kit/releases/02-more").status == 200
    with app.app_context():
        assert db.session.scalars(select(Kit)).one().current_number == 3


@pytest.mark.sqlite_only
@pytest.mark.parametrize(("path", "inside"), [(DOCUMENT, "facts-th.txt"), ("assets/logo/mark-open.svg", "mark-open")])
def test_a_file_is_taken_back_with_its_reason(
    app: Flask, author: Person, reporter: Person, visitor: Browser, work: Callable[[], int], path: str, inside: str
) -> None:
    url, zipped = address(app, path), address(app, "zips/all@accredited")
    life = author.browser.get("/studio/sample-kit/life?lang=en")
    (page,) = [link for link in life.links if "/life/files/" in link and link.split("/")[5] in url]
    assert author.browser.send(author.browser.get(page), **REASONS).status == 303

    gone = reporter.browser.get(f"{url}?lang=en")
    assert gone.status == 410
    assert "The figures are wrong" in gone.text
    assert "/kits/sample-kit" in gone.links
    assert visitor.get(url).status == (404 if path == DOCUMENT else 410)
    assert "/kits/sample-kit" not in visitor.get(url).links  # of the kit they have this file alone
    assert url not in reporter.browser.get("/kits/sample-kit").links
    assert reporter.browser.get(zipped).status == 503
    assert work() == 1
    assert not [name for name in names_in(reporter.browser, address(app, "zips/all@accredited")) if inside in name]
    assert reporter.browser.get(url).status == 410
    if path != DOCUMENT:
        assert visitor.get(address(app, f"{path}@png-64")).status == 410
    assert author.browser.get(page).status == 404


@pytest.mark.sqlite_only
def test_a_withdrawal_under_embargo_stays_under_it(app: Flask, author: Person, reporter: Person) -> None:
    """Whoever could not read it then learns nothing of it later, not even its title."""
    with app.app_context():  # the clock as if it had never lifted
        db.session.scalars(select(Kit)).one().embargo_until = datetime(2999, 1, 1, 2, 0, tzinfo=UTC)
        db.session.commit()
    end(author)
    assert reporter.browser.get(LAUNCH).status == 404
    assert author.browser.get(LAUNCH).status == 410
    with app.app_context():
        # The clock as if the embargo had run out after the withdrawal.
        ended = db.session.scalars(select(ReleaseEnding.at)).one()
        db.session.scalars(select(Kit)).one().embargo_until = ended + timedelta(microseconds=1)
        db.session.commit()
    assert reporter.browser.get(LAUNCH).status == 404
    kit = reporter.browser.get("/kits/sample-kit?lang=en")
    assert kit.status == 200
    assert "Launch" not in kit.text
