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
from tests.support import people
from tests.support.browser import Browser
from tests.support.people import EVENT

pytestmark = pytest.mark.sqlite_only

ENDING = {"accounts.sign_out", "accounts.end_every_session"}
COLLEAGUE = "colleague@press.example"  # gate staff of this event, for whoever manages people
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
    "officer of another event",
    "admin of another event",
    "dpo",
)
STAFF = frozenset(ROLES) - {"anonymous", "pending", "approved"}
# An officer or admin of another event is let in nowhere here: neither at what belongs to this event, nor at a person.
DESK = dict.fromkeys(ROLES, "404") | {"officer": "ok", "admin": "ok"}
# Has a role, and has not shown enough yet: led to the staff's door, as somebody who is not signed in.
DESK |= dict.fromkeys(("anonymous", "officer by link", "officer unproven"), "door")
# A page of the desk about something that is not there.
NOBODYS = DESK | dict.fromkeys(("officer", "admin"), "404")
# The desk's, about something that is not there.
NO_ROW = DESK | {"officer": "404", "admin": "404"}
ADMIN = DESK | {"officer": "404"}
# The registry of outlets is one for all events: whoever reviews in any of them keeps it.
REGISTRY = DESK | dict.fromkeys(("officer of another event", "admin of another event"), "ok")
# Where kits are prepared: for editors too, of any event.
STUDIO = REGISTRY | {"editor": "ok"}
NO_KIT = DESK | {"officer": "404", "admin": "404"}
OPEN = dict.fromkeys(ROLES, "ok")
SIGNED_IN = OPEN | {"anonymous": "door"}
ANY_STAFF = OPEN | {role: answer for role, answer in DESK.items() if answer == "door"}
ANY_STAFF |= dict.fromkeys(("pending", "approved"), "404")
# The list of staff is any admin's; a person is there for those in whose events that person works.
ADMIN = dict.fromkeys(ROLES, "404") | {"admin": "ok"}
ADMIN |= dict.fromkeys(("anonymous", "officer by link", "officer unproven"), "door")
ANY_ADMIN = ADMIN | {"admin of another event": "ok"}
PROTECTOR = ADMIN | {"dpo": "ok"}
OWN = dict.fromkeys(ROLES, "404") | {"anonymous": "door", "pending": "ok"}
NOT_THERE = dict.fromkeys(ROLES, "404")
# Nothing has this number: officers, too, find nothing behind the door.
NONE_YET = NOT_THERE | dict.fromkeys(("anonymous", "officer by link", "officer unproven"), "door")
NO_PAPERS = NOT_THERE | {"anonymous": "door"}
# For anybody signed in, about a kit or event that is not there.
OWN_AND_NONE = NOT_THERE | {"anonymous": "door"}
NO_SCANS = NOT_THERE | dict.fromkeys(("anonymous", "officer by link", "officer unproven"), "door")
SPENT = dict.fromkeys(ROLES, "410")
SECOND_FACTOR = dict.fromkeys(ROLES, "404") | {
    "anonymous": "door",
    "officer by link": "door",
    **dict.fromkeys(STAFF - {"officer by link"}, "ok"),
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
    ("accounts.forgot", "GET"): OPEN,
    ("accounts.send_reset", "POST"): OPEN,
    ("accounts.reset_sent", "GET"): OPEN,
    ("accounts.reset", "GET"): SPENT,
    ("accounts.spend_reset", "POST"): SPENT,
    ("accounts.invitation", "GET"): SPENT,
    ("accounts.accept_invitation", "POST"): SPENT,
    ("accounts.passkey_options", "POST"): OPEN,
    ("accounts.passkey_sign_in", "POST"): OPEN,
    ("accounts.recovery_code", "GET"): SECOND_FACTOR,
    ("accounts.recovery_code", "POST"): SECOND_FACTOR,
    ("accounts.own", "GET"): SIGNED_IN,
    ("accounts.edit_own", "POST"): SIGNED_IN,
    ("accounts.own_sessions", "GET"): SIGNED_IN,
    ("accounts.end_session", "POST"): SIGNED_IN,
    ("accounts.end_every_session", "POST"): SIGNED_IN,
    ("accounts.password", "GET"): ANY_STAFF,
    ("accounts.change_password", "POST"): ANY_STAFF,
    ("accounts.new_app", "GET"): ANY_STAFF,
    ("accounts.new_app", "POST"): ANY_STAFF,
    ("accounts.recovery_codes", "GET"): ANY_STAFF,
    ("accounts.make_recovery_codes", "POST"): ANY_STAFF,
    ("accounts.own_passkeys", "GET"): ANY_STAFF,
    ("accounts.new_passkey_options", "POST"): ANY_STAFF,
    ("accounts.add_passkey", "POST"): ANY_STAFF,
    ("accounts.remove_passkey", "POST"): ANY_STAFF
    | {role: "404" for role, found in ANY_STAFF.items() if found == "ok"},
    ("staff.people", "GET"): ANY_ADMIN,
    ("staff.invite_form", "GET"): ANY_ADMIN,
    ("staff.invite", "POST"): ANY_ADMIN,
    ("staff.person", "GET"): ADMIN,
    ("staff.give_roles", "POST"): ADMIN,
    ("staff.take_role", "POST"): ADMIN | {"admin": "404"},  # there is no such grant
    ("staff.invite_again", "POST"): ADMIN,
    ("staff.disable", "POST"): ADMIN,
    ("staff.enable", "POST"): ADMIN,
    ("staff.reset_second_factor", "POST"): ADMIN,
    ("privacy.own_data", "GET"): SIGNED_IN,
    ("privacy.own_copy", "POST"): SIGNED_IN,
    ("privacy.ask", "POST"): SIGNED_IN,
    ("privacy.requests", "GET"): PROTECTOR,
    ("privacy.request", "GET"): PROTECTOR,
    ("privacy.answer", "POST"): PROTECTOR,
    ("accreditation.apply", "GET"): OPEN,
    ("accreditation.send_application", "POST"): OPEN,
    ("accreditation.check_mail", "GET"): OPEN,
    ("accreditation.mail_again", "POST"): OPEN,
    ("accreditation.mail_proof_again", "POST"): SPENT,
    ("accreditation.confirm", "GET"): SPENT,
    ("accreditation.spend_proof", "POST"): SPENT,
    ("accreditation.status", "GET"): OWN,
    ("accreditation.withdraw", "POST"): OWN,
    ("accreditation.crew", "GET"): OWN,
    ("accreditation.add_to_crew", "POST"): OWN,
    ("accreditation.editor", "GET"): OWN,
    ("accreditation.ask_editor", "POST"): OWN,
    # The one who asks leads no crew: tests/accreditation/test_crews.py tries these with one.
    ("accreditation.remind", "POST"): OWN | {"pending": "404"},
    ("accreditation.remove_from_crew", "POST"): OWN | {"pending": "404"},
    ("accreditation.leave_crew", "POST"): OWN | {"pending": "404"},
    ("accreditation.crew_invitation", "GET"): SPENT,
    ("accreditation.accept_invitation", "POST"): SPENT,
    ("accreditation.decline_invitation", "POST"): SPENT,
    ("accreditation.newsroom", "GET"): SPENT,
    ("accreditation.answer_newsroom", "POST"): SPENT,
    ("accreditation.not_our_newsroom", "POST"): SPENT,
    ("accreditation.answer", "GET"): OWN,
    ("accreditation.answer", "POST"): OWN,
    ("accreditation.change", "GET"): OWN,
    ("accreditation.change", "POST"): OWN,
    ("accreditation.appeal", "POST"): OWN,
    ("accreditation.coming", "POST"): OWN,
    ("accreditation.calendar", "GET"): OWN | {"pending": "404"},  # it is for who is accredited
    ("accreditation.keep_draft", "POST"): OPEN,
    ("accreditation.forget_draft", "POST"): OPEN,
    ("accreditation.mail_draft", "POST"): OPEN,
    ("accreditation.continue_draft", "GET"): SPENT,
    ("accreditation.spend_draft", "POST"): SPENT,
    ("accreditation.papers", "GET"): OWN,
    ("accreditation.paper_in_words", "POST"): OWN,
    ("accreditation.paper_as_file", "POST"): OWN,
    ("accreditation.paper_cannot", "POST"): OWN,
    ("accreditation.paper_again", "POST"): OWN | {"pending": "404"},  # there was no last time
    ("accreditation.begin_upload", "POST"): OWN,
    # Uploads and papers of the pending journalist: there are none. tests/uploads and test_papers.py try those that are.
    ("accreditation.upload_state", "GET"): NO_PAPERS,
    ("accreditation.put_piece", "POST"): NO_PAPERS,
    ("accreditation.paper_thumbnail", "GET"): NO_PAPERS,
    ("desk.paper_picture", "GET"): NO_SCANS,
    ("desk.paper_page", "GET"): NO_SCANS,
    ("desk.paper_original", "GET"): NO_SCANS,
    # What a kit shows is chosen by its queries: tests/distribution tries them for every reader.
    ("distribution.kit", "GET"): NOT_THERE,
    ("distribution.logo", "GET"): NOT_THERE,
    ("distribution.release", "GET"): NOT_THERE,
    ("distribution.file", "GET"): NOT_THERE,
    ("distribution.plain_text", "GET"): NOT_THERE,
    ("distribution.ninjs_json", "GET"): NOT_THERE,
    ("distribution.atom_feed", "GET"): NOT_THERE,
    ("distribution.json_feed_view", "GET"): NOT_THERE,
    ("distribution.feeds", "GET"): NOT_THERE,
    ("distribution.make_feed_key", "POST"): OWN_AND_NONE,
    ("distribution.end_feed_key", "POST"): OWN_AND_NONE,
    ("distribution.deadline_page", "GET"): NOT_THERE,
    ("distribution.deadline_file", "GET"): NOT_THERE,
    ("distribution.check", "GET"): NOT_THERE,
    # There is no event of this name: tests/distribution/test_news.py tries one that is.
    ("distribution.news", "GET"): OWN_AND_NONE,
    ("distribution.subscribe", "POST"): OWN_AND_NONE,
    ("distribution.unsubscribe", "GET"): NOT_THERE,
    ("distribution.end_subscription", "POST"): NOT_THERE,
    ("studio.kits", "GET"): STUDIO,
    # The journalists' event has no kit here: tests/studio tries those that have one.
    ("studio.kit", "GET"): NO_KIT,
    ("desk.home", "GET"): ANY_STAFF,
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
    ("desk.ask", "POST"): DESK,
    ("desk.go_on", "POST"): DESK,
    ("desk.own_medium", "POST"): DESK,
    ("desk.claim", "POST"): DESK,
    ("desk.give_back", "POST"): DESK,
    ("desk.add_note", "POST"): DESK,
    ("desk.read_notes", "POST"): DESK,
    ("desk.settle_flag", "POST"): DESK,
    ("desk.views", "GET"): DESK,
    ("desk.keep_view", "POST"): DESK,
    ("desk.change_view", "POST"): NOBODYS,
    ("desk.remove_view", "POST"): NOBODYS,
    ("desk.reasons", "GET"): DESK,
    ("desk.add_reason", "POST"): DESK,
    ("desk.reason", "GET"): NOBODYS,
    ("desk.change_reason", "POST"): NOBODYS,
    ("desk.remove_reason", "POST"): NOBODYS,
    ("desk.person", "GET"): DESK,
    ("desk.outlet_audit", "GET"): REGISTRY,
    ("desk.audit", "GET"): DESK | {"officer": "404", "dpo": "ok"},
    ("desk.ask_desk", "POST"): DESK,
    # Nobody here is in a crew: there is none to lead.
    ("desk.judge_desk", "POST"): DESK,
    ("desk.know_domain", "POST"): DESK,
    ("desk.lead_crew", "POST"): DESK | {"officer": "404", "admin": "404"},
    ("desk.outlets", "GET"): REGISTRY,
    ("desk.new_outlet", "GET"): REGISTRY,
    ("desk.add_outlet", "POST"): REGISTRY,
    ("desk.outlet_page", "GET"): REGISTRY,
    ("desk.edit_outlet", "GET"): REGISTRY,
    ("desk.save_outlet", "POST"): REGISTRY,
    ("desk.verify_known_outlet", "POST"): REGISTRY,
    ("desk.stand_outlet", "POST"): REGISTRY,
    ("desk.add_outlet_name", "POST"): REGISTRY,
    ("desk.remove_outlet_name", "POST"): REGISTRY,
    ("desk.add_outlet_platform", "POST"): REGISTRY,
    ("desk.outlet_platform", "GET"): NO_ROW,
    ("desk.save_outlet_platform", "POST"): NO_ROW,
    ("desk.remove_outlet_platform", "POST"): NO_ROW,
    ("desk.add_outlet_evidence", "POST"): REGISTRY,
    ("desk.remove_outlet_evidence", "POST"): NO_ROW,
    ("desk.change_outlet_owner", "POST"): REGISTRY,
    ("desk.choose_merge", "GET"): REGISTRY,
    ("desk.merge_outlet", "POST"): REGISTRY,
    ("desk.undo_outlet_merge", "POST"): NO_ROW,
    ("desk.outlet_look_alikes", "GET"): REGISTRY,
    ("desk.say_outlets_apart", "POST"): NO_ROW,
    ("desk.outlet_files", "GET"): REGISTRY,
    ("desk.check_outlet_file", "POST"): REGISTRY,
    ("desk.import_outlet_file", "POST"): REGISTRY,
    ("desk.export_outlets_csv", "POST"): REGISTRY,
    ("desk.export_outlets_xlsx", "POST"): REGISTRY,
    ("desk.owners", "GET"): REGISTRY,
    ("desk.owner", "GET"): NO_ROW,
    ("desk.rename_owner", "POST"): NO_ROW,
    ("desk.merge_owner", "POST"): NO_ROW,
    ("desk.new_event", "GET"): ADMIN,
    ("desk.add_event", "POST"): ADMIN,
    ("desk.event_settings", "GET"): DESK,
    ("desk.event_section", "GET"): DESK,
    ("desk.change_section", "POST"): ADMIN,
    ("desk.open_to_public", "POST"): ADMIN,
    ("desk.close_applications", "POST"): ADMIN,
    ("desk.reopen_applications", "POST"): ADMIN,
    ("desk.event_mails", "GET"): DESK,
    ("desk.event_mail", "GET"): DESK,
    ("desk.change_mail", "POST"): DESK,
    ("desk.reset_mail", "POST"): DESK,
    ("desk.try_mail", "POST"): DESK,
    ("desk.preview_mail", "GET"): DESK,
    ("desk.preview_words", "POST"): DESK,
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
        "paper_id": 1,
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
