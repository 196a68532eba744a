"""Reading before the lift: an accredited journalist undertakes to keep the embargo, and nobody else learns a thing."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from press.accreditation.states import ApplicationState
from press.audit.models import AuditEntry
from press.clock import now
from press.db import db, db_transaction
from press.distribution.drill.surfaces import addresses_of
from press.distribution.models import Undertaking
from press.kits.models import Kit
from press.kits.queries import current_revision, kit_row
from tests.distribution.conftest import LIFTED
from tests.kits.folders import edit, put, write_kit
from tests.kits.test_publish import publish
from tests.support.browser import Browser, Page
from tests.support.people import Person

KIT = "/kits/sample-kit"
UNDERTAKING = f"{KIT}/undertaking"
OPENING = f"{KIT}/opening.json"
THAI = "documents/ข้อมูล น้ำ.txt"
LATER = "2999-01-01T09:00:00+07:00"
OWN_TEXT = '+++\ntitle = "House rules"\nversion = "{}"\nsummary = "In short"\n+++\n\nKeep quiet.\n'

pytestmark = pytest.mark.sqlite_only


@pytest.fixture
def held(folder: Path, republish: Callable[[], None]) -> str:
    """The kit, available and under embargo for long."""
    edit(folder, "kit.toml", f"embargo_until = {LIFTED}", f"embargo_until = {LATER}")
    republish()
    return "sample-kit"


def undertake(person: Person) -> None:
    done = person.browser.send(person.browser.get(UNDERTAKING), "")
    assert (done.status, done.location) == (303, KIT)


def test_journalist_reads_after_the_undertaking_and_not_before(
    app: Flask, reporter: Person, held: str, address: Callable[[str], str]
) -> None:
    urls = [KIT, f"{KIT}/logo", f"{KIT}/releases/01-launch", address(THAI), address("zips/all@accredited")]
    assert {reporter.browser.get(url).status for url in urls} == {404}

    undertake(reporter)

    assert {reporter.browser.get(url).status for url in urls} == {200}
    with app.app_context():
        kept = db.session.scalars(select(Undertaking)).one()
        assert (kept.account_id, kept.version, kept.language) == (reporter.account_id, "press-desk 1", "en")
        assert kept.embargo_until == datetime(2999, 1, 1, 2, 0, tzinfo=UTC)
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "kit.undertaken")).one()
        assert entry.subject == "kit:sample-kit"


def test_page_of_the_undertaking_says_the_hour_and_nothing_of_the_kit(reporter: Person, held: str) -> None:
    for language, words in (("en", "I undertake that"), ("th", "คำรับรอง")):
        page = reporter.browser.get(f"{UNDERTAKING}?lang={language}")
        assert page.status == 200
        assert words in page.text
        assert "09:00:00" in page.text
        assert page.headers["X-Robots-Tag"] == "noindex, noarchive"
        for told in ("Sample kit", "ชุดข้อมูลตัวอย่าง", "In short", "Logo pack", "/files/"):
            assert told not in page.html


def test_those_without_a_credential_find_neither_page_nor_hour(
    visitor: Browser, applicant: Callable[..., Person], held: str
) -> None:
    revoked = applicant(ApplicationState.REVOKED)
    nothing = visitor.get("/kits/nothing-here/undertaking")
    for browser in (visitor, applicant().browser, revoked.browser):
        assert browser.get(UNDERTAKING).status == 404
        assert browser.get(OPENING).status == 404
        assert browser.post(UNDERTAKING, {"csrf_token": browser.token()}).status == 404
    assert visitor.get(UNDERTAKING).text == nothing.text
    pending = applicant()
    assert "sample-kit" not in pending.browser.get(pending.status_page).html


def as_a_browser_asks(person: Browser, url: str) -> Page:
    return person.get(url, headers={"Accept": "text/html"})


@pytest.mark.parametrize("page", ["", "/releases/01-launch", "/releases/01-launch/history", "/logo", "/files"])
def test_journalist_with_a_link_into_the_kit_is_asked_and_then_led_to_it(
    reporter: Person, held: str, page: str
) -> None:
    wanted = f"{KIT}{page}?lang=en"

    asked = as_a_browser_asks(reporter.browser, wanted)

    assert asked.status == 303
    assert asked.location is not None
    assert asked.location.startswith(f"{UNDERTAKING}?then=")
    form = reporter.browser.get(asked.location)
    assert form.status == 200
    done = reporter.browser.send(form, "")
    assert (done.status, done.location) == (303, wanted)
    assert as_a_browser_asks(reporter.browser, wanted).status == 200
    assert reporter.browser.get(asked.location).location == wanted
    assert as_a_browser_asks(reporter.browser, f"{KIT}/releases/02-nothing").status == 404


def test_the_undertaking_tells_nobody_which_pages_there_are(reporter: Person, held: str) -> None:
    there, not_there = (
        as_a_browser_asks(reporter.browser, f"{KIT}/releases/{slug}").status for slug in ("01-launch", "02-nothing")
    )

    assert (there, not_there) == (303, 303)


def test_the_undertaking_leads_to_no_other_site(reporter: Person, held: str) -> None:
    form = reporter.browser.get(f"{UNDERTAKING}?then=//elsewhere.example/")

    assert reporter.browser.send(form, "").location == KIT


def test_a_link_into_a_held_kit_leads_nobody_else_anywhere(
    visitor: Browser, applicant: Callable[..., Person], reporter: Person, held: str, address: Callable[[str], str]
) -> None:
    nobody = (visitor, applicant().browser, applicant(ApplicationState.REVOKED).browser)
    for browser in nobody:
        assert {as_a_browser_asks(browser, f"{KIT}{page}").status for page in ("", "/logo", "/files")} == {404}
    files = [address(THAI), f"{KIT}/feed.atom", f"{KIT}/releases/01-launch/text.txt", f"{KIT}/SHA256SUMS.txt"]
    assert {as_a_browser_asks(reporter.browser, url).status for url in files} == {404}
    assert reporter.browser.get(KIT).status == 404  # a program that reads no pages


def test_revocation_ends_what_was_undertaken(reporter: Person, officer: Person, held: str) -> None:
    undertake(reporter)
    desk = officer.browser.open(reporter.desk_page)
    assert officer.browser.send(desk, "/revoke", reason="Left the outlet.").status == 303

    assert reporter.browser.get(KIT).status == 404
    assert reporter.browser.get(UNDERTAKING).status == 404


def test_before_it_is_available_nobody_is_asked_and_nobody_reads(
    reporter: Person, held: str, folder: Path, republish: Callable[[], None]
) -> None:
    undertake(reporter)
    edit(folder, "kit.toml", f"available_from = {LIFTED}", "available_from = 2998-01-01T09:00:00+07:00")
    republish()

    assert reporter.browser.get(KIT).status == 404
    assert reporter.browser.get(UNDERTAKING).status == 404
    assert "1 Jan 2999, 09:00:00 (Bangkok)" in reporter.browser.get(reporter.status_page).text


def test_pages_that_wait_lead_to_the_undertaking_and_then_to_the_kit(
    reporter: Person, visitor: Browser, held: str, event: str
) -> None:
    pages = [reporter.status_page, f"/events/{event}", "/"]
    for url in pages:
        page = reporter.browser.get(f"{url}?lang=en")
        assert UNDERTAKING in page.links
        assert "now, under embargo" in page.text
    for url in pages[:2]:
        assert f'data-lift="{OPENING}"' in reporter.browser.get(url).html
    assert "sample-kit" not in visitor.get(pages[1]).html

    undertake(reporter)

    for url in pages:
        page = reporter.browser.get(url)
        assert UNDERTAKING not in page.links
        assert KIT in page.links


def test_every_kit_of_the_event_is_listed_and_no_title_before_its_time(
    app: Flask, reporter: Person, visitor: Browser, held: str, tmp_path: Path, event: str
) -> None:
    later = "2998-01-01T09:00:00+07:00"
    for slug, title, until in (("first-kit", "The first", LIFTED), ("last-kit", "The last", later)):
        own = write_kit(tmp_path / "more").rename(tmp_path / slug)
        edit(own, "kit.toml", 'id = "sample-kit"', f'id = "{slug}"')
        edit(own, "kit.toml", "2030-01-01T09:00:00+07:00", until)
        edit(own, "kit.toml", "2030-01-02T09:00:00+07:00", until)
        edit(own, "kit.toml", 'en = "Sample kit"', f'en = "{title}"')
        with app.app_context():
            done = publish(app, own)
            assert done.exit_code == 0, done.output

    for url in (reporter.status_page, f"/events/{event}", "/"):
        page = reporter.browser.get(f"{url}?lang=en")
        assert {"/kits/first-kit", UNDERTAKING} <= set(page.links), url
        assert "1 Jan 2998" in page.text, url
        assert "/kits/last-kit/undertaking" not in page.links, url
        assert "The last" not in page.text, url
    home = reporter.browser.get("/?lang=en").text  # which kit is meant, where one can be opened already
    assert "Read another press kit now, under embargo" in home
    assert "Another press kit opens on 1 Jan 2998" in home

    undertake(reporter)

    for url in (reporter.status_page, f"/events/{event}", "/"):
        page = reporter.browser.get(f"{url}?lang=en")
        assert {"/kits/first-kit", KIT} <= set(page.links), url
        assert [title in page.text for title in ("The first", "Sample kit", "The last")] == [True, True, False], url
    public = visitor.get(f"/events/{event}")
    assert "/kits/first-kit" not in public.links  # its mark is for all, its page is for journalists
    assert [slug in public.html for slug in ("sample-kit", "last-kit")] == [False, False]


def test_what_is_read_early_says_so(reporter: Person, held: str, address: Callable[[str], str]) -> None:
    undertake(reporter)

    page = reporter.browser.get(f"{KIT}/releases/01-launch?lang=en")

    assert "1 January 2999, 09:00:00 (Bangkok, UTC+7)" in page.text
    assert "1 Jan 2999, 02:00:00 (UTC)" in page.text
    assert "You have undertaken not to publish" in page.text
    assert 'data-copy="Not for publication before Tuesday 1 January 2999, 09:00 (Bangkok, UTC+7)' in page.html
    copied = reporter.browser.get(f"{KIT}/releases/01-launch/text.txt?lang=en").response.data.decode()
    assert copied.startswith("Not for publication before Tuesday 1 January 2999, 09:00 (Bangkok, UTC+7)")
    assert (
        "Not for publication before Tuesday 1 January 2999, 09:00"
        in reporter.browser.get(f"{KIT}/deadline?lang=en").html
    )


def test_no_search_engine_keeps_anything_of_a_kit_before_its_lift(
    app: Flask, reporter: Person, officer: Person, held: str, address: Callable[[str], str]
) -> None:
    undertake(reporter)
    with app.test_request_context():
        kit = kit_row(held)
        revision = current_revision(kit.id) if kit else None
        assert kit is not None
        assert revision is not None
        known = addresses_of(app, kit, revision)
    urls = [one.url for one in known if one.endpoint.startswith("distribution.") and one.of_kit]
    picked = f"{KIT}/selection.zip?file={address(THAI).split('/')[2]}"
    assert {f"{KIT}/SHA256SUMS.txt", f"{KIT}/opening.json"} <= {url.partition("?")[0] for url in urls}

    def kept(url: str) -> bool:
        tags = {each.browser.get(url).headers.get("X-Robots-Tag") for each in (reporter, officer)}
        assert tags in ({None}, {"noindex, noarchive"}), url
        return None in tags

    assert [url for url in [*urls, picked] if kept(url)] == []
    with app.app_context(), db_transaction():
        db.session.scalars(select(Kit)).one().embargo_until = now()
    for url in (KIT, picked, address(THAI), f"{KIT}/SHA256SUMS.txt", f"{KIT}/releases/01-launch"):
        assert reporter.browser.get(url).status == 200
        assert kept(url)
    assert not kept(f"{KIT}/releases/02-nothing")
    assert not kept("/kits/nothing-here")


def test_a_later_hour_binds_those_who_undertook_and_they_are_told(
    reporter: Person, held: str, folder: Path, republish: Callable[[], None]
) -> None:
    undertake(reporter)
    edit(folder, "kit.toml", LATER, "2999-01-02T09:00:00+07:00")
    republish()

    page = reporter.browser.get(KIT)

    assert page.status == 200
    assert "2 January 2999, 09:00:00" in page.text
    assert "it was 1 Jan 2999, 09:00:00" in page.text


def test_a_new_version_of_the_text_asks_again(
    app: Flask, reporter: Person, held: str, folder: Path, republish: Callable[[], None]
) -> None:
    undertake(reporter)
    for version in ("1", "2"):
        for language in ("th", "en"):
            put(folder, f"licences/undertaking.{language}.md", OWN_TEXT.format(version))
        republish()

        assert reporter.browser.get(KIT).status == 404
        page = reporter.browser.get(UNDERTAKING)
        assert "Keep quiet." in page.text
        assert "The text has changed since you accepted it" in page.text
        undertake(reporter)
        assert reporter.browser.get(KIT).status == 200
    with app.app_context():
        assert len(db.session.scalars(select(Undertaking)).all()) == 3


def test_opening_is_never_early(reporter: Person, held: str) -> None:
    lift = datetime(2999, 1, 1, 2, 0, tzinfo=UTC)
    before = reporter.browser.get(OPENING).json

    assert (before["open"], before["lifted"], before["opens_at"]) == (False, False, int(lift.timestamp() * 1000))
    assert abs(before["now"] - now().timestamp() * 1000) < 60_000


def test_undertaking_leads_on_once_the_kit_is_open(reporter: Person, kit: str) -> None:
    page = reporter.browser.get(UNDERTAKING)

    assert (page.status, page.location) == (302, KIT)
    assert reporter.browser.get(OPENING).json["open"] is True


def test_editors_see_who_accepted_what(reporter: Person, officer: Person, held: str) -> None:
    terms = "/studio/sample-kit/terms"
    assert "Nobody has accepted anything yet" in officer.browser.get(terms).text
    undertake(reporter)

    page = officer.browser.get(terms)

    for words in (reporter.email, "press-desk 1", "Undertaking", "English", "1 Jan 2999, 09:00"):
        assert words in page.text


def test_the_copy_of_ones_data_holds_it(reporter: Person, held: str) -> None:
    undertake(reporter)

    copy = reporter.browser.send(reporter.browser.get("/account/data"), "/account/data.json").json

    [line] = copy["accepted_texts"]
    assert (line["kit"], line["text"], line["version"]) == ("sample-kit", "undertaking", "press-desk 1")


def test_an_hour_that_was_moved_since_the_page_was_opened_is_shown_before_it_is_accepted(
    app: Flask, reporter: Person, held: str
) -> None:
    page = reporter.browser.get(f"{UNDERTAKING}?then={KIT}/logo")
    moved = datetime(2999, 1, 2, 2, 0, tzinfo=UTC)
    with app.app_context(), db_transaction():
        db.session.scalars(select(Kit)).one().embargo_until = moved

    again = reporter.browser.follow(reporter.browser.send(page, ""))

    assert "This page has changed since you opened it." in again.text
    with app.app_context():
        assert db.session.scalar(select(Undertaking)) is None
    done = reporter.browser.send(again, "")
    assert (done.status, done.location) == (303, f"{KIT}/logo")
    with app.app_context():
        assert db.session.scalars(select(Undertaking)).one().embargo_until == moved
