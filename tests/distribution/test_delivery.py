"""Who sends the bytes: we ourselves, the nginx before us, or the store. Whoever it is, the rule is asked each time."""

from __future__ import annotations

import hashlib
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.client import HTTPMessage
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from werkzeug.http import parse_options_header

from config import Config
from press.accounts.states import Strength
from press.accreditation.queries import application_for_staff
from press.accreditation.services import deciding
from press.clock import now
from press.db import db_transaction
from press.web.headers import FILE_POLICY
from tests.distribution.test_gate import MARK, OPEN_MARK, PICTURE, THAI, ZIP, Address, downloads
from tests.support import nginx, people
from tests.support.browser import Browser
from tests.support.live import served
from tests.support.people import OFFICER, Person

pytestmark = [pytest.mark.sqlite_only, pytest.mark.usefixtures("kit")]


@pytest.fixture
def delivered(app: Flask) -> Callable[[str], None]:
    """Chooses the way."""

    def choose(way: str) -> None:
        app.extensions["press.config"] = replace(app.extensions["press.config"], delivery=way)

    return choose


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The address of the running application."""
    if nginx.PROGRAM is None:
        pytest.skip("NOT TRIED BEHIND NGINX: it is missing (install nginx-light)")
    with served(app) as url:
        yield url


@pytest.fixture
def proxy(site: str, settings: Config, tmp_path: Path, delivered: Callable[[str], None]) -> Iterator[str]:
    """The address of an nginx before the running application."""
    delivered("accel")
    assert settings.s3_endpoint_url
    with nginx.nginx(tmp_path, site=site, store=settings.s3_endpoint_url) as url:
        yield url


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_words: Any) -> None:
        """A redirection is an answer as any other."""


def ask(address: str, person: Person | None = None, **headers: str) -> tuple[int, HTTPMessage, bytes]:
    """Status, headers and body of a GET over the wire, with this person's cookie."""
    if person is not None:
        held = person.browser.client.get_cookie("press")
        assert held is not None
        headers["Cookie"] = f"press={held.value}"
    wanted = urllib.request.Request(address, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.build_opener(_Stay).open(wanted, timeout=20) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.headers, refusal.read()


def test_behind_nginx_the_file_comes_whole_and_as_a_file(
    proxy: str, reporter: Person, address: Address, folder: Path, app: Flask
) -> None:
    status, headers, body = ask(proxy + address(THAI), reporter)

    assert (status, body) == (200, (folder / THAI).read_bytes())
    assert parse_options_header(headers["Content-Disposition"])[1]["filename"] == "ข้อมูล น้ำ.txt"
    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    assert headers.get_all("Content-Security-Policy") == [FILE_POLICY]
    assert headers.get_all("Cache-Control") == ["private, no-store"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Length"] == str(len(body))
    assert not [name for name in headers if name.lower().startswith(("x-accel", "x-amz"))]
    assert downloads(app) == [("account", reporter.account_id)]


def test_behind_nginx_a_download_resumes(proxy: str, reporter: Person, address: Address) -> None:
    _status, headers, whole = ask(proxy + address(ZIP), reporter)
    status, part_headers, part = ask(proxy + address(ZIP), reporter, Range="bytes=7-", If_Range=headers["ETag"])

    assert (status, part) == (206, whole[7:])
    assert part_headers["Content-Range"] == f"bytes 7-{len(whole) - 1}/{len(whole)}"


def test_behind_nginx_the_rule_is_asked_each_time(proxy: str, reporter: Person, address: Address, app: Flask) -> None:
    assert ask(proxy + address(ZIP))[0] == 404
    assert ask(proxy + address(ZIP), reporter)[0] == 200
    with app.test_request_context(), db_transaction():
        found = application_for_staff(reporter.ref)
        deciding.revoke(found, version=found.version, reason="Left.", by=OFFICER, at=now())

    assert ask(proxy + address(ZIP), reporter)[0] == 404
    assert ask(proxy + address(ZIP), reporter, Range="bytes=5-")[0] == 404


def test_behind_nginx_a_dead_store_has_our_own_page(
    app: Flask,
    settings: Config,
    site: str,
    delivered: Callable[[str], None],
    tmp_path: Path,
    reporter: Person,
    address: Address,
) -> None:
    delivered("accel")
    with nginx.nginx(tmp_path, site=site, store="http://127.0.0.1:9") as url:
        status, headers, body = ask(url + address(THAI), reporter)

    assert status == 503
    assert headers["Retry-After"]
    assert "+66 2 000 0000" in body.decode()


def test_a_download_goes_on_after_signing_in_anew(reporter: Person, address: Address, app: Flask) -> None:
    first = reporter.browser.client.get(address(ZIP), headers={"Range": "bytes=0-99"})
    with app.app_context():
        again = people.signed_in(app, reporter.account_id, Strength.LINK, now())

    rest = again.client.get(address(ZIP), headers={"Range": "bytes=100-", "If-Range": first.headers["ETag"]})

    assert (first.status_code, rest.status_code) == (206, 206)
    whole = first.data + rest.data
    assert hashlib.sha256(whole).hexdigest() == first.headers["ETag"].strip('"')


def test_behind_nginx_nobody_reaches_the_store_past_the_gate(
    proxy: str, reporter: Person, address: Address, visitor: Browser, app: Flask
) -> None:
    handed = reporter.browser.get(address(ZIP)).headers["X-Accel-Redirect"]

    assert handed.startswith("/_store/")
    assert ask(proxy + handed)[0] == 404
    assert ask(proxy + handed, reporter)[0] == 404


def test_by_redirection_the_address_is_good_for_a_minute_and_for_this_file(
    delivered: Callable[[str], None], reporter: Person, address: Address, folder: Path, app: Flask
) -> None:
    delivered("redirect")
    page = reporter.browser.get(address(THAI))
    assert (page.status, page.headers["Cache-Control"], page.headers["Referrer-Policy"]) == (
        302,
        "private, no-store",
        "no-referrer",
    )
    assert parse_qs(urlsplit(page.headers["Location"]).query)["X-Amz-Expires"] == ["60"]

    status, headers, body = ask(page.headers["Location"])
    assert (status, body) == (200, (folder / THAI).read_bytes())
    assert parse_options_header(headers["Content-Disposition"])[0] == "attachment"
    assert parse_options_header(headers["Content-Disposition"])[1]["filename"] == "ข้อมูล น้ำ.txt"
    assert headers["Cache-Control"] == "private, no-store"
    assert ask(page.headers["Location"], Range="bytes=3-")[2] == body[3:]
    assert ask(page.headers["Location"].replace("sha256/", "sha256//"))[0] in {400, 403, 404}
    assert ask(page.headers["Location"].replace("X-Amz-Expires=60", "X-Amz-Expires=6000"))[0] == 403
    assert downloads(app) == [("account", reporter.account_id)]


def test_by_redirection_a_drawing_leaves_as_an_attachment_and_a_shown_picture_stays_with_us(
    delivered: Callable[[str], None], reporter: Person, visitor: Browser, address: Address
) -> None:
    delivered("redirect")
    drawing = visitor.get(address(OPEN_MARK))
    assert ask(drawing.headers["Location"])[1]["Content-Disposition"].startswith("attachment;")
    assert visitor.get(address(MARK)).status == 404
    assert reporter.browser.get(address(PICTURE), headers={"Sec-Fetch-Dest": "image"}).status == 200
    assert reporter.browser.get(address(PICTURE), headers={"Sec-Fetch-Dest": "document"}).status == 302


@pytest.mark.parametrize("way", ["accel", "redirect"])
def test_what_has_no_body_is_answered_by_us(
    delivered: Callable[[str], None], reporter: Person, address: Address, way: str
) -> None:
    delivered(way)
    assert reporter.browser.client.head(address(ZIP)).status_code == 200
    assert reporter.browser.get(address(ZIP), headers={"Range": "bytes=99999999-"}).status == 416
