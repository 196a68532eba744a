"""An admin makes an event, edits it section by section and opens it; everybody else sees what they may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from press.accounts.models import Account, RoleGrant
from press.accounts.states import Role
from press.audit.models import AuditEntry
from press.clock import now
from press.db import db, db_transaction
from press.desk.forms.event import PublicForm
from press.desk.forms.event_people import PapersForm, PeopleForm
from press.events.models import Event
from press.events.settings import USUAL_PAPERS
from tests.support import people
from tests.support.browser import Browser, Page
from tests.support.people import Person

NEW = {
    "name_th": "งานแถลงข่าวประจำปี",
    "name_en": "City Forum 2027",
    "slug": "City Forum_2027",
    "ref_prefix": "cf",
    "starts_at-day": "11",
    "starts_at-month": "3",
    "starts_at-year": "2570",
    "starts_at-time": "09.30 น.",
    "ends_at-day": "11",
    "ends_at-month": "3",
    "ends_at-year": "2027",
    "ends_at-time": "12:00",
}


@pytest.fixture
def admin(app: Flask) -> Person:
    return people.staff(app, Role.ADMIN, now(), email="admin@press.example")


def make(admin: Person, **changed: str) -> Page:
    page = admin.browser.get("/desk/events/new")
    return admin.browser.send(page, **{**NEW, **changed})


def found(app: Flask, slug: str = "city-forum-2027") -> Event:
    with app.app_context():
        event = db.session.scalar(select(Event).where(Event.slug == slug))
        assert event is not None
        db.session.expunge(event)
        return event


def section(person: Person, event: str, name: str, /, **typed: str | None) -> Page:
    page = person.browser.get(f"/desk/{event}/settings/{name}")
    return person.browser.send(page, f"/settings/{name}", **typed)


def last_entry(app: Flask) -> tuple[str, str, dict[str, Any]]:
    with app.app_context():
        entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
        return entry.action, entry.subject, entry.details


class TestNew:
    """A new event."""

    def test_it_is_made_and_seen_by_its_staff_only(self, app: Flask, admin: Person, visitor: Browser) -> None:
        assert make(admin).location == "/desk/city-forum-2027/settings"
        event = found(app)
        assert (event.ref_prefix, event.opened_at, event.goal) == ("CF", None, 20)
        assert event.starts_at == datetime(2027, 3, 11, 2, 30, tzinfo=UTC)
        assert event.ends_at == datetime(2027, 3, 11, 5, 0, tzinfo=UTC)
        assert event.papers == [rule.as_json() for rule in USUAL_PAPERS]
        assert admin.browser.get("/desk/city-forum-2027/settings").status == 200
        for address in ("/events/city-forum-2027", "/events/city-forum-2027/apply"):
            assert visitor.get(address).status == 404
            assert admin.browser.get(address).status == 404
        assert "City Forum" not in visitor.get("/privacy").text

    def test_from_an_old_one_it_takes_settings_and_texts_but_not_dates(
        self, app: Flask, admin: Person, event: str, edit_event: Callable[..., None]
    ) -> None:
        edit_event(appeal_days=3, goal=24, targets={"radio": 3}, two_officers=True)
        make(admin, source=event)
        old, new = found(app, event), found(app)
        same = ("appeal_days", "goal", "targets", "two_officers", "venue_th", "summary_en", "description_html_th")
        assert {name: getattr(new, name) for name in same} == {name: getattr(old, name) for name in same}
        assert (new.organisers, new.contact) == (old.organisers, old.contact)
        assert (new.opened_at, new.kept_open, new.kit_slug, new.applications_close_at) == (None, False, None, None)
        assert last_entry(app) == ("event.made", "event:city-forum-2027", {"source": event})

    @pytest.mark.sqlite_only
    @pytest.mark.parametrize(
        ("typed", "message"),
        [
            ({"slug": "smart-city-thailand-takeoff"}, "Another event has this address."),
            ({"slug": "Smart City Thailand Takeoff"}, "Another event has this address."),
            ({"slug": "events"}, "taken by the service itself"),
            ({"slug": "งานใหม่"}, "Use lower-case letters"),
            ({"slug": "../x"}, "Use lower-case letters"),
            ({"slug": ""}, "Enter an address."),
            ({"ref_prefix": "sct"}, "Another event has these letters."),
            ({"ref_prefix": "1A"}, "a letter first"),
            ({"name_en": ""}, "Enter the event's name"),
            ({"starts_at-year": "27"}, "four digits"),
            ({"starts_at-day": "31", "starts_at-month": "2"}, "There is no such date."),
            ({"starts_at-time": "9 o'clock"}, "Write the time as 09:30"),
            ({"starts_at-day": ""}, "Enter day, month, year and time."),
            ({"ends_at-time": "09:30"}, "The end is not after the beginning."),
        ],
    )
    def test_what_is_wrong_is_said_beside_the_field_and_the_rest_stays(
        self, admin: Person, typed: dict[str, str], message: str
    ) -> None:
        page = make(admin, **typed)
        assert page.status == 422
        assert message in page.text
        kept = page.form().fields
        assert {name: kept[name] for name in ("name_th", "starts_at-month")} == {
            "name_th": NEW["name_th"],
            "starts_at-month": typed.get("starts_at-month", "3"),
        }

    @pytest.mark.sqlite_only
    def test_who_administers_one_event_makes_none(self, app: Flask, event: str) -> None:
        person = admin_of(app, event)
        assert person.browser.get("/desk/events/new").status == 404
        assert person.browser.get(f"/desk/{event}/settings/texts").status == 200
        assert section(person, event, "deciding", appeal_days="3").status == 303


def admin_of(app: Flask, slug: str) -> Person:
    """An admin of this event alone."""
    person = people.staff(app, Role.ADMIN, now(), email="one@press.example")
    with app.app_context(), db_transaction():
        event_id = db.session.scalars(select(Event.id).where(Event.slug == slug)).one()
        grant = db.session.scalars(select(RoleGrant).join(Account).where(Account.email == "one@press.example")).one()
        grant.event_id = event_id
    return person


class TestSections:
    """The settings, section by section."""

    def test_each_is_kept_as_it_was_shown(self, app: Flask, admin: Person, event: str) -> None:
        before = found(app, event)
        for name in ("texts", "time", "places", "deciding"):
            assert section(admin, event, name).status == 303
        after = found(app, event)
        assert (after.version, after.edited_at) == (before.version, None)
        with app.test_request_context():  # boxes to tick come more than once: read from the forms themselves
            assert PapersForm.of(after).columns() == {"papers": after.papers}
            assert PublicForm.of(after).columns() == {
                name: getattr(after, name) for name in ("public_progress", "public_figures", "kit_slug")
            }
            assert PeopleForm.of(after).columns()["organisers"] == after.organisers

    def test_numbers_become_goal_targets_and_quotas(self, app: Flask, admin: Person, event: str) -> None:
        typed = {"goal": "๒๔", "targets-radio": "3", "per_outlet": "2", "by_medium-tv": "10", "by_role-camera": "0"}
        assert section(admin, event, "places", **typed).status == 303
        changed = found(app, event)
        assert (changed.goal, changed.targets) == (24, {"radio": 3})
        assert changed.quotas == {"overall": None, "per_outlet": 2, "by_medium": {"tv": 10}, "by_role": {"camera": 0}}
        assert last_entry(app) == ("event.changed", f"event:{event}", {"changed": ["goal", "quotas", "targets"]})

    @pytest.mark.sqlite_only
    def test_papers_any_two_of_three_and_a_row_deleted(self, app: Flask, admin: Person, event: str) -> None:
        page = admin.browser.get(f"/desk/{event}/settings/papers")
        spare = len(USUAL_PAPERS)
        fields: list[tuple[str, str]] = [
            ("csrf_token", admin.browser.token()),
            ("version", page.form("/papers").fields["version"]),
            ("papers-0-kinds", "letter"),
            ("papers-0-needed", "all"),
            ("papers-0-gone", "y"),
            (f"papers-{spare}-needed", "2"),
            *[(f"papers-{spare}-kinds", kind) for kind in ("letter", "press_card", "work")],
            (f"papers-{spare}-media", "digital"),
        ]
        assert admin.browser.post(f"/desk/{event}/settings/papers", fields_of(fields)).status == 303
        assert found(app, event).papers == [
            {"kinds": ["letter", "press_card", "work"], "needed": 2, "media": ["digital"], "roles": []}
        ]

    @pytest.mark.sqlite_only
    def test_more_papers_than_are_ticked_is_refused(self, admin: Person, event: str) -> None:
        page = section(admin, event, "papers", **{"papers-1-needed": "2"})
        assert page.status == 422
        assert "more than the papers ticked" in page.text

    @pytest.mark.sqlite_only
    @pytest.mark.parametrize(
        ("name", "typed"),
        [
            ("papers", {"papers-0-kinds": "letter", "papers-0-needed": "some"}),
            ("papers", {"papers-0-kinds": "passport"}),
            ("papers", {"papers-0-media": "telepathy"}),
            ("places", {"goal": "²"}),
            ("places", {"goal": "0"}),
            ("places", {"overall": "-1"}),
            ("places", {"by_role-other": "1" * 400}),
            ("deciding", {"appeal_days": ""}),
            ("deciding", {"version": "x"}),
            ("public", {"public_figures": "names"}),
            ("people", {"email": "nobody at home"}),
            ("people", {"organisers-0-role": "boss"}),
            ("time", {"starts_at-year": "٢٠٢٧٥"}),
            ("time", {"applications_close_at-day": "12"}),
        ],
    )
    def test_what_cannot_be_is_refused(
        self, app: Flask, admin: Person, event: str, name: str, typed: dict[str, str | None]
    ) -> None:
        assert section(admin, event, name, **typed).status == 422
        assert found(app, event).edited_at is None

    @pytest.mark.sqlite_only
    def test_texts_are_rendered_safely_when_they_are_saved(self, admin: Person, event: str, visitor: Browser) -> None:
        text = "## Programme\n\n<script>alert(1)</script>[x](javascript:alert(2))"
        assert section(admin, event, "texts", description_en=text, name_en="<b>Forum</b>").status == 303
        html = visitor.get(f"/events/{event}").html
        assert "<h2>Programme</h2>" in html
        assert "<script>" not in html
        assert "javascript:" not in html
        assert "&lt;b&gt;Forum&lt;/b&gt;" in html

    @pytest.mark.sqlite_only
    def test_a_preview_shows_the_same_and_keeps_nothing(self, app: Flask, admin: Person, event: str) -> None:
        before = found(app, event)
        page = section(admin, event, "texts", description_en="## Soon\n\n<img src=x>", preview="yes")
        assert page.status == 200
        assert "<h2>Soon</h2>" in page.html
        assert "<img src=x>" not in page.html
        assert page.form("/texts").fields["description_en"].strip() == "## Soon\n\n<img src=x>"
        assert found(app, event).description_en == before.description_en

    @pytest.mark.sqlite_only
    def test_the_address_of_an_open_event_is_fixed(self, app: Flask, admin: Person, event: str) -> None:
        page = admin.browser.get(f"/desk/{event}/settings/texts")
        assert "slug" not in page.form("/texts").fields
        assert section(admin, event, "texts", slug="elsewhere", ref_prefix="XX").status == 303
        assert (found(app, event).slug, found(app, event).ref_prefix) == (event, "SCT")

    def test_before_it_opens_the_address_may_change(self, app: Flask, admin: Person) -> None:
        make(admin)
        moved = section(admin, "city-forum-2027", "texts", slug="forum-2027")
        assert moved.location == "/desk/forum-2027/settings/texts"
        assert last_entry(app) == (
            "event.changed",
            "event:forum-2027",
            {"changed": ["slug"], "was": "event:city-forum-2027"},
        )

    def test_two_admins_at_once_the_second_is_told_and_keeps_what_was_typed(
        self, app: Flask, admin: Person, event: str
    ) -> None:
        other = people.staff(app, Role.ADMIN, now())
        first = admin.browser.get(f"/desk/{event}/settings/deciding")
        second = other.browser.get(f"/desk/{event}/settings/deciding")
        assert admin.browser.send(first, "/deciding", appeal_days="3").status == 303
        told = other.browser.send(second, "/deciding", appeal_days="5")
        assert told.status == 409
        assert "Somebody else changed this event" in told.text
        assert told.form("/deciding").fields["appeal_days"] == "5"
        assert found(app, event).appeal_days == 3
        assert other.browser.send(told, "/deciding").status == 303
        assert found(app, event).appeal_days == 5

    @pytest.mark.sqlite_only
    def test_an_officer_sees_the_settings_and_changes_none(
        self, app: Flask, admin: Person, officer: Person, event: str
    ) -> None:
        page = officer.browser.get(f"/desk/{event}/settings/deciding")
        assert "An admin of this event changes these settings." in page.text
        fields = {**admin.browser.get(f"/desk/{event}/settings/deciding").form("/deciding").fields, "appeal_days": "1"}
        fields["csrf_token"] = officer.browser.token()
        assert officer.browser.post(f"/desk/{event}/settings/deciding", fields).status == 404
        assert found(app, event).appeal_days == 7

    @pytest.mark.sqlite_only
    def test_an_admin_of_another_event_knows_nothing_of_this_one(self, app: Flask, admin: Person, event: str) -> None:
        make(admin)
        person = admin_of(app, "city-forum-2027")
        assert person.browser.get(f"/desk/{event}/settings").status == 404
        assert person.browser.get("/desk/city-forum-2027/settings").status == 200
        fields = {"csrf_token": person.browser.token(), "version": "1", "appeal_days": "1"}
        assert person.browser.post(f"/desk/{event}/settings/deciding", fields).status == 404

    @pytest.mark.sqlite_only
    def test_a_section_that_is_not_there(self, admin: Person, event: str) -> None:
        assert admin.browser.get(f"/desk/{event}/settings/nowhere").status == 404

    @pytest.mark.sqlite_only
    @pytest.mark.parametrize("lang", ["th", "en"])
    def test_every_section_opens_in_both_languages(self, app: Flask, event: str, lang: str) -> None:
        person = people.staff(app, Role.ADMIN, now(), lang=lang)
        for name in ("", "/texts", "/time", "/places", "/papers", "/deciding", "/people", "/public"):
            assert person.browser.get(f"/desk/{event}/settings{name}").status == 200
        year = "2562" if lang == "th" else "2019"
        assert person.browser.get(f"/desk/{event}/settings/time").form("/time").fields["starts_at-year"] == year


def fields_of(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Fields that come more than once, as the test client sends them."""
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


class TestOpening:
    """From a draft to the public, and the window."""

    def test_it_does_not_open_without_a_data_protection_contact(
        self, app: Flask, admin: Person, event: str, visitor: Browser, edit_event: Callable[..., None]
    ) -> None:
        make(admin, source=event)
        with app.app_context(), db_transaction():
            db.session.scalars(select(Event).where(Event.slug == "city-forum-2027")).one().data_protection = {}
        page = admin.browser.get("/desk/city-forum-2027/settings")
        refused = admin.browser.send(page, "/open")
        assert refused.status == 409
        assert "does not open without a data-protection contact" in refused.text
        assert visitor.get("/events/city-forum-2027").status == 404
        assert section(admin, "city-forum-2027", "people", dp_email="Data@Agency.example").status == 303
        opened = admin.browser.send(admin.browser.get("/desk/city-forum-2027/settings"), "/open")
        assert opened.status == 303
        assert visitor.get("/events/city-forum-2027").status == 200
        assert "data@agency.example" in visitor.get("/privacy").text
        assert last_entry(app)[0] == "event.opened"

    @pytest.mark.sqlite_only
    def test_it_does_not_open_without_texts_and_says_where_they_are_entered(self, admin: Person) -> None:
        make(admin)
        assert section(admin, "city-forum-2027", "people", dp_phone="02 123 4567").status == 303
        page = admin.browser.get("/desk/city-forum-2027/settings")
        assert "/desk/city-forum-2027/settings/texts" in page.links
        refused = admin.browser.send(page, "/open")
        assert (refused.status, "Something is missing" in refused.text) == (409, True)

    @pytest.mark.sqlite_only
    def test_a_missing_press_contact_is_a_warning_only(self, app: Flask, admin: Person, event: str) -> None:
        make(admin, source=event)
        page = admin.browser.get("/desk/city-forum-2027/settings")
        assert "Press contact: a telephone number or an e-mail address" in page.text
        assert admin.browser.send(page, "/open").status == 303

    def test_opened_twice_it_is_opened_once(self, app: Flask, admin: Person, event: str) -> None:
        make(admin, source=event)
        page = admin.browser.get("/desk/city-forum-2027/settings")
        assert [admin.browser.send(page, "/open").status for _time in range(2)] == [303, 303]
        with app.app_context():
            acts = db.session.scalars(
                select(AuditEntry.action).where(AuditEntry.subject == "event:city-forum-2027").order_by(AuditEntry.id)
            ).all()
        assert acts == ["event.made", "event.opened"]

    @pytest.mark.sqlite_only
    def test_an_open_event_keeps_its_data_protection_contact(self, app: Flask, admin: Person, event: str) -> None:
        page = section(admin, event, "people", dp_email="", dp_phone="")
        assert page.status == 422
        assert "An open event keeps a data-protection contact" in page.text
        assert found(app, event).data_protection == {"email": "data@press.example", "stand_in": True}

    def test_the_window_is_closed_and_opened_by_hand(
        self, app: Flask, admin: Person, event: str, visitor: Browser
    ) -> None:
        settings = f"/desk/{event}/settings"
        assert admin.browser.send(admin.browser.get(settings), "/close-window").status == 303
        assert "Applications are closed" in visitor.get(f"/events/{event}/apply").text
        assert admin.browser.send(admin.browser.get(settings), "/reopen-window").status == 303
        assert visitor.get(f"/events/{event}/apply").form().fields["request_key"]
        assert found(app, event).kept_open

    def test_the_window_of_a_future_event_is_closed_at_this_moment(self, app: Flask, admin: Person, event: str) -> None:
        make(admin, source=event)
        settings = "/desk/city-forum-2027/settings"
        admin.browser.send(admin.browser.get(settings), "/open")
        assert admin.browser.send(admin.browser.get(settings), "/close-window").status == 303
        closed = found(app)
        assert closed.applications_close_at is not None
        assert not closed.takes_applications(now())
        assert admin.browser.send(admin.browser.get(settings), "/reopen-window").status == 303
        again = found(app)
        assert (again.applications_close_at, again.kept_open, again.takes_applications(now())) == (None, False, True)
