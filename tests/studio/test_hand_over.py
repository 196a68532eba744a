"""A kit handed over: everything in it, provable, names only for those who may have them; and the next kit from it."""

import csv
import hashlib
import io
import json
import tomllib
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from press.accounts.states import Role
from press.accreditation.states import ApplicationState
from press.audit.chain import entry_hash
from press.audit.models import AuditEntry
from press.clock import now
from press.db import db, db_transaction
from press.distribution.hand_over_jobs import seal
from press.distribution.models import HandOver
from press.distribution.queries.handed_over import locked_hand_over
from press.distribution.services import handing_over
from press.distribution.states import RemovedFor
from press.kits.models import Kit
from press.kits.queries import draft_files, open_draft_of
from press.storage.s3 import S3Store
from press.storage.store import EXTENSION
from tests.kits.folders import edit
from tests.support import people
from tests.support.browser import Browser
from tests.support.meanwhile import in_between
from tests.support.people import Person

DEAD = S3Store(endpoint_url="http://127.0.0.1:9", bucket="none", region="us-east-1", access_key="a", secret_key="b")
PAGE = "/studio/sample-kit/hand-over"

pytestmark = pytest.mark.usefixtures("kit")


@pytest.fixture
def admin(app: Flask) -> Person:
    return people.staff(app, Role.ADMIN, now())


@pytest.fixture
def reader(applicant: Callable[..., Person], address: Callable[[str], str]) -> Person:
    """Somebody who took the whole kit."""
    person = applicant(ApplicationState.APPROVED, verified=True, outlet="Thai TV", name_en="Anan Rak")
    assert person.browser.get(address("zips/all@accredited")).status == 200
    return person


def sealed(person: Person, deliver: Callable[[], int], **wanted: str) -> bytes:
    assert person.browser.send(person.browser.get(PAGE), **wanted).status == 303
    deliver()
    answer = person.browser.send(person.browser.get(PAGE), "/1.zip")
    assert answer.status == 200
    return bytes(answer.response.data)


def test_everything_is_in_it_and_proves_itself(
    app: Flask,
    officer: Person,
    reader: Person,
    folder: Path,
    republish: Callable[[], None],
    deliver: Callable[[], int],
) -> None:
    edit(folder, "CHANGELOG.md", "No corrections", "No other corrections")
    republish()

    body = sealed(officer, deliver)

    archive = zipfile.ZipFile(io.BytesIO(body))
    names = archive.namelist()
    lying = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {name.removeprefix("revisions/0002/") for name in names if name.startswith("revisions/0002/")} == lying
    assert archive.read("revisions/0001/CHANGELOG.md") != archive.read("revisions/0002/CHANGELOG.md")
    assert any(name.startswith("published/") and name.endswith("/sample-kit.zip") for name in names)
    sums = dict(reversed(line.split("  ", 1)) for line in archive.read("SHA256SUMS.txt").decode().splitlines())
    assert sums == {name: hashlib.sha256(archive.read(name)).hexdigest() for name in names if name != "SHA256SUMS.txt"}
    for line in archive.read("log/audit.jsonl").splitlines():
        entry = json.loads(line)
        moment = entry.pop("at")
        said = entry.pop("hash")
        assert entry_hash(at=datetime.fromisoformat(moment), **entry) == said
    with app.app_context():
        made = db.session.scalars(select(HandOver)).one()
        assert (made.sha256, made.size) == (hashlib.sha256(body).hexdigest(), len(body))
        acts = {row.action: row.details for row in db.session.scalars(select(AuditEntry))}
    assert acts["hand_over.made"]["sha256"] == made.sha256
    assert acts["hand_over.taken"]["hand_over"] == 1
    assert made.sha256 in officer.browser.get(PAGE).text


def test_names_are_in_it_only_for_an_administrator_who_asks(
    officer: Person, admin: Person, reader: Person, deliver: Callable[[], int]
) -> None:
    def log(body: bytes) -> list[list[str]]:
        text = zipfile.ZipFile(io.BytesIO(body)).read("log/downloads.csv").decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text)))

    assert officer.browser.send(officer.browser.get(PAGE), with_names="y").status == 404
    named = log(sealed(admin, deliver, with_names="y"))
    assert named[1][3:] == ["Thai TV", "Anan Rak", reader.email]
    assert "Only administrators" in officer.browser.get(PAGE).text
    token = officer.browser.get(PAGE).form().fields["csrf_token"]
    assert officer.browser.post(f"{PAGE}/1.zip", {"csrf_token": token}).status == 404
    officer.browser.send(officer.browser.get(PAGE))
    deliver()
    plain = officer.browser.send(officer.browser.get(PAGE), "/2.zip").response.data
    assert log(plain)[1][3:] == ["Thai TV"]
    assert reader.email.encode() not in plain


def test_it_is_nobody_elses(reader: Person, visitor: Browser, officer: Person, deliver: Callable[[], int]) -> None:
    sealed(officer, deliver)
    for browser in (reader.browser, visitor):
        token = browser.token() if browser is visitor else browser.open("/account").form().fields["csrf_token"]
        assert browser.post(f"{PAGE}/1.zip", {"csrf_token": token}).status in {303, 404}
        assert browser.get(PAGE).status in {303, 404}


def test_a_copy_that_is_removed_in_that_moment_is_not_taken_along(
    app: Flask, admin: Person, reader: Person, deliver: Callable[[], int]
) -> None:
    def remove() -> None:
        with app.app_context(), db_transaction():
            handing_over.remove([locked_hand_over(1)], why=RemovedFor.ERASURE, by=people.OFFICER, at=now())

    assert admin.browser.send(admin.browser.get(PAGE), with_names="y").status == 303
    deliver()
    page = admin.browser.get(PAGE)
    with in_between(app, "FROM hand_overs", remove) as seen:
        answer = admin.browser.send(page, "/1.zip")

    assert (len(seen), answer.status) == (1, 404)
    with app.app_context():
        assert db.session.scalar(select(AuditEntry).where(AuditEntry.action == "hand_over.taken")) is None


def test_a_dead_store_is_said_and_tried_again(app: Flask, officer: Person, deliver: Callable[[], int]) -> None:
    live = app.extensions[EXTENSION]
    app.extensions[EXTENSION] = DEAD
    officer.browser.send(officer.browser.get(PAGE))
    deliver()
    assert "We keep trying." in officer.browser.get(PAGE).text

    app.extensions[EXTENSION] = live
    with app.app_context():
        seal({"hand_over_id": 1})
        seal({"hand_over_id": 1})  # once more changes nothing
    assert "Ready" in officer.browser.get(PAGE).text
    app.extensions[EXTENSION] = DEAD
    assert officer.browser.send(officer.browser.get(PAGE), "/1.zip").status == 503


def copied(officer: Person, event: str, **given: str) -> str:
    page = officer.browser.get("/studio/sample-kit/copy")
    answer = officer.browser.send(page, **{"slug": "next-kit", "event": event, "releases": "keep", **given})
    assert answer.status == 303, answer.text
    return answer.location


def test_the_next_kit_is_a_draft_that_nobody_sees(
    app: Flask, officer: Person, reporter: Person, folder: Path, event: str
) -> None:
    location = copied(officer, people.another_event(app))

    assert location == "/studio/next-kit/copy/review"
    review = officer.browser.get(location)
    assert "BANGKOK, 2 January 2030" in review.text
    assert "embargo_until" not in review.text
    for browser in (reporter.browser, officer.browser):
        assert browser.get("/kits/next-kit").status == 404
    assert officer.browser.get("/studio/next-kit").status == 200
    with app.app_context():
        kit = db.session.scalars(select(Kit).where(Kit.slug == "next-kit")).one()
        draft = open_draft_of(kit.id)
        assert draft is not None
        files = {file.path: file for file in draft_files(draft.id)}
        manifest = tomllib.loads(files["kit.toml"].text or "")
        assert kit.current_number == 0
        assert (manifest["id"], manifest["event"]) == ("next-kit", "another-event")
        assert manifest["embargo_until"] == kit.event.starts_at
        assert manifest["zips"][0]["file_name"] == "next-kit.zip"
        assert "No corrections so far" in (files["CHANGELOG.md"].text or "")
    lying = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    assert files.keys() == lying.keys()
    body = (files["kit.toml"].text or "").encode()
    assert (files["kit.toml"].sha256, files["kit.toml"].size) == (hashlib.sha256(body).hexdigest(), len(body))


def test_releases_may_be_left_behind(app: Flask, officer: Person, event: str) -> None:
    copied(officer, event, releases="leave")
    with app.app_context():
        kit = db.session.scalars(select(Kit).where(Kit.slug == "next-kit")).one()
        draft = open_draft_of(kit.id)
        assert draft is not None
        files = {file.path: file.text or "" for file in draft_files(draft.id)}
    assert not [path for path in files if path.startswith("releases/")]
    assert tomllib.loads(files["kit.toml"])["releases"] == []


def test_a_name_that_is_taken_or_no_name_is_refused(officer: Person, event: str) -> None:
    page = officer.browser.get("/studio/sample-kit/copy")
    for slug, status, words in (
        ("sample-kit", 409, "There is already a kit of this name."),
        ("Next Kit", 422, "Use lower-case letters"),
        ("", 422, "Enter a name."),
    ):
        answer = officer.browser.send(page, slug=slug, event=event, releases="keep")
        assert (answer.status, words in answer.text) == (status, True)


def test_a_dead_store_makes_no_kit(app: Flask, officer: Person, event: str) -> None:
    page = officer.browser.get("/studio/sample-kit/copy")
    app.extensions[EXTENSION] = DEAD
    answer = officer.browser.send(page, slug="next-kit", event=event, releases="keep")
    assert answer.status == 503
    assert "Nothing was created" in answer.text
    with app.app_context():
        assert db.session.scalars(select(Kit.slug)).all() == ["sample-kit"]
