"""The officers' queue: what a filter shows, in which order, and what an officer finds by typing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from press.accounts.states import Role
from press.accreditation.models import Application
from press.accreditation.states import ApplicationState as S
from press.accreditation.states import Grade
from press.clock import now
from press.db import db, db_transaction
from press.desk.filters import read_query
from press.outlets.states import Medium
from press.web.sorting import sort_key
from tests.support import people
from tests.support.browser import Page
from tests.support.people import Person

Make = Callable[..., Person]


def shown(page: Page) -> list[str]:
    """The numbers in the list, in its order."""
    addresses = [link.partition("?")[0] for link in page.links]
    return [address.rpartition("/")[2] for address in addresses if address.startswith("/desk/applications/")]


@pytest.fixture
def queue(officer: Person, event: str) -> Callable[[str], list[str]]:
    return lambda query: shown(officer.browser.get(f"/desk/{event}/applications?{query}"))


def change(app: Flask, person: Person, **columns: Any) -> None:
    """Changes columns of an application, as only time or a database could."""
    with app.app_context(), db_transaction():
        found = db.session.query(Application).filter_by(ref=person.ref).one()
        for name, value in columns.items():
            setattr(found, name, value)


def test_each_filter_shows_exactly_its_own(app: Flask, queue: Callable[[str], list[str]], applicant: Make) -> None:
    thai = applicant(S.APPROVED, outlet="ช่องหนึ่ง", verified=True)
    radio = applicant(medium=Medium.RADIO, outlet="Radio Two", country="JP", name_en="Anna Sato", name_th="", phone="1")
    laos = applicant(S.DECLINED, outlet="Paper Three", country="LA", name_en="Boun Keo", name_th="", phone="2")
    change(app, radio, submitted_at=now() - timedelta(days=5))
    change(app, thai, grade=Grade.B)
    everybody = {
        "state=all&country=thai": [thai.ref],
        "state=all&country=foreign&sort=name": [radio.ref, laos.ref],
        "state=all&country=LA": [laos.ref],
        "state=all&medium=radio": [radio.ref],
        "state=approved&state=declined": [thai.ref, laos.ref],
        "state=waiting&state=declined": [radio.ref, laos.ref],
        "state=all&grade=B": [thai.ref],
        "state=all&days=3": [radio.ref],
        "state=all&unverified=1": [radio.ref, laos.ref],
        "": [radio.ref],
    }
    assert {query: queue(query) for query in everybody} == everybody


def test_the_counts_are_those_of_the_filter(officer: Person, event: str, applicant: Make) -> None:
    for state in (S.SUBMITTED, S.SUBMITTED, S.APPROVED):
        applicant(state, medium=Medium.RADIO)
    applicant(S.APPROVED)
    text = officer.browser.get(f"/desk/{event}/applications?state=approved&medium=radio").text
    assert "All 3 Pending 2 Approved 1" in text
    assert "Applications found: 1" in text


def test_the_orders(app: Flask, officer: Person, event: str, applicant: Make) -> None:
    made = {
        name: applicant(outlet=outlet, name_th=name, name_en=latin)
        for name, outlet, latin in (("เกษม ก", "ค", "Kasem K"), ("ขวัญ ข", "เก่า", "Ann B"), ("กมล ก", "ข", "Kamon K"))
    }
    change(app, made["ขวัญ ข"], submitted_at=now() - timedelta(days=2))

    def names(order: str, lang: str = "th") -> list[str]:
        refs = shown(officer.browser.get(f"/desk/{event}/applications?sort={order}&lang={lang}"))
        by_ref = {person.ref: name.split()[0] for name, person in made.items()}
        return [by_ref[ref] for ref in refs]

    assert names("name") == ["กมล", "เกษม", "ขวัญ"]
    assert names("name", "en") == ["ขวัญ", "กมล", "เกษม"]
    assert names("outlet") == ["ขวัญ", "กมล", "เกษม"]
    assert names("oldest") == ["ขวัญ", "เกษม", "กมล"]
    assert names("newest") == ["กมล", "เกษม", "ขวัญ"]


@pytest.mark.sqlite_only
def test_names_stand_as_in_a_thai_dictionary() -> None:
    right = ["Anna", "กก", "กา", "ก้า", "เก", "เก่ง", "แก", "ขา", "ไข่", "โอ", "ไอ"]
    assert sorted(right, key=sort_key) == right


@pytest.mark.parametrize(
    ("typed", "finds"),
    [
        ("somchai", True),
        ("สมชาย", True),
        ("thairath", True),
        ("ไทยรัฐ", True),
        ("Somchay", True),
        ("jaidi somchai", True),
        ("somsak", False),
        ("matichon", False),
    ],
)
@pytest.mark.parametrize("script", ["th", "en"])
@pytest.mark.sqlite_only
def test_a_name_is_found_in_either_script(
    queue: Callable[[str], list[str]], applicant: Make, typed: str, finds: bool, script: str
) -> None:
    names = {"th": ("สมชาย ใจดี", "X Y", "ไทยรัฐทีวี"), "en": ("", "Somchai Jaidee", "Thairath TV")}[script]
    wanted = applicant(name_th=names[0], name_en=names[1], outlet=names[2])
    applicant(name_th="", name_en="Peter Pan", outlet="Neverland Weekly", phone="02 999 9999")
    assert queue(f"q={typed}") == ([wanted.ref] if finds else [])


def test_a_search_by_sound_on_either_database(queue: Callable[[str], list[str]], applicant: Make) -> None:
    wanted = applicant(name_th="", name_en="Somchai Jaidee", outlet="Thairath")
    assert queue("q=ไทยรัฐ สมชาย") == [wanted.ref]


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    "query",
    [
        "state=all&country=%00",
        "grade=Z&days=-1&seen=x",
        "sort=;drop&claimed=you",
        "days=99999999",
        "a=1&" * 60,
        "state=all&state=approved&state=nothing",
        "country=//evil.example",
        "q=%ED%A0%80",
        "days=²",
    ],
)
def test_whatever_the_address_asks_is_a_page_and_a_filter(officer: Person, event: str, query: str) -> None:
    assert officer.browser.get(f"/desk/{event}/applications?{query}").status == 200
    with officer.browser.app.test_request_context():
        once = read_query(query).query
        assert read_query(once).query == once


@pytest.mark.sqlite_only
def test_the_next_one_is_the_next_of_the_view(officer: Person, event: str, applicant: Make) -> None:
    applicant()
    radio = [applicant(medium=Medium.RADIO, name_en=name, name_th="") for name in ("Bo Two", "Al One", "Cy Three")]
    desk = officer.browser
    page = desk.get(f"/desk/{event}/applications?medium=radio&sort=name")
    assert shown(page) == [radio[1].ref, radio[0].ref, radio[2].ref]
    page = desk.get(next(link for link in page.links if radio[1].ref in link))
    for following in (radio[0], radio[2]):
        [form] = [form for form in page.forms if "/approve" in form.action]
        page = desk.follow(desk.send(page, form.action))
        assert f"({following.ref})" not in page.text
        assert page.url.partition("?")[0] == following.desk_page
    back = next(link for link in page.links if link.startswith(f"/desk/{event}/applications?"))
    assert shown(desk.get(back)) == [radio[2].ref]


@pytest.mark.sqlite_only
def test_a_view_in_an_address_leads_nowhere_else(officer: Person, applicant: Make) -> None:
    person = applicant()
    page = officer.browser.get(f"{person.desk_page}?queue=https://evil.example/%3Fstate=all%26x=<script>")
    assert page.status == 200
    carried = [link for link in page.links if "evil.example" in link]
    assert [link.partition("?")[0] for link in carried] == [person.desk_page]  # the same page in the other language
    assert "<script>" not in page.html


@pytest.mark.sqlite_only
def test_exports_hold_the_filter_in_its_order(officer: Person, event: str, applicant: Make) -> None:
    for name in ("Bo Two", "Al One"):
        applicant(name_en=name, name_th="", outlet="Same")
    desk = officer.browser
    page = desk.get(f"/desk/{event}/applications?sort=name&unverified=1")
    rows = desk.send(page, "/applications.csv").response.data.decode("utf-8-sig").splitlines()[1:]
    assert [row.split(",")[0] for row in rows] == shown(page)


class TestViews:
    """Filters under a name."""

    def test_kept_shown_with_its_count_renamed_and_deleted(self, officer: Person, event: str, applicant: Make) -> None:
        applicant(medium=Medium.RADIO)
        applicant()
        desk = officer.browser
        page = desk.get(f"/desk/{event}/views?queue=medium%3Dradio")
        page = desk.follow(desk.send(page, "/views", name="วิทยุ"))
        assert "วิทยุ 1" in page.text
        [form] = [form for form in desk.get(f"/desk/{event}/views").forms if form.action[-1].isdecimal()]
        page = desk.follow(desk.send(desk.get(f"/desk/{event}/views"), form.action, name="Radio"))
        assert "Radio" in page.text
        desk.send(page, "/delete")
        assert "Radio 1" not in desk.get(f"/desk/{event}/applications").text

    @pytest.mark.sqlite_only
    def test_only_shared_ones_are_seen_by_others_who_cannot_change_them(
        self, app: Flask, officer: Person, event: str, applicant: Make
    ) -> None:
        applicant()
        desk, other = officer.browser, people.staff(app, Role.OFFICER, now()).browser
        for name, shared in (("Mine", None), ("Ours", "y")):
            desk.send(desk.get(f"/desk/{event}/views?queue=state%3Dall"), "/views", name=name, shared=shared)
        text = other.get(f"/desk/{event}/applications").text
        assert ("Mine" in text, "Ours (The officer) 1" in text) == (False, True)
        for act in ("", "/delete"):
            for number in (1, 2):
                fields = {"csrf_token": other.token(), "name": "Theirs"}
                assert other.post(f"/desk/{event}/views/{number}{act}", fields).status == 404

    @pytest.mark.sqlite_only
    def test_a_name_is_needed_and_twelve_are_enough(self, officer: Person, event: str) -> None:
        desk = officer.browser
        page = desk.get(f"/desk/{event}/views")
        refused = desk.send(page, "/views", name=" ")
        assert (refused.status, "Give the view a name." in refused.text) == (422, True)
        statuses = [desk.send(page, "/views", name=f"View {number}").status for number in range(13)]
        assert statuses == [303] * 12 + [422]
