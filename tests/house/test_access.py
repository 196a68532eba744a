"""Nothing is open by mistake: every view says who may call it, and every way in is tried as everybody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from config import Config
from press.accounts.queries import account_by_email
from press.accounts.states import Role, Strength
from press.accreditation.models import Application
from press.accreditation.states import ApplicationState as S
from press.app import create_app
from press.clock import now
from press.db import db
from press.privacy.models import DataRequest
from press.web.guards import UnruledView, access_of, check_every_view
from tests.house.access_matrix import MATRIX, ROLES
from tests.support import people
from tests.support.browser import Browser
from tests.support.people import EVENT

pytestmark = pytest.mark.sqlite_only

ENDING = {"accounts.sign_out", "accounts.end_every_session"}
COLLEAGUE = "colleague@press.example"  # gate staff of this event, for whoever manages people


def routes(app: Flask) -> set[tuple[str, str]]:
    return {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_route_has_a_row_and_every_row_a_route(app: Flask) -> None:
    assert routes(app) == set(MATRIX)


# Ending one's own session or mails is never refused; the address of the latter is a secret, and mail services that
# send it with one click share few connections.
NEVER_REFUSED = {"accounts.sign_out", "distribution.end_subscription"}


def test_whatever_anybody_may_send_is_limited_by_connection(app: Flask) -> None:
    sent = {endpoint for endpoint, method in routes(app) if method != "GET" and access_of(app, endpoint) == "public"}

    assert {endpoint for endpoint in sent if not hasattr(app.view_functions[endpoint], "press_limit")} == NEVER_REFUSED


def test_every_row_answers_every_role() -> None:
    assert all(set(row) == set(ROLES) for row in MATRIX.values())


@pytest.fixture
def crowd(app: Flask, applicant: Callable[..., people.Person]) -> dict[str, Browser]:
    """One browser for each role; the one application that all try for is the pending journalist's."""

    elsewhere = people.another_event(app)
    people.staff(app, Role.GATE, now(), email=COLLEAGUE, event=EVENT)
    asked = applicant(email="asked@news.example")
    page = asked.browser.get("/account/data")
    assert asked.browser.send(page, "/account/data", kind="erasure", words="Please.").status == 303

    def staff(role: Role, strength: Strength = Strength.SECOND_FACTOR, event: str = "") -> Browser:
        return people.staff(app, role, now(), strength=strength, event=event).browser

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
        "officer of another event": staff(Role.OFFICER, event=elsewhere),
        "admin of another event": staff(Role.ADMIN, event=elsewhere),
        "dpo": staff(Role.DPO),
    }


@pytest.fixture
def config(config: Config) -> Config:
    """A second factor is asked for here, so that a password alone is not enough."""
    return replace(config, require_second_factor=True)


def addresses(app: Flask) -> dict[str, str]:
    """An address of each route; the application is the pending journalist's."""
    with app.app_context():
        pending = db.session.query(Application).filter_by(email="pending@news.example").one()
        ref, account_id = pending.ref, pending.account_id
        colleague = account_by_email(COLLEAGUE)
        assert colleague is not None
        colleague_id = colleague.id
        asked = db.session.query(DataRequest).one().id
    values: dict[str, Any] = {
        "ref": ref,
        "token": "x" * 43,
        "view_id": 1,
        "reason_id": 1,
        "outlet_id": 1,
        "alias_id": 1,
        **dict.fromkeys(("platform_id", "evidence_id", "merge_id", "owner_id", "other_id"), 404),
        "number": 1,
        "grant_id": 2147483647,
        "name": "logo.png",
        "release": "none",
        "filename": "css/app.css",
        "section": "texts",
        "key": "accreditation.approved",
        "kind": "photo",
        "code": "nobodyscode",
        "paper_id": 1,
        "path": "kit.toml",
        "part": "documents",
        "language": "th",
        "licence": "none",
        "which": "embargo",
        "receipt_id": 1,
    }
    found = {}
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            slug = "no-such-kit" if rule.endpoint.startswith("distribution") else EVENT
            # Of accounts: nobody's session or passkey.
            numbers = {"privacy": asked, "accounts": 2147483647}
            values["number"] = numbers.get(rule.endpoint.partition(".")[0], 1)
            values["account_id"] = account_id if rule.endpoint.startswith("desk.") else colleague_id
            own = {name: value for name, value in {**values, "slug": slug}.items() if name in rule.arguments}
            if rule.endpoint == "distribution.file":
                own["ref"] = "nosuchfile"
            if "key" in own and rule.endpoint.startswith("accreditation."):
                own["key"] = "0" * 32  # nobody's upload
            if rule.endpoint == "accreditation.paper_in_words":
                own["kind"] = "work"
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
    for endpoint, method in sorted(MATRIX, key=lambda row: (row[0] in ENDING, row[1], row[0])):
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
