"""Files picked by hand: one zip, as long as it says, of what this reader may have and nothing else."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from config import Config
from press.storage.s3 import S3Store
from press.storage.store import EXTENSION
from tests.distribution.test_gate import MARK, OPEN_MARK, THAI, Address, downloads
from tests.support.browser import Browser
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


def test_what_one_may_not_have_cannot_be_picked(visitor: Browser, address: Address) -> None:
    both = visitor.get(picking(address(OPEN_MARK), address(MARK)))
    assert both.status == 200
    held = zipfile.ZipFile(io.BytesIO(both.response.data)).namelist()
    assert [name for name in held if name.endswith(".svg")] == ["logo/mark-open.svg"]
    assert visitor.get(picking(address(MARK))).status == 422


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
