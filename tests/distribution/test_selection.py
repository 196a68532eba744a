"""Files picked by hand: one zip, as long as it says, of what this reader may have and nothing else."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask

from config import Config
from press.storage.s3 import S3Store
from press.storage.store import EXTENSION
from tests.distribution.test_gate import MARK, OPEN_MARK, THAI, Address, downloads
from tests.kits.pictures import add_photo
from tests.support.browser import Browser, Page
from tests.support.people import Person

pytestmark = [pytest.mark.sqlite_only, pytest.mark.usefixtures("kit")]
PAGE = "/kits/sample-kit/files"
ZIP = "/kits/sample-kit/selection.zip"


def ref(url: str) -> str:
    return url.split("/")[2]


def picking(*urls: str) -> str:
    return ZIP + "?" + "&".join(f"file={ref(url)}" for url in urls)


def test_the_picked_files_come_as_they_are(reporter: Person, address: Address, folder: Path, app: Flask) -> None:
    page = reporter.browser.get(picking(address(THAI), address(MARK)))

    assert page.status == 200
    assert page.headers["Content-Length"] == str(len(page.response.data))
    assert page.headers["Cache-Control"] == "private, no-store"
    archive = zipfile.ZipFile(io.BytesIO(page.response.data))
    assert archive.testzip() is None
    assert (folder / THAI).read_bytes() in [archive.read(name) for name in archive.namelist()]
    sums = dict(line.split("  ")[::-1] for line in archive.read("SHA256SUMS.txt").decode().splitlines())
    assert len(sums) == 2
    assert {name: hashlib.sha256(archive.read(name)).hexdigest() for name in sums} == sums
    assert all(name.isascii() for name in archive.namelist())
    assert downloads(app) == [("account", reporter.account_id)] * 2


def test_the_terms_name_our_own_address_whatever_the_request_says(visitor: Browser, address: Address) -> None:
    """A zip travels: a link in it is no business of the Host header of whoever asked for it."""
    page = visitor.get(picking(address(OPEN_MARK)), headers={"Host": "elsewhere.example"})

    terms = zipfile.ZipFile(io.BytesIO(page.response.data)).read("TERMS.txt").decode()
    assert terms.splitlines()[-1] == "http://localhost/kits/sample-kit#licences"


def names_in(page: Page) -> list[str]:
    assert page.status == 200
    return zipfile.ZipFile(io.BytesIO(page.response.data)).namelist()


def test_a_group_is_picked_as_a_whole(reporter: Person, visitor: Browser, address: Address) -> None:
    both = names_in(reporter.browser.get(f"{ZIP}?group=logos&file={ref(address(MARK))}&file={ref(address(THAI))}"))
    assert [name for name in both if "/" in name] == [
        "documents/facts-th.txt",
        "logo/mark-en.svg",
        "logo/mark-open.svg",
    ]
    drawn = names_in(reporter.browser.get(f"{ZIP}?group=logo-pictures"))
    assert {name.partition("/")[0] for name in drawn if "/" in name} == {"renditions"}
    open_ones = names_in(visitor.get(f"{ZIP}?group=logos"))
    assert [name for name in open_ones if "/" in name] == ["logo/mark-open.svg"]


def test_originals_of_photos_stand_apart_from_what_is_drawn_of_them(
    reporter: Person, folder: Path, republish: Callable[[], None]
) -> None:
    add_photo(folder)
    republish()
    for group, where in (("photos", "photos"), ("photo-pictures", "renditions")):
        names = [name for name in names_in(reporter.browser.get(f"{ZIP}?group={group}")) if "/" in name]
        assert {name.partition("/")[0] for name in names} == {where}
        assert all("square" in name for name in names)


def test_what_is_no_longer_there_is_said_and_the_rest_stays_picked(visitor: Browser, address: Address) -> None:
    there, gone = ref(address(OPEN_MARK)), ref(address(MARK))

    page = visitor.get(f"{ZIP}?file={there}&file={gone}&group=logo-pictures")

    assert page.status == 422
    assert "Some of what you picked is no longer offered." in page.text
    [form] = [form for form in page.forms if form.action == ZIP]
    assert form.fields == {"file": there, "group": "logo-pictures"}
    assert f'value="{gone}"' not in page.html
    again = names_in(visitor.get(f"{ZIP}?{urlencode(form.fields)}"))
    assert {name.partition("/")[0] for name in again if "/" in name} == {"logo", "renditions"}
    # What never was there and what one may not have are the same.
    for url in (f"{ZIP}?file={gone}", f"{ZIP}?file=nothing", f"{ZIP}?group=documents", f"{ZIP}?group=nothing"):
        refused = visitor.get(url)
        assert (refused.status, "What you picked is no longer offered." in refused.text) == (422, True)


def test_nothing_picked_is_said_beside_the_list(reporter: Person) -> None:
    page = reporter.browser.get(ZIP)
    assert page.status == 422
    assert "Pick at least one file." in page.text


def test_the_page_lists_what_the_reader_may_have(reporter: Person, visitor: Browser, address: Address) -> None:
    assert {address(THAI), address(MARK)} <= set(reporter.browser.get(PAGE).links)
    assert address(MARK) not in visitor.get(PAGE).links
    assert address(OPEN_MARK) in visitor.get(PAGE).links


def test_checksums_can_be_compared(reporter: Person, folder: Path) -> None:
    said = reporter.browser.get("/kits/sample-kit/SHA256SUMS.txt").response.data.decode()
    digest = hashlib.sha256((folder / THAI).read_bytes()).hexdigest()
    assert f"{digest}  ข้อมูล น้ำ.txt" in said.splitlines()


def test_a_dead_store_is_said_before_anything_is_announced(
    reporter: Person, address: Address, app: Flask, settings: Config
) -> None:
    url = picking(address(THAI))
    app.extensions[EXTENSION] = S3Store.from_config(replace(settings, s3_endpoint_url="http://127.0.0.1:9"))

    page = reporter.browser.get(url)

    assert page.status == 503
    assert "+66 2 000 0000" in page.text
    assert downloads(app) == []
