"""What applicants are told: a mail that did not go out, what to bring, in whose language, and how to go on."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from press.accounts.states import Role
from press.accreditation.models import Application
from press.accreditation.states import ApplicationState as S
from press.clock import now
from press.db import db, db_transaction
from press.events.models import Event
from tests.accreditation.test_editor_replaced import ask_editor
from tests.support import people
from tests.support.browser import Browser, Page
from tests.support.mailbox import Letter
from tests.support.people import Person

Make = Callable[..., Person]
Mails = Callable[[], list[Letter]]
pytestmark = pytest.mark.sqlite_only

FIELDS = {
    "name_en": "Somchai Jaidee",
    "phone": "081 234 5678",
    "outlet": "Example Channel",
    "medium": "tv",
    "country": "TH",
    "role": "reporter",
    "consent": "y",
}


def apply(app: Flask, event: str, email: str) -> Page:
    browser = Browser(app)
    return browser.follow(browser.send(browser.get(f"/events/{event}/apply"), "/apply", email=email, **FIELDS))


def test_no_mail_is_not_called_sent(app: Flask, event: str, mails: Mails) -> None:
    pages = [apply(app, event, "often@news.example") for _ in range(4)]
    assert ["No e-mail has gone out yet" in page.text for page in pages] == [False, False, False, True]
    assert len([mail for mail in mails() if mail.to == "often@news.example"]) == 3


def test_links_to_sign_in_do_not_tell_by_it_who_is_known(
    app: Flask, event: str, applicant: Make, deliver: Callable[[], int]
) -> None:
    known = applicant(S.WITHDRAWN)
    for _ in range(3):
        stranger = Browser(app)
        for email in (known.email, "unknown@news.example"):
            stranger.send(stranger.get("/sign-in"), email=email)
    deliver()
    pages = [apply(app, event, email).text.replace(email, "") for email in (known.email, "unknown@news.example")]
    assert pages[0] == pages[1]
    assert "No e-mail has gone out yet" not in pages[0]


@pytest.mark.parametrize(("language", "first"), [("en", "Accreditation approved"), ("th", "อนุมัติ")])
def test_the_readers_language_comes_first(
    app: Flask, officer: Person, applicant: Make, mails: Mails, language: str, first: str
) -> None:
    person = applicant()
    with app.app_context(), db_transaction():
        db.session.query(Application).one().locale = language
    officer.browser.send(officer.browser.get(person.desk_page), "/approve")
    [letter] = [mail for mail in mails() if mail.to == person.email and "approved" in mail.subject]
    assert letter.subject.startswith(first)


def test_thai_and_latin_names_are_greeted_apart(app: Flask, officer: Person, applicant: Make, mails: Mails) -> None:
    person = applicant(name_th="", name_en="Malee Jaidee")
    officer.browser.send(officer.browser.get(person.desk_page), "/approve")
    [letter] = [mail for mail in mails() if mail.to == person.email and "approved" in mail.subject]
    assert "คุณ Malee" in letter.text


def test_whoever_is_approved_knows_when_where_and_what_to_bring(
    app: Flask, officer: Person, applicant: Make, event: str, mails: Mails
) -> None:
    with app.app_context(), db_transaction():
        found = db.session.query(Event).filter_by(slug=event).one()
        found.contact = {"name": "PR team", "phone": "02 123 4567"}
        venue = found.venue_en
    person = applicant()
    officer.browser.send(officer.browser.get(person.desk_page), "/approve")
    [letter] = [mail for mail in mails() if mail.to == person.email and "approved" in mail.subject]
    for text in (letter.text, person.browser.get(person.status_page).text):
        for told in ("Monday 11 March 2019", "09:00", venue, "a document with your photo", "02 123 4567"):
            assert told in text


def test_without_a_press_contact_the_public_is_led_somewhere(
    app: Flask, officer: Person, visitor: Browser, event: str
) -> None:
    settings = f"/desk/{event}/settings/people"
    assert f"/privacy#{event}" in visitor.get(f"/events/{event}").links
    assert settings in people.staff(app, Role.ADMIN, now()).browser.get(f"/desk/{event}").links
    overview = officer.browser.get(f"/desk/{event}")
    assert (settings in overview.links, "An administrator can do that." in overview.text) == (False, True)


def test_taking_somebody_off_the_crew_asks_first(app: Flask, applicant: Make) -> None:
    leader = applicant()
    crew = f"{leader.status_page}/crew"
    leader.browser.send(leader.browser.get(crew), "/crew", people="Malee <malee@news.example>")
    page = leader.browser.get(crew)
    assert re.search(r"<details>\s*<summary[^>]*>Remove.*?</summary>.*?Yes, remove", page.html, re.S)


def test_closing_applications_asks_first(app: Flask, event: str) -> None:
    page = people.staff(app, Role.ADMIN, now()).browser.get(f"/desk/{event}/settings")
    assert re.search(r"<details>\s*<summary[^>]*>Close applications now</summary>.*?Yes, close", page.html, re.S)


def test_after_a_revocation_nothing_more_is_offered(applicant: Make) -> None:
    revoked, approved = applicant(S.REVOKED), applicant(S.APPROVED)
    page = revoked.browser.get(revoked.status_page).text
    assert ("Have my editor confirm" in page, "My crew" in page) == (False, False)
    assert "still missing" not in approved.browser.get(approved.status_page).text


def test_a_silent_recommendation_leaves_the_list_in_order(app: Flask, officer: Person, applicant: Make) -> None:
    person = applicant()
    fields = officer.browser.get(person.desk_page).form("/approve").fields
    officer.browser.post(f"{person.desk_page}/recommend", {**fields, "outcome": "approved"})
    assert people.state_of(app, person.ref) is S.RECOMMENDED
    page = person.browser.get(person.status_page).text
    assert page.index("Application received") < page.index("Review began") < page.index("We tell you by e-mail")


def test_evidence_says_newsroom_and_not_a_code(officer: Person, applicant: Make, app: Flask, mails: Mails) -> None:
    person = applicant(outlet="Thai Morning")
    ask_editor(person, "editor@mail.example")
    link = next(mail.links[0] for mail in mails() if mail.to == "editor@mail.example")
    editor = Browser(app)
    editor.send(editor.get(link), link, who="Wanida", function="Editor", all="1")
    page = officer.browser.get(person.desk_page).text
    assert ("desk: editor@" in page, "the newsroom editor@mail.example" in page) == (False, True)


def test_a_form_that_was_open_too_long_is_sent_again_from_the_page(app: Flask, applicant: Make) -> None:
    person = applicant()
    change = f"{person.status_page}/change"
    fields = {**person.browser.get(change).form().fields, "phone": "089 999 9999", "csrf_token": "stale"}
    page = person.browser.post(change, fields, headers={"Sec-Fetch-Site": "same-origin"})
    assert (page.status, "What you typed is still here" in page.text) == (400, True)
    assert person.browser.send(page, change).status == 303
    assert "089 999 9999" in person.browser.get(person.status_page).text


def test_only_our_own_page_offers_that(app: Flask, applicant: Make) -> None:
    person = applicant()
    change = f"{person.status_page}/change"
    fields = {"phone": "089 999 9999", "csrf_token": "stale"}
    page = person.browser.post(change, fields, headers={"Sec-Fetch-Site": "none"})
    assert (page.status, "089 999 9999" in page.html) == (400, False)
