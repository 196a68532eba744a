"""Where the mark is used: reported by anyone, counted once an officer has looked at it."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from press.db import db
from press.distribution.models import AdoptionReport
from press.distribution.provinces import PROVINCES, REGIONS
from tests.support.browser import Browser, Page
from tests.support.people import Person

PAGE = "/kits/sample-kit/adoption"
STUDIO = "/studio/sample-kit/adoption"

pytestmark = [pytest.mark.usefixtures("kit"), pytest.mark.sqlite_only]


def reported(browser: Browser, **typed: str) -> Page:
    values = {"organisation": "Sample City", "place": "Bus station", "country": "TH", "province": "TH-50", **typed}
    return browser.send(browser.get(PAGE), "", **values)


def newest(app: Flask) -> int:
    with app.app_context():
        return db.session.scalars(select(AdoptionReport.id).order_by(AdoptionReport.id.desc())).first() or 0


def decide(officer: Person, app: Flask, act: str) -> Page:
    return officer.browser.send(officer.browser.get(STUDIO), f"/{newest(app)}/{act}")


def test_a_report_counts_once_it_is_approved(app: Flask, visitor: Browser, officer: Person) -> None:
    assert reported(visitor).status == 303
    before = visitor.get(f"{PAGE}?lang=en")
    assert decide(officer, app, "approve").status == 303
    after = visitor.get(f"{PAGE}?lang=en")
    assert decide(officer, app, "decline").status == 303
    off = visitor.get(f"{PAGE}?lang=en")

    assert "No use has been counted yet." in before.text
    assert "Chiang Mai: 0" in before.html
    assert "Chiang Mai: 1" in after.html
    assert "1 use has been reported and checked." in after.text
    assert "North Chiang Mai 1 1" in after.text
    assert "Chiang Mai: 0" in off.html
    assert "Bus station" not in after.html


def test_abroad_is_counted_by_country_and_no_province(app: Flask, visitor: Browser, officer: Person) -> None:
    reported(visitor, country="LA", province="TH-50")
    decide(officer, app, "approve")
    reported(visitor, province="")
    decide(officer, app, "approve")

    page = visitor.get(f"{PAGE}?lang=en")

    assert "Laos 1" in page.text
    assert "In Thailand, province not given 1" in page.text
    assert "Chiang Mai: 0" in page.html


@pytest.mark.parametrize(
    "typed",
    [
        {"organisation": ""},
        {"place": "", "url": ""},
        {"url": "javascript:alert(1)"},
        {"url": "https://"},
        {"url": "http://[bad"},
        {"province": "TH-99"},
        {"country": "XX"},
    ],
)
def test_what_cannot_be_counted_is_refused(app: Flask, visitor: Browser, typed: dict[str, str]) -> None:
    assert reported(visitor, **typed).status == 422
    assert newest(app) == 0


def test_a_reported_address_is_words_to_officers_and_no_link(app: Flask, visitor: Browser, officer: Person) -> None:
    reported(visitor, url="https://city.example/<b>", place="")
    page = officer.browser.get(STUDIO)

    assert "https://city.example/<b>" in page.text
    assert not [link for link in page.links if "city.example" in link]


def test_it_is_there_for_those_who_may_have_the_mark(
    visitor: Browser, officer: Person, hold: Callable[[], None]
) -> None:
    assert visitor.get(PAGE).status == 200
    hold()

    assert visitor.get(PAGE).status == 404
    assert officer.browser.get(PAGE).status == 200


def test_the_event_leads_everybody_to_the_mark_and_its_use(visitor: Browser, officer: Person, event: str) -> None:
    assert {"/kits/sample-kit/logo", PAGE} <= set(visitor.get(f"/events/{event}").links)
    assert PAGE in officer.browser.get(STUDIO).links


def test_the_map_has_every_province_once() -> None:
    places = {(one.column, one.row) for one in PROVINCES.values()}

    assert len(PROVINCES) == len(places) == 77
    assert {one.region for one in PROVINCES.values()} == set(REGIONS)
    assert all(one.th and one.en for one in PROVINCES.values())
