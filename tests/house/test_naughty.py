"""Strings that break programs, in every field and every address: an answer in words, never a fault of ours.

A fault would be raised by these tests' application, so it is enough to ask."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from flask import Flask

from press.accreditation.states import ApplicationState as S
from tests.support.browser import Browser
from tests.support.mailbox import Letter
from tests.support.people import EVENT, Person

NAUGHTY = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "\x1b[31m",
    "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "undefined",
    "None",
    "-1",
    "0",
    "1e309",
    "NaN",
    "9" * 40,
    "²",
    "๑๒๓",
    "true",
    "' OR 1=1 --",
    '"; DROP TABLE applications; --',
    "%00",
    "%s%s%n",
    "{0.__class__}",
    "{{ config }}",
    "<script>alert(1)</script>",
    "../../../../etc/passwd",
    "..\\..\\windows",
    "/dev/null",
    "CON",
    "\u202egnp.exe",
    "\u200b",
    "\ufeff",
    "\ufffe",
    "\uffff",
    "💥" * 50,
    "👩‍👩‍👧‍👦",
    "Z̸͖̓ä̶́l̵̾g̸͝o̶͘" * 10,
    "กํา" + "่้๊๋" * 30,
    "ﷺ" * 40,
    "İıßﬃ",
    "x" * 100_000,
    "\r\nSet-Cookie: a=b",
    "=cmd|'/c calc'!A1",
    "http://[::1",
    "//evil.example",
    "a@b",
    "a@" + "b" * 300 + ".example",
    '"quoted"@news.example',
    "用户@例子.广告",
    "+" + "6" * 60,
    "SELECT * FROM accounts;",
    "${7*7}",
    "() { :; }; echo",
]
ADDRESSES = [
    "/events/{}",
    "/events/{}/apply",
    "/events/{}/progress.json",
    "/outlets/suggest?q={}",
    "/applications/{}",
    "/applications/confirm/{}",
    "/crew/{}",
    "/newsroom/{}",
    "/sign-in/{}",
    "/sign-in?next={}",
    "/kits/{}",
    "/kits/{}/logo",
    "/kits/x/releases/{}",
    "/files/{}/1/x",
    "/files/x/{}/x",
    "/files/x/1/{}",
    "/desk/{}",
    "/desk/{}/applications",
    "/desk/" + EVENT + "/applications?state={}",
    "/desk/" + EVENT + "/applications?medium={}",
    "/desk/" + EVENT + "/applications?q={}",
    "/desk/" + EVENT + "/applications?page={}",
    "/desk/applications/{}",
    "/static/{}",
    "/?lang={}",
    "/{}",
]
OK = {200, 302, 303, 400, 404, 405, 409, 410, 413, 415, 422}
GOOD = {
    "email": "reporter@news.example",
    "name_th": "สมชาย",
    "name_en": "Somchai",
    "phone": "081 234 5678",
    "outlet": "Outlet",
    "medium": "tv",
    "country": "TH",
    "role": "reporter",
    "work": "",
    "consent": "y",
    "request_key": "key",
}


def unlimited(app: Flask) -> Browser:
    """A browser whose sending is not counted."""
    app.before_request_funcs[None] = [f for f in app.before_request_funcs[None] if f.__name__ != "count"]
    return Browser(app)


@pytest.mark.sqlite_only
@pytest.mark.parametrize("field", ["outlet", "work", "name_en", "request_key"])
def test_every_text_of_the_application_alone(app: Flask, field: str) -> None:
    browser = unlimited(app)
    token = browser.token()
    for number, text in enumerate(NAUGHTY):
        fields = {"csrf_token": token, **GOOD, "request_key": f"{field}-{number}", field: text}
        answer = browser.post(f"/events/{EVENT}/apply", fields)
        assert answer.status in OK, repr(text)[:60]


@pytest.mark.sqlite_only
def test_every_field_of_the_application_at_once(app: Flask) -> None:
    browser = unlimited(app)
    token = browser.token()
    for text in NAUGHTY:
        answer = browser.post(f"/events/{EVENT}/apply", {**dict.fromkeys(GOOD, text), "csrf_token": token})
        assert answer.status in {400, 413, 422}, repr(text)[:60]


@pytest.mark.sqlite_only
def test_every_text_that_an_applicant_sends_afterwards(
    app: Flask, officer: Person, applicant: Callable[..., Person]
) -> None:
    person = applicant(S.IN_REVIEW)
    ask = {"items": ["name_en", "name_th", "outlet", "work"], "words": "Please."}
    officer.browser.send(officer.browser.get(person.desk_page), "/ask", **ask)
    unlimited(app)
    token = {"csrf_token": person.browser.token()}
    plain = {
        name: GOOD[name] for name in ("name_en", "name_th", "phone", "outlet", "medium", "country", "role", "work")
    }
    for text in NAUGHTY:
        fields = {**token, **dict.fromkeys(plain, text), "words": text, "email": text}
        for address in (f"{person.status_page}/change", f"{person.status_page}/answer", f"{person.status_page}/appeal"):
            assert person.browser.post(address, fields).status in OK, (address, repr(text)[:60])
        for field in ("outlet", "work"):
            answer = person.browser.post(f"{person.status_page}/change", {**token, **plain, field: text})
            assert answer.status in OK, (field, repr(text)[:60])
        assert person.browser.post(f"/events/{EVENT}/apply/draft", fields).status in OK, repr(text)[:60]
    assert person.browser.get(person.status_page).status == 200
    assert officer.browser.get(person.desk_page).status == 200


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("ending", "good", "text_fields"),
    [
        ("/decline", {"code": "other", "reason": "No.", "version": "2"}, ["reason"]),
        (
            "/ask",
            {"items": "phone", "words": "", "day": "1", "month": "1", "year": "2570", "version": "2"},
            ["words", "day", "month", "year"],
        ),
        ("/evidence", {"kind": "letter", "grade": "B", "note": ""}, ["note"]),
        (
            "/outlet",
            {"name_th": "ก", "name_en": "A", "medium": "tv", "country": "TH", "owner": "", "how": "licence"},
            ["name_th", "name_en", "owner", "how"],
        ),
    ],
)
def test_every_field_of_the_desk(
    officer: Person, applicant: Callable[..., Person], ending: str, good: dict[str, str], text_fields: list[str]
) -> None:
    person = applicant(S.DECLINED)
    token = {"csrf_token": officer.browser.token()}
    for text in NAUGHTY:
        for fields in ({**good, **dict.fromkeys(text_fields, text)}, dict.fromkeys(good, text)):
            answer = officer.browser.post(person.desk_page + ending, {**fields, **token})
            assert answer.status in OK, (fields, repr(text)[:60])
    assert officer.browser.get(person.desk_page).status == 200


@pytest.mark.sqlite_only
def test_every_field_of_a_crew_and_of_a_newsroom(
    app: Flask, officer: Person, applicant: Callable[..., Person], mails: Callable[[], list[Letter]]
) -> None:
    unlimited(app)
    person = applicant()
    officer.browser.send(officer.browser.get(person.desk_page), "/confirmation", email="desk@news.example")
    [link] = [letter.links[0] for letter in mails() if letter.to == "desk@news.example"]
    newsroom = {"version": "1", "who": "A", "function": "B", f"answer_{person.ref}": "yes"}
    people = {"people": "", "name_1": "A", "email_1": "", "role_1": "reporter"}
    desk = {"email": "", "how": "", "grade": ""}
    token = {"csrf_token": officer.browser.token()}
    own = {"csrf_token": person.browser.token()}
    for text in NAUGHTY:
        for fields in ({**newsroom, **dict.fromkeys(people, text)}, dict.fromkeys({**newsroom, **people}, text)):
            assert officer.browser.post(link, {**fields, **token}).status in OK, repr(text)[:60]
        for field in people:
            answer = person.browser.post(f"{person.status_page}/crew", {**people, field: text, **own})
            assert answer.status in OK, (field, repr(text)[:60])
        for ending in ("/confirmation", "/confirmation/1/judge", "/confirmation/1/domain"):
            answer = officer.browser.post(person.desk_page + ending, {**dict.fromkeys(desk, text), **token})
            assert answer.status in OK, (ending, repr(text)[:60])
    assert officer.browser.get(person.desk_page).status == 200
    assert officer.browser.get(link).status == 200


@pytest.mark.sqlite_only
@pytest.mark.parametrize("field", ["email", "password", "next"])
def test_the_staffs_door(app: Flask, field: str) -> None:
    browser = unlimited(app)
    token = browser.token()
    for text in NAUGHTY:
        fields = {"csrf_token": token, "email": "a@b.example", "password": "", "next": "", field: text}
        assert browser.post("/staff/sign-in", fields).status in OK, repr(text)[:60]


@pytest.mark.sqlite_only
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address(officer: Person, address: str) -> None:

    for text in NAUGHTY:
        if len(text) > 5000:
            continue
        answer = officer.browser.get(address.format(quote(text, safe="/" if text.startswith("..") else "")))
        assert answer.status in OK | {308}, (address, repr(text)[:60])
        assert "root:" not in answer.response.text


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    "name",
    [
        "Accept-Language",
        "Cookie",
        "Referer",
        "Range",
        "If-None-Match",
        "Sec-Fetch-Site",
        "X-Forwarded-For",
        "User-Agent",
    ],
)
def test_every_header(app: Flask, name: str) -> None:
    client = app.test_client(use_cookies=False)
    for text in NAUGHTY:
        if any(character in text for character in "\r\n\x00"):
            continue
        value = text[:4000].encode("utf-8").decode("latin-1")
        assert client.get(f"/events/{EVENT}", headers={name: value}).status_code in OK


def test_what_a_database_cannot_hold_is_not_found_in_it(officer: Person) -> None:
    """PostgreSQL takes no NUL in a text; SQLite does."""
    for address in ADDRESSES:
        for part in ("%00", "a%00b"):
            assert officer.browser.get(address.format(part)).status in OK | {308}, address


@pytest.mark.parametrize("field", [*GOOD, "next"])
def test_what_a_database_cannot_hold_is_not_kept(app: Flask, officer: Person, field: str) -> None:
    browser = Browser(app)
    fields = {"csrf_token": browser.token(), **GOOD, "next": "/", field: "a\x00b"}
    for address in (f"/events/{EVENT}/apply", "/sign-in", "/staff/sign-in"):
        assert browser.post(address, fields).status in OK, address
