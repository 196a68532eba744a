"""A journalist's accreditation is revoked while a large file is on its way: the rest is not given."""

from __future__ import annotations

from collections.abc import Callable
from http.client import HTTPConnection, HTTPResponse, IncompleteRead
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, expect

from press.accreditation.states import ApplicationState
from press.distribution import gate
from tests.distribution.conftest import LIFTED
from tests.journeys.test_crew import press, signed_in
from tests.kits.folders import edit, put, write_kit
from tests.kits.test_publish import publish
from tests.support.people import Person

pytestmark = [pytest.mark.journey, pytest.mark.sqlite_only, pytest.mark.xdist_group("journey")]

LARGE = 3_000_000
PARTS = """async ([url, first, last]) => {
  const answer = await fetch(url, { headers: { Range: `bytes=${first}-${last}` } });
  const body = await answer.arrayBuffer();
  return [answer.status, answer.status === 206 ? body.byteLength : 0];
}"""


@pytest.fixture
def kit(app: Flask, store: object, tmp_path: Path) -> str:
    """The small kit, lifted, with a large document."""
    folder = write_kit(tmp_path)
    edit(folder, "kit.toml", "2030-01-01T09:00:00+07:00", LIFTED)
    edit(folder, "kit.toml", "2030-01-02T09:00:00+07:00", LIFTED)
    put(folder, "documents/ข้อมูล น้ำ.txt", "ข้อมูล 0123456789\n" * (LARGE // 30))
    with app.app_context():
        done = publish(app, folder)
        assert done.exit_code == 0, done.output
    return "sample-kit"


def test_the_next_part_is_not_given(
    applicant: Callable[..., Person],
    officer: Person,
    kit: str,
    new_reader: Callable[[int, int], BrowserContext],
    site: str,
) -> None:
    reporter = applicant(ApplicationState.APPROVED)
    page = signed_in(new_reader(1280, 800), reporter, site)
    page.goto(f"/kits/{kit}?lang=en")
    url = page.locator("a[href$='.txt']").first.get_attribute("href")
    assert page.evaluate(PARTS, [url, 0, 999_999]) == [206, 1_000_000]
    assert page.evaluate(PARTS, [url, 1_000_000, 1_999_999]) == [206, 1_000_000]

    desk = signed_in(new_reader(1280, 800), officer, site)
    desk.goto(f"{reporter.desk_page}?lang=en")
    desk.locator("summary", has_text="Revoke").click()
    desk.locator("#revoke-reason").fill("Left the outlet.")
    press(desk, "Revoke")
    expect(desk.get_by_text("The press kit is closed to this person from now on.")).to_be_visible()

    assert page.evaluate(PARTS, [url, 2_000_000, 2_099_999]) == [404, 0]
    answer = page.reload()
    assert answer is not None
    assert answer.status == 404


def asked(site: str, person: Person, url: str, **headers: str) -> HTTPResponse:
    """The answer over the wire, its body still to be read."""
    cookie = person.browser.client.get_cookie("press")
    assert cookie is not None
    connection = HTTPConnection(urlsplit(site).netloc, timeout=20)
    connection.request("GET", quote(url, safe="/%"), headers={"Cookie": f"press={cookie.value}", **headers})
    return connection.getresponse()


@pytest.mark.parametrize("is_revoked", [True, False])
def test_the_rest_of_what_is_under_way_is_not_given(
    applicant: Callable[..., Person],
    officer: Person,
    app: Flask,
    kit: str,
    tmp_path: Path,
    site: str,
    monkeypatch: pytest.MonkeyPatch,
    is_revoked: bool,
) -> None:
    monkeypatch.setattr(gate, "AGAIN_BYTES", 1_000_000)
    size = 40_000_000  # more than the system holds for a connection whose reader does not read
    put(tmp_path / kit, "documents/ข้อมูล น้ำ.txt", "0123456789\n" * (size // 11))
    with app.app_context():
        assert publish(app, tmp_path / kit).exit_code == 0
    reporter = applicant(ApplicationState.APPROVED)
    page = reporter.browser.get(f"/kits/{kit}")
    url = next(link for link in page.links if link.endswith(".txt") and f"/{kit}_" not in link)
    answer = asked(site, reporter, url)
    assert answer.status == 200
    first = answer.read(1_000_000)

    if is_revoked:
        desk = officer.browser.open(reporter.desk_page)
        assert officer.browser.send(desk, "/revoke", reason="Left the outlet.").status == 303
        with pytest.raises(IncompleteRead) as cut:
            answer.read()
        held = len(first) + len(cut.value.partial)
        assert held < size // 2
        assert asked(site, reporter, url, Range=f"bytes={held}-").status == 404
    else:
        assert len(first) + len(answer.read()) == int(answer.headers["Content-Length"])
