"""Nothing is open by mistake: every view says who may call it, and every way in is tried as everybody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from config import Config
from press.accounts.states import Role, Strength
from press.accreditation.states import ApplicationState as S
from press.app import create_app
from press.clock import now
from press.web.guards import UnruledView, access_of, check_every_view
from tests.support import people
from tests.support.browser import Browser
from tests.support.people import EVENT

pytestmark = pytest.mark.sqlite_only

ROLES = (
    "anonymous",
    "pending",
    "approved",
    "officer",
    "editor",
    "gate",
    "admin",
    "officer by link",
    "officer unproven",
)
STAFF = frozenset({"officer", "editor", "gate", "admin", "officer by link", "officer unproven"})
DESK = {"officer": "ok", "admin": "ok", "editor": "404", "gate": "404", "pending": "404", "approved": "404"}
# Has a role, and has not shown enough yet: led to the staff's door, as somebody who is not signed in.
DESK |= dict.fromkeys(("anonymous", "officer by link", "officer unproven"), "door")
OPEN = dict.fromkeys(ROLES, "ok")
OWN = dict.fromkeys(ROLES, "404") | {"anonymous": "door", "pending": "ok"}
NOT_THERE = dict.fromkeys(ROLES, "404")
# Nothing has this number: officers, too, find nothing behind the door.
NONE_YET = NOT_THERE | dict.fromkeys(("anonymous", "officer by link", "officer unproven"), "door")
SPENT = dict.fromkeys(ROLES, "410")
SECOND_FACTOR = dict.fromkeys(ROLES, "404") | {
    "anonymous": "door",
    "officer by link": "door",
    **dict.fromkeys(("officer", "editor", "gate", "admin"), "ok"),
    "officer unproven": "ok",
}

# endpoint and method -> what each role is answered. A route without a row fails the test.
MATRIX: dict[tuple[str, str], dict[str, str]] = {
    ("static", "GET"): OPEN,
    ("front.home", "GET"): OPEN,
    ("front.event", "GET"): OPEN,
    ("front.progress_json", "GET"): OPEN,
    ("front.suggest_outlets", "GET"): OPEN,
    ("front.privacy", "GET"): OPEN,
    ("front.healthz", "GET"): OPEN,
    ("front.readyz", "GET"): dict.fromkeys(ROLES, "503"),  # nobody keeps the objects of these tests
    ("accounts.ask_link", "GET"): OPEN,
    ("accounts.send_link", "POST"): OPEN,
    ("accounts.link_sent", "GET"): OPEN,
    ("accounts.follow_link", "GET"): SPENT,
    ("accounts.spend_link", "POST"): SPENT,
    ("accounts.sign_out", "POST"): OPEN,
    ("accounts.staff_sign_in", "GET"): OPEN,
    ("accounts.check_staff", "POST"): OPEN,
    ("accounts.second_factor", "GET"): SECOND_FACTOR,
    ("accounts.second_factor", "POST"): SECOND_FACTOR,
    ("accreditation.apply", "GET"): OPEN,
    ("accreditation.send_application", "POST"): OPEN,
    ("accreditation.check_mail", "GET"): OPEN,
    ("accreditation.mail_again", "POST"): OPEN,
    ("accreditation.mail_proof_again", "POST"): SPENT,
    ("accreditation.confirm", "GET"): SPENT,
    ("accreditation.spend_proof", "POST"): SPENT,
    ("accreditation.status", "GET"): OWN,
    ("accreditation.withdraw", "POST"): OWN,
    # What a kit shows is chosen by its queries: tests/distribution tries them for every reader.
    ("distribution.kit", "GET"): NOT_THERE,
    ("distribution.logo", "GET"): NOT_THERE,
    ("distribution.release", "GET"): NOT_THERE,
    ("distribution.file", "GET"): NOT_THERE,
    ("desk.home", "GET"): DESK,
    ("desk.overview", "GET"): DESK,
    ("desk.applications", "GET"): DESK,
    ("desk.export_csv", "POST"): DESK,
    ("desk.export_xlsx", "POST"): DESK,
    ("desk.application", "GET"): DESK,
    ("desk.take_up", "POST"): DESK,
    ("desk.approve", "POST"): DESK,
    ("desk.approve_limited", "POST"): DESK,
    ("desk.waitlist", "POST"): DESK,
    ("desk.decline", "POST"): DESK,
    ("desk.recommend", "POST"): DESK,
    ("desk.take_back", "POST"): DESK,
    ("desk.release", "GET"): DESK,
    ("desk.send_release", "POST"): DESK,
    ("desk.release_result", "GET"): NONE_YET,
    ("desk.release_mail", "GET"): DESK,
    ("desk.bulk", "POST"): DESK,
    ("desk.promote", "POST"): DESK,
    ("desk.draw", "GET"): DESK,
    ("desk.send_draw", "POST"): DESK,
    ("desk.draw_result", "GET"): NONE_YET,
    ("desk.draw_csv", "GET"): NONE_YET,
    ("desk.publish", "POST"): NONE_YET,
    ("accreditation.draw", "GET"): NOT_THERE,
    ("accreditation.draw_csv", "GET"): NOT_THERE,
    ("desk.merge", "POST"): DESK,
    ("desk.unmerge", "POST"): DESK,
    ("desk.expire", "POST"): DESK,
    ("desk.revoke", "POST"): DESK,
    ("desk.reopen", "POST"): DESK,
    ("desk.evidence", "POST"): DESK,
    ("desk.verify_outlet", "POST"): DESK,
    ("desk.match_outlet", "POST"): DESK,
    ("desk.arrival", "POST"): DESK,
    ("desk.own_medium", "POST"): DESK,
    ("mailbox.mailbox", "GET"): OPEN,
}


def routes(app: Flask) -> set[tuple[str, str]]:
    return {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_route_has_a_row_and_every_row_a_route(app: Flask) -> None:
    assert routes(app) == set(MATRIX)


def test_every_row_answers_every_role() -> None:
    assert all(set(row) == set(ROLES) for row in MATRIX.values())


@pytest.fixture
def crowd(app: Flask, applicant: Callable[..., people.Person]) -> dict[str, Browser]:
    """One browser for each role; the one application that all try for is the pending journalist's."""

    def staff(role: Role, strength: Strength = Strength.SECOND_FACTOR) -> Browser:
        return people.staff(app, role, now(), strength=strength).browser

    return {
        "anonymous": Browser(app),
        "pending": applicant(email="pending@news.example").browser,
        "approved": applicant(S.APPROVED, email="approved@news.example").browser,
        "officer": staff(Role.OFFICER),
        "editor": staff(Role.EDITOR),
        "gate": staff(Role.GATE),
        "admin": staff(Role.ADMIN),
        "officer by link": staff(Role.OFFICER, Strength.LINK),
        "officer unproven": staff(Role.OFFICER, Strength.PASSWORD),
    }


@pytest.fixture
def config(config: Config) -> Config:
    """A second factor is asked for here, so that a password alone is not enough."""
    return replace(config, require_second_factor=True)


def addresses(app: Flask) -> dict[str, str]:
    """An address of each route; the application is the pending journalist's."""
    with app.app_context():
        from press.accreditation.models import Application
        from press.db import db

        ref = db.session.query(Application).filter_by(email="pending@news.example").one().ref
    values: dict[str, Any] = {
        "ref": ref,
        "token": "x" * 43,
        "outlet_id": 1,
        "number": 1,
        "name": "logo.png",
        "release": "none",
        "filename": "css/app.css",
    }
    found = {}
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            slug = "no-such-kit" if rule.endpoint.startswith("distribution") else EVENT
            own = {name: value for name, value in {**values, "slug": slug}.items() if name in rule.arguments}
            if rule.endpoint == "distribution.file":
                own["ref"] = "nosuchfile"
            found[rule.endpoint] = app.url_for(rule.endpoint, **own)
    return found


def kind(status: int, location: str) -> str:
    """How an answer is called in the matrix: what was let in may still find fault with an empty form."""
    if status in {302, 303} and location.startswith(("/staff/sign-in", "/sign-in")) and "sent" not in location:
        return "door"
    return "ok" if status in {200, 302, 303, 409, 422} else str(status)


def test_the_matrix(app: Flask, crowd: dict[str, Browser]) -> None:
    where = addresses(app)
    wrong = []
    tokens = {role: browser.token() for role, browser in crowd.items()}
    # Signing out ends what the others need, and is tried last.
    for endpoint, method in sorted(MATRIX, key=lambda row: (row[0] == "accounts.sign_out", row[1], row[0])):
        for role, browser in crowd.items():
            before = dict(browser.client._cookies)
            if method == "GET":
                page = browser.get(where[endpoint])
            else:
                page = browser.post(where[endpoint], {"csrf_token": tokens[role], "version": "0"})
            location = page.location if "Location" in page.headers else ""
            found = kind(page.status, location)
            # The first page of these two is a door for whoever has nothing to continue.
            if endpoint in {"accounts.link_sent", "accounts.send_link"}:
                found = "ok" if page.status in {303, 422} else found
            if found != MATRIX[endpoint, method][role]:
                wrong.append(f"{method} {where[endpoint]} as {role}: {page.status} {location}")
            browser.client._cookies = before
    assert wrong == []


def test_the_application_was_not_touched_by_all_that(app: Flask, crowd: dict[str, Browser]) -> None:
    ref = addresses(app)["desk.approve"].split("/")[-2]
    for role in ROLES:
        if MATRIX["desk.approve", "POST"][role] != "ok":
            browser = crowd[role]
            for act in ("approve", "decline", "revoke", "withdraw"):
                fields = {"csrf_token": browser.token(), "version": "2", "code": "other", "reason": "No."}
                browser.post(f"/desk/applications/{ref}/{act}", fields)
    assert people.state_of(app, ref) is S.SUBMITTED


def test_every_view_declares_a_rule(app: Flask) -> None:
    assert {endpoint for endpoint in app.view_functions if access_of(app, endpoint) is None} == set()


def test_desk_views_are_never_public(app: Flask) -> None:
    open_ones = {name for name in app.view_functions if name.startswith("desk.") and access_of(app, name) == "public"}
    assert open_ones == set()


def test_the_house_does_not_open_with_a_view_that_declares_none(settings: Config) -> None:
    app = create_app(replace(settings, database_url="sqlite:////nowhere/none.db"))
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    with pytest.raises(UnruledView, match="forgotten"):
        check_every_view(app)
