"""Is my copy old? Answered by its SHA-256, about files that the reader may know of, and about no other."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from press.clock import now
from press.db import db, db_transaction
from press.kits.models import Asset, AssetRevision, Kit
from press.kits.services import ending
from press.kits.states import EndingKind
from tests.distribution.conftest import LIFT, SECOND
from tests.kits.folders import SVG, edit, explain, put, release
from tests.kits.pictures import PHOTOS, add_photo
from tests.support import people
from tests.support.browser import Browser
from tests.support.people import Person

pytestmark = pytest.mark.sqlite_only

CHECK = "/kits/sample-kit/check"
PDF = "releases/01-launch/en.pdf"


@pytest.fixture
def hash_of(app: Flask) -> Callable[..., str]:
    """The SHA-256 of a file of the kit, in its revision of this number."""

    def find(path: str, number: int = 1) -> str:
        with app.app_context():
            found = select(AssetRevision.sha256).join(AssetRevision.asset)
            return db.session.scalars(found.where(Asset.path == path, AssetRevision.number == number)).one()

    return find


def answer(browser: Browser, sha256: str) -> str:
    return browser.get(CHECK, query_string={"sha256": sha256, "lang": "en"}).text


@pytest.mark.usefixtures("kit")
def test_the_newest(reporter: Person, hash_of: Callable[..., str]) -> None:
    sha256 = hash_of(PDF)

    for typed in (sha256, sha256.upper(), f"  {sha256}  launch.pdf"):
        assert "Current: this is the newest version" in answer(reporter.browser, typed)


def test_an_old_one_names_what_replaced_it_and_why(
    reporter: Person,
    folder: Path,
    republish: Callable[[], None],
    kit: str,
    hash_of: Callable[..., str],
    address: Callable[[str], str],
) -> None:
    edit(folder, "releases/01-launch/en.md", "There are", "There will be")
    explain(folder, "แก้จำนวน · The number was wrong.")
    republish()

    page = reporter.browser.get(CHECK, query_string={"sha256": hash_of(PDF, 1), "lang": "en"})

    assert "Old: there is a newer version" in page.text
    assert "version 1 of sample-kit_01-launch_en_v1.pdf. Version 2 replaces it." in page.text
    assert "The number was wrong." in page.text
    assert address(PDF) in page.links
    assert "Current" in answer(reporter.browser, hash_of(PDF, 2))
    assert "แก้จำนวน" in reporter.browser.get(f"{CHECK}?lang=th&sha256={hash_of(PDF, 1)}").text


@pytest.mark.parametrize(
    ("kind", "said"),
    [(EndingKind.WITHDRAWN, "Withdrawn: do not use"), (EndingKind.KILLED, "Killed: do not use")],
)
def test_one_that_was_taken_back(
    reporter: Person,
    folder: Path,
    republish: Callable[[], None],
    kit: str,
    hash_of: Callable[..., str],
    end_release: Callable[..., None],
    kind: EndingKind,
    said: str,
) -> None:
    sha256 = hash_of(PDF)
    for language in ("th", "en"):
        put(folder, f"releases/02-more/{language}.md", release("More", "More."))
        (folder / f"releases/01-launch/{language}.md").unlink()
    edit(folder, "kit.toml", '["01-launch"]', '["02-more"]')
    end_release("01-launch", now(), kind)
    republish()

    words = answer(reporter.browser, sha256)

    assert said in words
    assert "It was wrong." in words


def test_a_file_that_left_the_kit(
    reporter: Person, folder: Path, republish: Callable[[], None], kit: str, hash_of: Callable[..., str]
) -> None:
    sha256 = hash_of("assets/logo/mark-en.svg")
    edit(folder, "assets/logo/pack.toml", '"mark-en.svg"', '"mark-new.svg"')
    (folder / "assets/logo/mark-en.svg").unlink()
    put(folder, "assets/logo/mark-new.svg", SVG.replace("16v16", "17v17"))
    republish()

    assert "No longer in the press kit" in answer(reporter.browser, sha256)


@pytest.fixture
def end_file(app: Flask) -> Callable[[str], None]:
    """Takes a file back, as the studio does."""

    def run(path: str) -> None:
        with app.app_context(), db_transaction():
            kit = db.session.scalars(select(Kit)).one()
            ending.end_file(kit, path, reason_th="ไม่มีสิทธิ์", reason_en="Not ours to give.", by=people.OFFICER, at=now())

    return run


@pytest.mark.usefixtures("kit")
@pytest.mark.parametrize(
    ("path", "copy"),
    [
        ("documents/ข้อมูล น้ำ.txt", "documents/ข้อมูล น้ำ.txt"),
        ("assets/logo/mark-en.svg", "assets/logo/mark-en.svg@png-64"),
    ],
)
def test_a_file_that_was_taken_back_is_said_to_be(
    reporter: Person,
    visitor: Browser,
    hash_of: Callable[..., str],
    end_file: Callable[[str], None],
    path: str,
    copy: str,
) -> None:
    end_file(path)

    words = answer(reporter.browser, hash_of(copy))

    assert "Withdrawn: do not use" in words
    assert "Not ours to give." in words
    assert "ไม่มีสิทธิ์" in reporter.browser.get(f"{CHECK}?lang=th&sha256={hash_of(copy)}").text
    assert "Unknown" in answer(visitor, hash_of(copy))


def test_an_open_file_that_was_taken_back_is_said_to_be_to_anyone(
    visitor: Browser,
    folder: Path,
    republish: Callable[[], None],
    hash_of: Callable[..., str],
    end_file: Callable[[str], None],
) -> None:
    edit(folder, "assets/logo/pack.toml", 'language = "en"', 'language = "en"\naudience = "public"')
    republish()
    end_file("assets/logo/mark-en.svg")

    assert "Not ours to give." in answer(visitor, hash_of("assets/logo/mark-en.svg"))
    assert "Unknown" in answer(visitor, hash_of("documents/ข้อมูล น้ำ.txt"))


@pytest.mark.usefixtures("kit")
def test_a_zip_with_something_that_was_taken_back(
    reporter: Person, hash_of: Callable[..., str], end_file: Callable[[str], None]
) -> None:
    end_file("documents/ข้อมูล น้ำ.txt")

    words = answer(reporter.browser, hash_of("zips/all@accredited"))

    assert "something in it was withdrawn" in words
    assert "It is being rebuilt without it" in words


def test_a_photo_whose_rights_have_ended(
    reporter: Person, folder: Path, republish: Callable[[], None], hash_of: Callable[..., str]
) -> None:
    until = "usable_until = 2019-06-01T00:00:00+07:00"
    add_photo(folder, manifest=PHOTOS.replace("taken = 2030-01-01", until))
    republish()

    for path in ("assets/photos/square.jpg", "assets/photos/square.jpg@jpg-800"):
        words = answer(reporter.browser, hash_of(path))
        assert "Expired: do not use it any longer" in words
        assert "ended on 1 Jun 2019" in words


def test_what_a_release_said_before_is_one_link_away(
    reporter: Person, folder: Path, republish: Callable[[], None], kit: str, hash_of: Callable[..., str]
) -> None:
    history = "/kits/sample-kit/releases/01-launch/history"

    def links(number: int) -> list[str]:
        return reporter.browser.get(CHECK, query_string={"sha256": hash_of(PDF, number), "lang": "en"}).links

    assert history not in links(1)
    edit(folder, "releases/01-launch/en.md", "There are", "There will be")
    explain(folder, "แก้จำนวน · The number was wrong.")
    republish()

    assert history in links(1)
    assert history in links(2)
    assert reporter.browser.get(history).status == 200


def test_what_left_before_the_lift_nobody_had(
    reporter: Person,
    folder: Path,
    republish: Callable[[], None],
    embargoed: str,
    hash_of: Callable[..., str],
    clock: Callable[[datetime], None],
) -> None:
    sha256 = hash_of("assets/logo/mark-en.svg")
    edit(folder, "assets/logo/pack.toml", '"mark-en.svg"', '"mark-new.svg"')
    (folder / "assets/logo/mark-en.svg").unlink()
    put(folder, "assets/logo/mark-new.svg", SVG.replace("16v16", "17v17"))
    republish()
    clock(LIFT)

    assert "Unknown" in answer(reporter.browser, sha256)


@pytest.mark.usefixtures("kit")
def test_of_another_readers_files_it_knows_nothing(visitor: Browser, hash_of: Callable[..., str]) -> None:
    """The open logo has a page for anyone; what else is in the kit is unknown to them."""
    assert "Current" in answer(visitor, hash_of("assets/logo/mark-open.svg"))
    for path in ("assets/logo/mark-en.svg", PDF, "zips/all@accredited"):
        assert answer(visitor, hash_of(path)) == answer(visitor, "0" * 64).replace("0" * 64, hash_of(path))
    assert "Sample kit" not in visitor.get(CHECK).html


@pytest.mark.usefixtures("embargoed")
def test_not_there_before_the_lift(
    reporter: Person, hash_of: Callable[..., str], clock: Callable[[datetime], None]
) -> None:
    clock(LIFT - SECOND)
    assert reporter.browser.get(f"{CHECK}?sha256={hash_of(PDF)}").status == 404
    clock(LIFT)
    assert "Current" in answer(reporter.browser, hash_of(PDF))


@pytest.mark.usefixtures("kit")
def test_closed_with_the_accreditation(
    reporter: Person, hash_of: Callable[..., str], revoke: Callable[[Person], None]
) -> None:
    revoke(reporter)

    assert "Unknown" in answer(reporter.browser, hash_of(PDF))


@pytest.mark.usefixtures("kit")
@pytest.mark.parametrize("typed", ["abc", "g" * 64, "1" * 63, "<b>", "๑" * 64])
def test_what_is_no_fingerprint(reporter: Person, typed: str) -> None:
    assert "This is not a SHA-256" in answer(reporter.browser, typed)
