"""Feeds of a kit: valid, private, silent before the lift, and closed with the key or the accreditation."""

import logging
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from lxml import etree
from sqlalchemy import select

from press.accounts.models import Account
from press.audit.models import AuditEntry
from press.clock import now
from press.db import db, db_transaction
from press.distribution.models import FeedKey
from tests.distribution.conftest import LIFT, SECOND
from tests.kits.folders import edit, explain, put, release
from tests.support import schemas
from tests.support.atom import faults_of
from tests.support.browser import Browser, Page
from tests.support.people import Person
from tests.support.schemas import JSON_FEED

pytestmark = pytest.mark.sqlite_only

ATOM = "/kits/sample-kit/feed.atom"
JSON = "/kits/sample-kit/feed.json"
FEEDS = "/kits/sample-kit/feeds"
BOTH = (ATOM, JSON)
NS = {"a": "http://www.w3.org/2005/Atom", "at": "http://purl.org/atompub/tombstones/1.0"}


def xml(page: Page) -> etree._Element:
    return etree.fromstring(page.response.data)


def key_of(person: Person) -> str:
    """Makes the reader's key, as the page does, and returns it."""
    browser = person.browser
    shown = browser.follow(browser.send(browser.get(FEEDS), "/feeds"))
    found = re.search(r"token=([\w-]+)", shown.html)
    assert found
    return found[1]


@pytest.mark.usefixtures("kit")
def test_atom_has_all_that_the_standard_asks_for(reporter: Person) -> None:
    page = reporter.browser.get(f"{ATOM}?lang=en")
    feed = xml(page)

    assert page.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert page.headers["Cache-Control"] == "private, no-store"
    assert faults_of(page.response.data) == []
    [own] = feed.findall("a:link[@rel='self']", NS)
    assert own.get("href") == feed.findtext("a:id", namespaces=NS) == f"http://localhost{ATOM}?lang=en"
    [entry] = feed.findall("a:entry", NS)
    for name in ("published", "summary", "content"):  # of what the standard leaves open
        assert len(entry.findall(f"a:{name}", NS)) == 1, name
    moment = datetime.fromisoformat(entry.findtext("a:updated", namespaces=NS))
    assert moment.tzinfo is not None
    assert abs(now() - moment) < timedelta(minutes=5)
    assert entry.find("a:content", NS).get("type") == "html"
    assert "<p>There are 7" in entry.findtext("a:content", namespaces=NS)


def test_atom_is_valid_whatever_stands_in_it(reporter: Person, folder: Path, republish: Callable[[], None]) -> None:
    awkward = "<i>R&D</i> ]]> \u201cน้ำ\u201d & <b>"
    for language in ("th", "en"):
        put(folder, f"releases/02-more/{language}.md", release(awkward, "1 < 2 & 3\n\n- *one*\n\n> “two”"))
    edit(folder, "kit.toml", '["01-launch"]', '["01-launch", "02-more"]')
    edit(folder, "kit.toml", 'en = "Sample kit"', 'en = "Kit <1> & 2"')
    republish()

    for language in ("th", "en"):
        page = reporter.browser.get(f"{ATOM}?lang={language}")
        assert faults_of(page.response.data) == []
        assert awkward in [one.text for one in xml(page).findall("a:entry/a:title", NS)]


SPOILT = [
    ("<entry ", "<entry><title>No id</title></entry><entry ", "entry: id 0 times"),
    ("</subtitle>", "</subtitle><subtitle>Another</subtitle>", "feed: subtitle 2 times"),
    ("<author><name>", "<author><nick>A</nick><name>", "author: nick has no place there"),
    ("author>", "contributor>", "feed: neither it nor each entry has an author"),
    ("+07:00</published>", "</published>", "published: "),
    ('rel="self"', 'rel="myself"', "link: rel 'myself'"),
    ('href="http://localhost/files', 'href="/files', "link/href: "),
    ('<content type="html">', '<content type="html"><b>x</b>', "content: html holds elements"),
    ("</feed>", '<at:deleted-entry ref="x" when="2019"/></feed>', "deleted-entry/ref: 'x' is no address"),
]


@pytest.mark.usefixtures("kit")
def test_the_check_of_atom_finds_what_is_spoilt(reporter: Person) -> None:
    feed = reporter.browser.get(f"{ATOM}?lang=en").response.text
    for good, bad, said in SPOILT:
        assert good in feed
        found = faults_of(feed.replace(good, bad).encode())
        assert found[:1] == [fault for fault in found if fault.startswith(said)][:1], said
        assert found


@pytest.mark.usefixtures("kit")
def test_enclosures_are_the_files_of_that_language(reporter: Person) -> None:
    enclosures = xml(reporter.browser.get(f"{ATOM}?lang=th")).findall(".//a:link[@rel='enclosure']", NS)

    assert [link.get("type") for link in enclosures] == [
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "text/plain",
    ]
    for link in enclosures:
        assert "_th_v1." in link.get("title")
        file = reporter.browser.get(link.get("href").removeprefix("http://localhost"))
        assert (file.status, len(file.response.data)) == (200, int(link.get("length")))


@pytest.mark.usefixtures("kit")
def test_json_feed(reporter: Person) -> None:
    feed = reporter.browser.get(f"{JSON}?lang=en")

    assert feed.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    assert schemas.faults_of(feed.json, JSON_FEED) == []
    assert feed.json["feed_url"] == f"http://localhost{JSON}?lang=en"
    [item] = feed.json["items"]
    assert item["id"] == item["url"] == "http://localhost/kits/sample-kit/releases/01-launch?lang=en"
    assert (item["title"], item["language"]) == ("Launch", "en")
    assert [one["title"].rpartition(".")[2] for one in item["attachments"]] == ["pdf", "docx", "txt"]
    assert all(set(one) == {"url", "mime_type", "title", "size_in_bytes"} for one in item["attachments"])
    for spoil in ({"content_html": None}, {"date_published": "yesterday"}, {"id": 7}, {"colour": "red"}):
        assert len(schemas.faults_of({**feed.json, "items": [{**item, **spoil}]}, JSON_FEED)) == 1, spoil


def test_what_was_withdrawn_leaves_a_tombstone(
    reporter: Person, folder: Path, republish: Callable[[], None], kit: str, end_release: Callable[..., None]
) -> None:
    entry = xml(reporter.browser.get(f"{ATOM}?lang=en")).find("a:entry/a:id", NS)
    for language in ("th", "en"):
        put(folder, f"releases/02-more/{language}.md", release("More", "More."))
    edit(folder, "kit.toml", '["01-launch"]', '["02-more"]')
    for language in ("th", "en"):
        (folder / f"releases/01-launch/{language}.md").unlink()
    at = now()
    end_release("01-launch", at)
    republish()

    feed = xml(reporter.browser.get(f"{ATOM}?lang=en"))

    for language in ("th", "en"):
        assert faults_of(reporter.browser.get(f"{ATOM}?lang={language}").response.data) == []
    [stone] = feed.findall("at:deleted-entry", NS)
    assert stone.get("ref") == entry.text
    assert abs(datetime.fromisoformat(stone.get("when")) - at) < SECOND
    assert stone.findtext("at:comment", namespaces=NS) == "It was wrong."
    assert [one.text for one in feed.findall("a:entry/a:title", NS)] == ["More"]
    assert "01-launch" not in reporter.browser.get(JSON).response.text


@pytest.mark.usefixtures("embargoed")
def test_what_ended_before_the_lift_leaves_none(
    reporter: Person, clock: Callable[[datetime], None], end_release: Callable[..., None]
) -> None:
    end_release("01-launch", LIFT - SECOND)
    clock(LIFT)

    assert b"deleted-entry" not in reporter.browser.get(ATOM).response.data


@pytest.mark.usefixtures("embargoed")
@pytest.mark.parametrize("url", BOTH)
def test_silent_to_the_second_before_the_lift(
    reporter: Person, visitor: Browser, clock: Callable[[datetime], None], url: str
) -> None:
    clock(LIFT)
    token = key_of(reporter)
    program = f"{url}?lang=en&token={token}"

    clock(LIFT - SECOND)
    before = visitor.get(program)
    nothing = visitor.get(f"/kits/nothing-here/{url.rpartition('/')[2]}?lang=en")
    assert (before.status, before.text) == (404, nothing.text)
    assert "ETag" not in before.headers
    assert reporter.browser.get(url).status == 404

    clock(LIFT)
    page = visitor.get(program)
    assert page.status == 200
    # Published days before the lift: what the feed says of time begins with the lift.
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:+]+", page.response.text)) == {"2030-01-02T09:00:00+07:00"}


@pytest.mark.usefixtures("embargoed")
@pytest.mark.parametrize("url", BOTH)
def test_a_key_of_staff_opens_nothing_early(
    officer: Person, visitor: Browser, clock: Callable[[datetime], None], url: str
) -> None:
    clock(LIFT - SECOND)

    assert officer.browser.get(url).status == 200
    assert visitor.get(f"{url}?token={key_of(officer)}").status == 404


@pytest.mark.usefixtures("kit")
@pytest.mark.parametrize("url", BOTH)
def test_a_program_is_told_when_nothing_changed(
    reporter: Person, folder: Path, republish: Callable[[], None], url: str
) -> None:
    first = reporter.browser.get(url)
    again = reporter.browser.get(url, headers={"If-None-Match": first.headers["ETag"]})
    edit(folder, "releases/01-launch/en.md", "There are", "There will be")
    explain(folder, "แก้ไขถ้อยคำ · Wording mended")
    republish()
    changed = reporter.browser.get(url, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status, again.status, changed.status) == (200, 304, 200)
    assert again.response.data == b""


@pytest.mark.usefixtures("kit")
@pytest.mark.parametrize("url", BOTH)
def test_a_key_is_worth_what_its_owner_may_have(
    reporter: Person, visitor: Browser, revoke: Callable[[Person], None], url: str
) -> None:
    program = f"{url}?token={key_of(reporter)}"

    assert visitor.get(url).status == 404
    assert visitor.get(program).status == 200
    revoke(reporter)
    assert visitor.get(program).status == 404


@pytest.mark.usefixtures("kit")
def test_a_key_ends_when_its_owner_says_so_or_makes_another(reporter: Person, visitor: Browser) -> None:
    first, second = key_of(reporter), key_of(reporter)
    assert [visitor.get(f"{ATOM}?token={each}").status for each in (first, second)] == [404, 200]

    page = reporter.browser.get(FEEDS)
    assert second not in page.html  # shown once
    reporter.browser.send(page, "/feeds/end")

    assert visitor.get(f"{ATOM}?token={second}").status == 404
    assert reporter.browser.get(f"{ATOM}?token={second}").status == 404  # whoever has the right signs in instead


@pytest.mark.usefixtures("kit")
def test_a_key_of_a_disabled_account_opens_nothing(app: Flask, reporter: Person, visitor: Browser) -> None:
    token = key_of(reporter)
    with app.app_context(), db_transaction():
        db.session.get_one(Account, reporter.account_id).disabled_at = now()

    assert visitor.get(f"{ATOM}?token={token}").status == 404


@pytest.mark.usefixtures("kit")
def test_a_key_opens_no_page_and_no_file(reporter: Person, visitor: Browser) -> None:
    token = key_of(reporter)
    feed = visitor.get(f"{JSON}?token={token}").json

    [item] = feed["items"]
    for url in (item["url"] + "&", item["attachments"][0]["url"] + "?"):
        assert visitor.get(f"{url.removeprefix('http://localhost')}token={token}").status == 404


@pytest.mark.usefixtures("kit")
def test_a_key_is_kept_nowhere_in_clear(
    app: Flask, reporter: Person, visitor: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    token = key_of(reporter)
    feed = visitor.get(f"{ATOM}?token={token}")
    visitor.get(f"/kits/nothing/feed.atom?token={token}")

    assert token not in feed.response.text
    assert token not in caplog.text
    with app.app_context():
        [key] = db.session.scalars(select(FeedKey))
        entries = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "feed_key.made")).all()
        assert len(key.token_hash) == 64
        assert token not in key.token_hash
        assert [(entry.subject, entry.actor) for entry in entries] == [("kit:sample-kit", "reader")]
        assert all(token not in str(entry.details) for entry in entries)


@pytest.mark.usefixtures("kit")
def test_the_page_of_feeds_is_for_who_may_see_the_kit(visitor: Browser, reporter: Person) -> None:
    assert visitor.get(FEEDS).status == 404
    assert reporter.browser.get(FEEDS).status == 200


@pytest.mark.usefixtures("public_kit")
def test_a_public_kit_has_public_feeds(visitor: Browser) -> None:
    assert [visitor.get(url).status for url in (*BOTH, FEEDS)] == [200, 200, 200]
    assert visitor.get(f"{ATOM}?token=wrong").status == 404
