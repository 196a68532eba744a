"""A journalist signs in by a link that was mailed: it works once, for whoever asked for it."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from press.accounts.models import MailedLink
from press.clock import now
from press.db import db, db_transaction
from tests.support import people
from tests.support.browser import Browser, Page
from tests.support.mailbox import Letter

ADDRESS = "reporter@news.example"
Mails = Callable[[], list[Letter]]


@pytest.fixture(autouse=True)
def _known(app: Flask) -> None:
    people.journalist(app, now(), email=ADDRESS)


def ask(browser: Browser, email: str = ADDRESS, next_path: str = "") -> Page:
    """Asks for a link, and returns the page that says so."""
    page = browser.get(f"/sign-in?next={next_path}")
    return browser.follow(browser.send(page, "/sign-in", email=email))


def code_on(page: Page) -> str:
    found = re.search(r'class="pd-code">(\w{3}).*?(\w{3})</p>', page.html, re.S)
    assert found
    return found[1] + found[2]


def is_signed_in(browser: Browser) -> bool:
    return "Sign out" in browser.get("/privacy").text


def test_the_link_signs_in(visitor: Browser, mails: Mails) -> None:
    ask(visitor)
    [letter] = mails()
    assert letter.to == ADDRESS
    answer = visitor.send(visitor.get(letter.links[0]))
    assert answer.status == 303
    assert is_signed_in(visitor)


def test_opening_the_link_spends_nothing_however_often(visitor: Browser, mails: Mails) -> None:
    ask(visitor)
    [letter] = mails()
    pages = [visitor.get(letter.links[0]) for _ in range(3)]
    assert [page.status for page in pages] == [200, 200, 200]
    assert not is_signed_in(visitor)
    assert visitor.send(pages[-1]).status == 303


def test_used_twice_it_says_so_and_offers_a_new_one(visitor: Browser, mails: Mails) -> None:
    ask(visitor)
    [letter] = mails()
    first = visitor.get(letter.links[0])
    visitor.send(first)
    again = visitor.get(letter.links[0])
    assert again.status == 410
    assert "Ask for a new link" in again.text
    posted = visitor.post(letter.links[0], {"csrf_token": visitor.token()})
    assert posted.status == 410
    assert "Ask for a new link" in posted.text


def test_after_a_quarter_of_an_hour_it_is_gone(app: Flask, visitor: Browser, mails: Mails) -> None:
    ask(visitor)
    [letter] = mails()
    with app.app_context(), db_transaction():
        db.session.execute(update(MailedLink).values(expires_at=now() - timedelta(seconds=1)))
    assert visitor.get(letter.links[0]).status == 410


def test_another_browser_needs_the_code_of_the_first_screen(app: Flask, visitor: Browser, mails: Mails) -> None:
    code = code_on(ask(visitor))
    [letter] = mails()
    telephone = Browser(app)
    page = telephone.get(letter.links[0])
    refused = telephone.send(page, code="")
    assert refused.status == 422
    assert "not the code" in refused.text
    assert not is_signed_in(telephone)
    accepted = telephone.send(refused, code=f" {code[:3].lower()}-{code[3:]} ")
    assert accepted.status == 303
    assert is_signed_in(telephone)
    assert not is_signed_in(visitor)


def test_five_wrong_codes_end_the_link(app: Flask, visitor: Browser, mails: Mails) -> None:
    code = code_on(ask(visitor))
    [letter] = mails()
    stranger = Browser(app)
    page = stranger.get(letter.links[0])
    statuses = [stranger.send(page, code="WRONG9").status for _ in range(5)]
    assert statuses == [422] * 5
    assert stranger.send(page, code=code).status == 410


def test_of_forty_who_spend_it_at_once_one_gets_in(app: Flask, visitor: Browser, mails: Mails) -> None:
    code = code_on(ask(visitor))
    [letter] = mails()
    crowd = [Browser(app) for _ in range(40)]
    pages = [(browser, browser.get(letter.links[0])) for browser in crowd]
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda both: both[0].send(both[1], code=code).status, pages))
    assert sorted(answers) == [303] + [410] * 39


def test_an_address_gets_three_mails_an_hour_at_most(visitor: Browser, mails: Mails) -> None:
    for _ in range(5):
        ask(visitor)
    assert len(mails()) == 3


def test_an_unknown_address_gets_the_same_answer_and_no_mail(app: Flask, mails: Mails) -> None:
    known, unknown = ask(Browser(app)), ask(Browser(app), "stranger@nowhere.example")
    assert (unknown.status, unknown.url) == (known.status, known.url)
    assert unknown.html.replace(_spelled(unknown), "") == known.html.replace(_spelled(known), "")
    assert [letter.to for letter in mails()] == [ADDRESS]


def _spelled(page: Page) -> str:
    found = re.search(r'class="pd-code">.*?</p>', page.html, re.S)
    assert found
    return found[0]


@pytest.mark.parametrize(
    "wrong", ["", "no address", "a@b@c", "@news.example", "reporter@news.example\nBcc: x@y.example"]
)
@pytest.mark.sqlite_only
def test_what_is_no_address_is_refused_in_words(visitor: Browser, mails: Mails, wrong: str) -> None:
    page = visitor.send(visitor.get("/sign-in"), "/sign-in", email=wrong)
    assert page.status == 422
    assert "e-mail address" in page.text
    assert mails() == []


def test_the_mail_carries_nothing_that_was_typed(visitor: Browser, mails: Mails) -> None:
    visitor.send(visitor.get("/sign-in"), "/sign-in", email=ADDRESS, next="/events/<b>hello</b>")
    [letter] = mails()
    assert "hello" not in letter.text + letter.html


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("asked", "reached"),
    [("/privacy", "/privacy"), ("https://evil.example/", "/"), ("//evil.example", "/"), ("/\\evil.example", "/")],
)
def test_it_leads_on_to_pages_of_this_site_only(visitor: Browser, mails: Mails, asked: str, reached: str) -> None:
    visitor.send(visitor.get("/sign-in"), "/sign-in", email=ADDRESS, next=asked)
    [letter] = mails()
    assert visitor.send(visitor.get(letter.links[0])).location == reached


@pytest.mark.sqlite_only
def test_links_come_from_the_configured_address_not_from_the_host_header(visitor: Browser, mails: Mails) -> None:
    page = visitor.get("/sign-in")
    visitor.client.post(
        "/sign-in",
        data={**page.form("/sign-in").fields, "email": ADDRESS},
        headers={"Host": "evil.example"},
        base_url="http://evil.example",
    )
    assert all("evil.example" not in letter.text + letter.html for letter in mails())
