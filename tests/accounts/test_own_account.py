"""One's own account: name and language, sessions seen and ended, a mail about a browser that is new."""

from collections.abc import Callable

import pytest
from flask import Flask

from press.accounts.devices import device_of
from press.accounts.models import SignInSession
from press.accounts.states import Role
from press.clock import now
from press.db import db
from tests.support import people
from tests.support.browser import Browser
from tests.support.mailbox import Letter
from tests.support.people import PASSWORD, Person

Mails = Callable[[], list[Letter]]
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36"


def knock(browser: Browser, person: Person, **more: object) -> str:
    page = browser.get("/staff/sign-in")
    form = {**page.form("/staff/sign-in").fields, "email": person.email, "password": PASSWORD}
    answer = browser.post("/staff/sign-in", form, **more)
    assert answer.status == 303
    return answer.location


class TestSessions:
    """Where somebody is signed in, and how to end it."""

    def test_staff_and_journalists_see_their_own(self, app: Flask, officer: Person) -> None:
        journalist = people.journalist(app, now())
        for person, others in ((officer, 0), (journalist, 0)):
            page = person.browser.get("/account/sessions")
            assert page.text.count("this device") == 1
            assert page.text.count("Unknown browser") == 1 + others

    def test_one_is_ended_and_this_one_stays(self, app: Flask, officer: Person, event: str) -> None:
        other = Browser(app)
        knock(other, officer, headers={"User-Agent": CHROME})
        page = officer.browser.get("/account/sessions")
        assert "Chrome · Windows" in page.text
        assert CHROME not in page.html
        [ending] = [form for form in page.forms if form.action.endswith("/end") and form.action.count("/") == 4][:1]
        with app.app_context():
            newest = db.session.query(SignInSession).order_by(SignInSession.id.desc()).first()
            assert newest is not None
            number = newest.id
        officer.browser.post(f"/account/sessions/{number}/end", ending.fields)
        assert other.get(f"/desk/{event}").status == 303
        assert officer.browser.get(f"/desk/{event}").status == 200

    def test_somebody_elses_stays(self, app: Flask, officer: Person, event: str) -> None:
        thief = people.journalist(app, now())
        with app.app_context():
            number = db.session.query(SignInSession).filter_by(account_id=officer.account_id).one().id
        thief.browser.post(f"/account/sessions/{number}/end", {"csrf_token": thief.browser.token()})
        assert officer.browser.get(f"/desk/{event}").status == 200

    def test_signing_out_everywhere(self, app: Flask, officer: Person, event: str) -> None:
        other = Browser(app)
        knock(other, officer)
        page = officer.browser.get("/account/sessions")
        assert officer.browser.send(page, "/sessions/end").status == 303
        assert [each.get(f"/desk/{event}").status for each in (officer.browser, other)] == [303, 303]

    @pytest.mark.sqlite_only
    def test_no_address_of_a_connection_is_kept(self, app: Flask, officer: Person) -> None:
        knock(Browser(app, address="203.0.113.7"), officer)
        with app.app_context():
            rows = db.session.execute(db.text("SELECT * FROM sign_in_sessions")).all()
        assert "203.0.113.7" not in repr(rows)


@pytest.mark.sqlite_only
class TestNewBrowser:
    """Staff hear of a sign-in with a browser that was not seen before."""

    def test_once_for_each_browser(self, app: Flask, officer: Person, mails: Mails) -> None:
        browser = Browser(app)
        knock(browser, officer, headers={"User-Agent": CHROME})
        [letter] = mails()
        assert letter.to == officer.email
        assert "Chrome · Windows" in letter.text
        browser.send(browser.get("/account"), "/sign-out")
        knock(browser, officer)
        assert len(mails()) == 1
        knock(Browser(app), officer)
        assert len(mails()) == 2

    def test_a_browser_is_known_for_one_person_only(self, app: Flask, officer: Person, mails: Mails) -> None:
        browser = Browser(app)
        knock(browser, officer)
        other = people.staff(app, Role.EDITOR, now())
        knock(browser, other)
        assert [letter.to for letter in mails()] == [officer.email, other.email]

    def test_a_wrong_password_sends_nothing(self, app: Flask, officer: Person, mails: Mails) -> None:
        browser = Browser(app)
        browser.send(browser.get("/staff/sign-in"), "/staff/sign-in", email=officer.email, password="x" * 12)
        assert mails() == []


@pytest.mark.sqlite_only
def test_name_and_language_are_kept_and_spoken_from_then_on(app: Flask) -> None:
    person = people.journalist(app, now(), lang="th")
    page = person.browser.get("/account")
    answer = person.browser.send(page, "", name="Kanya", language="en")
    page = person.browser.follow(answer)
    assert page.title.startswith("My account")
    assert page.form().fields == {**page.form().fields, "name": "Kanya", "language": "en"}


@pytest.mark.sqlite_only
def test_a_name_that_cannot_be_kept_is_told_and_stays(officer: Person) -> None:
    page = officer.browser.send(officer.browser.get("/account"), "", name="x" * 101, language="fr")
    assert page.status == 422
    assert page.form().fields["name"] == "x" * 101


@pytest.mark.sqlite_only
def test_a_journalist_sees_nothing_of_passwords(app: Flask) -> None:
    person = people.journalist(app, now())
    page = person.browser.get("/account")
    assert "/account/sessions" in page.links
    assert not {"/account/password", "/account/app", "/account/passkeys"} & set(page.links)


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_away_after_signing_in(officer: Person, visitor: Browser, target: str) -> None:
    page = visitor.get("/staff/sign-in", query_string={"next": target})
    answer = visitor.send(page, "/staff/sign-in", email=officer.email, password=PASSWORD)
    assert answer.location == "/desk"


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (CHROME, "Chrome · Windows"),
        (CHROME + " Edg/126.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile Safari/537.36 Line/14.9", "LINE · Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox · macOS"),
        ("curl/8.5", ""),
        ("<script>alert(1)</script>", ""),
        ("", ""),
    ],
)
def test_a_browser_in_two_words(header: str, words: str) -> None:
    assert device_of(header) == words
