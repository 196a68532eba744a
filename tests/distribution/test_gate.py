"""The gate: who gets the bytes, how they come, and what is written down."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.http import parse_options_header

from config import Config
from press.accreditation.states import ApplicationState
from press.db import db
from press.distribution.models import Download
from press.distribution.queries import downloads_of
from press.storage.s3 import S3Store
from press.storage.store import EXTENSION
from press.web.headers import FILE_POLICY
from tests.kits.folders import SVG, put
from tests.support.browser import Browser
from tests.support.people import Person

THAI = "documents/ข้อมูล น้ำ.txt"
MARK = "assets/logo/mark-en.svg"
PICTURE = "assets/logo/mark-en.svg@png-64"
OPEN_MARK = "assets/logo/mark-open.svg"
ZIP = "zips/all@accredited"
Address = Callable[[str], str]

pytestmark = pytest.mark.usefixtures("kit")


def downloads(app: Flask) -> list[tuple[str, int | None]]:
    with app.app_context():
        rows = db.session.scalars(select(Download).order_by(Download.id))
        return [(row.person.partition(":")[0], row.account_id) for row in rows]


def test_approved_journalist_gets_the_file_whole(reporter: Person, address: Address, folder: Path) -> None:
    page = reporter.browser.get(address(THAI))

    body = (folder / THAI).read_bytes()
    assert (page.status, page.response.data) == (200, body)
    kind, options = parse_options_header(page.headers["Content-Disposition"])
    assert (kind, options["filename"]) == ("attachment", "ข้อมูล น้ำ.txt")
    assert page.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert page.headers["Content-Length"] == str(len(body))
    assert page.headers["ETag"] == f'"{hashlib.sha256(body).hexdigest()}"'
    assert page.headers["Accept-Ranges"] == "bytes"
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["Content-Security-Policy"] == FILE_POLICY
    assert page.headers["X-Content-Type-Options"] == "nosniff"


def test_svg_is_never_compressed_on_the_way(reporter: Person, address: Address) -> None:
    headers = {"Accept-Encoding": "br, gzip"}
    for ask in (reporter.browser.client.get, reporter.browser.client.head):
        answer = ask(address(MARK), headers=headers)
        assert answer.status_code == 200
        assert "Content-Encoding" not in answer.headers
        assert re.fullmatch(r'"[0-9a-f]{64}"', answer.headers["ETag"])
        assert int(answer.headers["Content-Length"]) > 100


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    "state",
    [
        ApplicationState.SUBMITTED,
        ApplicationState.IN_REVIEW,
        ApplicationState.DECLINED,
        ApplicationState.REVOKED,
        ApplicationState.WITHDRAWN,
    ],
)
def test_others_find_nothing(
    app: Flask, applicant: Callable[..., Person], visitor: Browser, address: Address, state: ApplicationState
) -> None:
    other = applicant(state)

    for path in (THAI, MARK, PICTURE, ZIP):
        assert other.browser.get(address(path)).status == 404
        assert visitor.get(address(path)).status == 404
    assert downloads(app) == []


def test_open_part_is_open_to_all(visitor: Browser, address: Address, app: Flask) -> None:
    assert visitor.get(address(OPEN_MARK)).status == 200
    assert visitor.get(address("zips/all@public")).status == 200
    assert downloads(app) == [("visitor", None)] * 2


def test_revocation_closes_it_on_the_next_request(reporter: Person, officer: Person, address: Address) -> None:
    assert reporter.browser.get(address(ZIP)).status == 200

    desk = officer.browser.open(reporter.desk_page)
    done = officer.browser.send(desk, "/revoke", reason="Left the outlet.")

    assert done.status == 303
    assert reporter.browser.get(address(ZIP)).status == 404
    assert reporter.browser.get(address(ZIP), headers={"Range": "bytes=10-"}).status == 404
    assert reporter.browser.get("/kits/sample-kit").status == 404


def test_embargo_closes_it_to_all_but_staff(
    reporter: Person, officer: Person, visitor: Browser, address: Address, hold: Callable[[], None]
) -> None:
    hold()

    for path in (THAI, MARK, OPEN_MARK, ZIP):
        assert reporter.browser.get(address(path)).status == 404
        assert visitor.get(address(path)).status == 404
        assert officer.browser.get(address(path)).status == 200


def test_ranges_and_resumption(reporter: Person, address: Address) -> None:
    whole = reporter.browser.get(address(ZIP)).response
    tag = whole.headers["ETag"]

    part = reporter.browser.get(address(ZIP), headers={"Range": "bytes=5-14", "If-Range": tag}).response
    rest = reporter.browser.get(address(ZIP), headers={"Range": "bytes=15-", "If-Range": tag}).response
    changed = reporter.browser.get(address(ZIP), headers={"Range": "bytes=15-", "If-Range": '"other"'}).response
    beyond = reporter.browser.get(address(ZIP), headers={"Range": f"bytes={len(whole.data)}-"})
    same = reporter.browser.get(address(ZIP), headers={"If-None-Match": tag})

    assert (part.status_code, part.data) == (206, whole.data[5:15])
    assert part.headers["Content-Range"] == f"bytes 5-14/{len(whole.data)}"
    assert part.headers["Content-Length"] == "10"
    assert (rest.status_code, rest.data) == (206, whole.data[15:])
    assert (changed.status_code, changed.data) == (200, whole.data)
    assert (beyond.status, beyond.headers["Content-Range"]) == (416, f"bytes */{len(whole.data)}")
    assert (same.status, same.response.data) == (304, b"")


def test_counts_once_a_person_file_and_hour(reporter: Person, address: Address, app: Flask) -> None:
    for _ in range(3):
        reporter.browser.get(address(ZIP))
    reporter.browser.get(address(ZIP), headers={"Range": "bytes=0-9"})
    reporter.browser.get(address(THAI))

    assert downloads(app) == [("account", reporter.account_id)] * 2
    with app.app_context():
        assert [row.file_name for row in downloads_of(reporter.account_id, event_id=None)] == [
            "ข้อมูล น้ำ.txt",
            "sample-kit.zip",
        ]


def test_what_is_no_download_is_not_counted(reporter: Person, visitor: Browser, address: Address, app: Flask) -> None:
    reporter.browser.client.head(address(ZIP))
    reporter.browser.get(address(ZIP), headers={"Range": "bytes=1-"})
    reporter.browser.get(address(ZIP), headers={"If-None-Match": "*"})
    reporter.browser.get(address(PICTURE), headers={"Sec-Fetch-Dest": "image"})
    visitor.get(address(OPEN_MARK), headers={"User-Agent": "Mozilla/5.0 (compatible; Examplebot/2.1)"})

    assert downloads(app) == []


def test_older_revision_leads_to_the_newest(
    reporter: Person, address: Address, folder: Path, republish: Callable[[], None]
) -> None:
    old = address(MARK)
    put(folder, MARK, SVG.replace("#0b3d91", "#a3121b"))
    republish()

    page = reporter.browser.get(old)

    assert address(MARK) == old.replace("/1/", "/2/")
    assert (page.status, page.location) == (302, address(MARK))
    assert b"#a3121b" in reporter.browser.follow(page).response.data


@pytest.mark.sqlite_only
def test_wrong_addresses(reporter: Person, visitor: Browser, address: Address) -> None:
    good = address(MARK)
    ref = good.split("/")[2]
    wrong = [
        good.replace("mark-en.svg", "mark.svg"),
        good.replace("/1/", "/2/"),
        good.replace("/1/", "/0/"),
        good.replace("/1/", f"/{10**30}/"),
        good.replace("/1/", "/-1/"),
        f"/files/{ref}/1/..%2f..%2fetc%2fpasswd",
        f"/files/{ref}x/1/mark-en.svg",
        "/files/a%00b/1/x",
        "/files/ตรา/1/x",
        f"/files/{ref}/1/%00",
    ]

    assert [reporter.browser.get(url).status for url in wrong] == [404] * len(wrong)
    assert visitor.get(good).text == visitor.get(wrong[0]).text  # there is nothing to tell them apart


@pytest.mark.sqlite_only
def test_dead_store_names_the_press_contact(reporter: Person, address: Address, app: Flask, settings: Config) -> None:
    app.extensions[EXTENSION] = S3Store.from_config(replace(settings, s3_endpoint_url="http://127.0.0.1:9"))

    page = reporter.browser.get(address(ZIP))

    assert page.status == 503
    assert page.headers["Retry-After"]
    assert "+66 2 000 0000" in page.text
    assert downloads(app) == []
    assert reporter.browser.get("/kits/sample-kit").status == 200


@pytest.mark.sqlite_only
def test_object_is_closed_when_the_reader_leaves(reporter: Person, address: Address, app: Flask) -> None:
    closed: list[bool] = []
    real = app.extensions[EXTENSION]

    class Watched:
        def get(self, key: str, byte_range: object = None) -> object:
            stored = real.get(key, byte_range)
            close = stored.close
            stored.close = lambda: (closed.append(True), close())[1]
            return stored

    app.extensions[EXTENSION] = Watched()
    answer = reporter.browser.client.get(address(ZIP), buffered=False)
    assert closed == []
    answer.close()

    assert closed == [True]
