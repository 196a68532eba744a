"""Headers on every answer, faults and files included."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from config import Config
from press.accreditation.states import ApplicationState as S
from tests.support.browser import Browser
from tests.support.people import Person

pytestmark = pytest.mark.sqlite_only

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture
def answers(app: Flask, officer: Person, applicant: Callable[..., Person], event: str) -> dict[str, dict[str, str]]:
    """The headers of one answer of each sort."""
    nobody, person = Browser(app), applicant(S.APPROVED)
    app.testing = False
    pages = {
        "page": nobody.get(f"/events/{event}"),
        "form refused": nobody.send(nobody.get(f"/events/{event}/apply")),
        "redirect": nobody.get(f"/desk/{event}"),
        "json": nobody.get(f"/events/{event}/progress.json"),
        "missing": nobody.get("/nowhere"),
        "bad form": nobody.post("/sign-in", {}),
        "too large": nobody.post("/sign-in", {"x": "x" * 3_000_000}),
        "wrong method": nobody.post("/privacy", {"csrf_token": nobody.token()}),
        "spent": nobody.get("/sign-in/nothing"),
        "own page": person.browser.get(person.status_page),
        "desk": officer.browser.get(person.desk_page),
        "static": nobody.get("/static/css/app.css"),
        "static missing": nobody.get("/static/none.css"),
        "health": nobody.get("/healthz"),
        "unwell": nobody.get("/readyz"),
    }
    return {name: dict(page.headers) for name, page in pages.items()}


def test_on_every_answer(answers: dict[str, dict[str, str]]) -> None:
    missing = {
        (sort, name): headers.get(name)
        for sort, headers in answers.items()
        for name, value in ALWAYS.items()
        if headers.get(name) != value
    }
    assert missing == {}


def test_the_policy_lets_nothing_in_from_elsewhere(answers: dict[str, dict[str, str]]) -> None:
    for sort, headers in answers.items():
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, sort
        assert "frame-ancestors 'none'" in policy, sort
        assert "unsafe" not in policy, sort
        assert not re.search(r"https?:|\*|\bblob:", policy), sort


def test_nobody_keeps_a_page_and_everybody_the_style(app: Flask, answers: dict[str, dict[str, str]]) -> None:
    for sort, headers in answers.items():
        if not sort.startswith("static"):
            assert headers["Cache-Control"] == "private, no-store", sort
    page = Browser(app).get("/sign-in")
    [style] = re.findall(r'href="(/static/css/app\.css\?v=[^"]+)"', page.html)
    assert "immutable" in Browser(app).get(style).headers["Cache-Control"]


def test_a_script_that_another_brings_along_is_never_an_older_one(app: Flask) -> None:
    """Its address carries no hash: after an upgrade, one that a browser had kept would not fit the page's own."""
    nobody = Browser(app)
    address = "/static/js/keep.js"
    assert f'href="{address}"' in nobody.get("/sign-in").html
    here = nobody.get(address)
    assert here.headers["Cache-Control"] == "no-cache"
    again = nobody.get(address, headers={"If-None-Match": here.headers["ETag"]})
    assert (again.status, again.html) == (304, "")


def test_behind_https_cookies_are_bound_and_the_browser_is_told(
    make_app: Callable[[Config], Flask], config: Config
) -> None:
    client = make_app(replace(config, base_url="https://press.example")).test_client()
    answer = client.get("/sign-in", base_url="https://press.example")
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    [cookie] = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-press=")
    for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert word in cookie
    assert "Domain" not in cookie


def test_without_https_it_says_nothing_of_it(app: Flask) -> None:
    answer = app.test_client().get("/sign-in")
    assert "Strict-Transport-Security" not in answer.headers
    assert "HttpOnly" in answer.headers["Set-Cookie"]


def test_a_page_that_nobody_asked_to_remember_sets_no_cookie(app: Flask, event: str) -> None:
    assert "Set-Cookie" not in app.test_client().get(f"/events/{event}").headers
