"""Every page of the kits and of the studio, as it looks when there is much to show: no barrier that axe-core finds in
either language, nothing wider than a small screen, nothing that the content policy had to stop.

Which pages there are the application says itself: a new route of these rooms fails here until it is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, url_for
from playwright.sync_api import BrowserContext, Page
from sqlalchemy import select

from press.accounts.models import Account
from press.accounts.tokens import made_token
from press.accreditation.states import ApplicationState
from press.audit.services import By
from press.clock import now
from press.db import db, db_transaction
from press.distribution.models import Subscription
from press.distribution.services import adoption, emblems, subscribing
from press.distribution.states import ReportState
from press.kits.models import Asset, Kit
from press.kits.queries import kit_row
from press.kits.services import clock, ending
from press.kits.states import Clock, EndingKind
from press.uploads.services.receiving import CHECK
from tests.distribution.conftest import LIFTED
from tests.journeys.test_crew import signed_in
from tests.kits.folders import SLUG, edit, explain, put, release, write_kit
from tests.kits.pictures import add_photo
from tests.kits.test_publish import publish
from tests.support import files, people
from tests.support.browser import Browser
from tests.support.inspection import Inspector
from tests.support.leftwork import due_since
from tests.support.mailbox import Letter
from tests.support.people import OFFICER, Person

HELD, EMBLEM, NEXT = "held-kit", "emblem-kit", "next-kit"
FIRST, GONE = "01-launch", "02-gone"
# What these rooms answer with that is no page: files, feeds, and JSON for scripts.
NO_PAGES = {
    "distribution.atom_feed",
    "distribution.checksums",
    "distribution.deadline_file",  # a page to be kept: tests/journeys/test_on_deadline.py looks at it from the disk
    "distribution.emblem_code",
    "distribution.file",
    "distribution.json_feed_view",
    "distribution.ninjs_json",
    "distribution.opening",
    "distribution.plain_text",
    "studio.draft_file_itself",
    "studio.file_before_draft",
    "studio.file_state",
}

pytestmark = [pytest.mark.journey, pytest.mark.sqlite_only, pytest.mark.xdist_group("journey")]


@dataclass(frozen=True)
class Seen:
    """A page: its route with what is put into it, who opens it, and the status that it has."""

    endpoint: str
    values: dict[str, Any]
    who: str
    status: int = 200


@dataclass(frozen=True)
class House:
    """What is there to be looked at, and who looks."""

    people: dict[str, Person]
    notice: str
    unsubscribe: str
    emblem: str
    file: str


def of_distribution(house: House) -> list[Seen]:
    """The pages of readers."""

    def seen(name: str, who: str = "reporter", status: int = 200, **values: Any) -> Seen:
        return Seen(f"distribution.{name}", values, who, status)

    return [
        seen("kit", slug=SLUG),
        seen("kit", "early", slug=SLUG),  # with terms that are still to be accepted
        seen("kit", "early", slug=HELD),
        seen("logo", slug=SLUG),
        seen("logo", "nobody", slug=SLUG),
        seen("release", slug=SLUG, release=FIRST),
        seen("release", "early", slug=HELD, release=FIRST),
        seen("release", slug=SLUG, release=GONE, status=410),
        seen("history", slug=SLUG, release=FIRST),
        seen("files", slug=SLUG),
        seen("selection", slug=SLUG, status=422),
        seen("feeds", slug=SLUG),
        seen("deadline_page", slug=SLUG),
        seen("check", slug=SLUG),
        seen("undertaking", slug=HELD),
        seen("licence", slug=SLUG, licence="mark"),
        seen("licence", "early", slug=SLUG, licence="mark"),
        seen("notice", "nobody", token=house.notice),
        seen("news", slug="smart-city-thailand-takeoff"),
        seen("unsubscribe", "nobody", token=house.unsubscribe),
        seen("emblem", "city", slug=EMBLEM),
        seen("verify_emblem", "nobody", code=house.emblem),
        seen("verify_emblem", "nobody", code="nobodyscode", status=404),
        seen("adoption", "nobody", slug=SLUG),
    ]


def of_studio(house: House) -> list[Seen]:
    """The pages of the PR team."""

    def seen(name: str, status: int = 200, **values: Any) -> Seen:
        return Seen(f"studio.{name}", values, "officer", status)

    rows = [("documents", 0), ("photos", 0), ("logo", 0), ("contacts", 0), ("zips", 0)]
    kit = ("kit", "write", "facts", "files", "compare", "review", "life", "holders", "downloads", "notices", "terms")
    return [
        seen("kits"),
        seen("new_kit"),
        seen("alarms"),
        *(seen(name, slug=SLUG) for name in (*kit, "hand_over", "copy_form", "adoption", "preview", "pack")),
        *(seen(name, slug=HELD) for name in ("write", "review", "life")),
        seen("emblems", slug=EMBLEM),
        seen("review_copy", slug=NEXT),
        seen("write_release", slug=SLUG, release=FIRST),
        seen("text", slug=SLUG, path="CHANGELOG.md"),
        *(seen("row", slug=SLUG, part=part, number=number) for part, number in rows),
        *(seen("clock", slug=SLUG, which=which) for which in ("opening", "embargo")),
        seen("release_end", slug=SLUG, release=FIRST),
        seen("file_end", slug=SLUG, ref=house.file),
        seen("notice", slug=SLUG, number=1),
    ]


def every_page(house: House) -> list[Seen]:
    return [*of_distribution(house), *of_studio(house)]


def by(person: Person) -> By:
    return By(person.account_id, "Somebody of the team")


def publish_all(app: Flask, *folders: Path) -> None:
    with app.app_context():
        for folder in folders:
            done = publish(app, folder)
            assert done.exit_code == 0, done.output


def renamed(parent: Path, slug: str) -> Path:
    """The small kit under another name, lifted."""
    folder = write_kit(parent / "made").rename(parent / slug)
    edit(folder, "kit.toml", f'id = "{SLUG}"', f'id = "{slug}"')
    edit(folder, "kit.toml", "2030-01-01T09:00:00+07:00", LIFTED)
    edit(folder, "kit.toml", "2030-01-02T09:00:00+07:00", LIFTED)
    return folder


def full_kit(parent: Path) -> Path:
    """With a photograph, a release more, and terms that are to be accepted."""
    folder = renamed(parent, SLUG)
    add_photo(folder)
    for language in ("th", "en"):
        put(folder, f"releases/{GONE}/{language}.md", release("Gone", "Soon gone."))
        edit(folder, f"licences/mark.{language}.md", 'version = "1.0"', 'version = "1.0"\naccept = true')
    edit(folder, "kit.toml", f'["{FIRST}"]', f'["{FIRST}", "{GONE}"]')
    return folder


def corrected_and_withdrawn(app: Flask, folder: Path, reporter: Person, deliver: Callable[[], int]) -> None:
    """One release is corrected after it was read, another is taken back."""
    for slug in (FIRST, GONE):
        assert reporter.browser.get(f"/kits/{SLUG}/releases/{slug}").status == 200
    edit(folder, f"releases/{FIRST}/en.md", "There are", "There will be")
    explain(folder, "แก้ไขถ้อยคำ · Wording mended")
    publish_all(app, folder)
    said = {"reason_th": "ผิด", "reason_en": "It was wrong."}
    with app.test_request_context(), db_transaction():
        ending.end_release(row_of(SLUG), GONE, EndingKind.WITHDRAWN, **said, by=OFFICER, at=now())
    deliver()


def row_of(slug: str) -> Kit:
    found = kit_row(slug)
    assert found is not None
    return found


def draft_begun(app: Flask, officer: Person, deliver: Callable[[], int]) -> None:
    """A draft with faults, a file that was refused, and one that waits for a worker who is away."""
    browser, studio = officer.browser, f"/studio/{SLUG}"
    assert browser.send(browser.get(f"{studio}/write"), f"{studio}/write").status == 303
    page = browser.get(f"{studio}/write/{FIRST}")
    changed = page.form(f"/{FIRST}/en").fields["en-body"] + "\n\n{{ nobody }}"
    assert browser.send(page, f"/{FIRST}/en", **{"en-body": changed}).status == 303
    for name, body in (("no-picture.jpg", b"MZ\x90 a program"), ("hall.jpg", files.jpeg(60, 40))):
        form = browser.get(f"{studio}/files").form("/files/photos")
        data = {"csrf_token": form.fields["csrf_token"], "file": (BytesIO(body), name)}
        assert browser.post(form.action, data, content_type="multipart/form-data").status == 303
        if name == "no-picture.jpg":
            deliver()
    due_since(app, CHECK, timedelta(minutes=2))
    assert browser.send(browser.get(f"{studio}/review"), "/review/check").status in {303, 422}


def asked_of_the_team(app: Flask, officer: Person, city: Person, deliver: Callable[[], int]) -> str:
    """Emblems and uses of the mark, waiting and decided; a sealed copy; the next kit. The code of a good emblem."""
    wish = emblems.Wish("สมหญิง ใจดี", "02 000 0000", "เมืองตัวอย่าง", "Sample City", "On our signs.")
    with app.test_request_context(), db_transaction():
        account = db.session.get_one(Account, city.account_id)
        given = emblems.ask(wish, kit=row_of(EMBLEM), account=account, by=by(city), at=now())
        emblems.approve(given, until=datetime(2600, 1, 1, tzinfo=UTC), by=by(officer), at=now())
        emblems.ask(wish, kit=row_of(EMBLEM), account=account, by=by(city), at=now())
        code = given.code
        for state in (None, ReportState.APPROVED):
            place = f"Bus station {state or 'that waits'}"
            use = adoption.Use("Sample City", place, "https://city.example/", "TH", "TH-50")
            made = adoption.report(use, kit=row_of(SLUG), account_id=None, at=now())
            if state:
                adoption.decide(made, state=state, by=by(officer), at=now())
    browser = officer.browser
    assert browser.send(browser.get(f"/studio/{SLUG}/hand-over")).status == 303
    deliver()
    page = browser.get(f"/studio/{SLUG}/copy")
    copied = {"slug": NEXT, "event": "smart-city-thailand-takeoff", "releases": "keep"}
    assert browser.send(page, **copied).status == 303
    return code


def held_back(app: Flask, early: Person, officer: Person, visitor: Browser) -> None:
    """The kit that waits for its lift: read early by one, tried by others, its clock asked to be moved."""
    assert early.browser.send(early.browser.get(f"/kits/{HELD}/undertaking"), "").status == 303
    assert visitor.get("/logo.zip").status == 404
    with app.test_request_context(), db_transaction():
        soon = now() + timedelta(days=1)
        said = {"reason": "The minister is early", "by": by(officer), "at": now()}
        clock.move_clock(row_of(HELD), Clock.EMBARGO, to=soon, **said)


def token_of_news(app: Flask, reporter: Person) -> str:
    """The secret in the address that ends somebody's news."""
    page = reporter.browser.get("/events/smart-city-thailand-takeoff/news")
    assert reporter.browser.send(page, "/news", pace="daily").status == 303
    with app.app_context():
        held = db.session.scalars(select(Subscription)).one()
        key = app.extensions["press.config"].secret_key
        return made_token(held.nonce, purpose=subscribing.PURPOSE, secret_key=key)


@pytest.fixture
def house(
    app: Flask,
    store: object,
    tmp_path: Path,
    applicant: Callable[..., Person],
    officer: Person,
    visitor: Browser,
    deliver: Callable[[], int],
    mails: Callable[[], list[Letter]],
) -> House:
    folder, emblem, held = full_kit(tmp_path), renamed(tmp_path, EMBLEM), renamed(tmp_path, HELD)
    edit(emblem, "assets/logo/pack.toml", "programme_mark", "certification_emblem")
    edit(held, "kit.toml", f"embargo_until = {LIFTED}", "embargo_until = 2999-01-01T09:00:00+07:00")
    publish_all(app, folder, emblem, held)
    reporter, early = (applicant(ApplicationState.APPROVED, verified=each) for each in (True, False))
    city = people.journalist(app, now(), email="mayor@city.example")
    terms = reporter.browser.get(f"/kits/{SLUG}/licences/mark")
    assert reporter.browser.send(terms, "").status == 303
    corrected_and_withdrawn(app, folder, reporter, deliver)
    code = asked_of_the_team(app, officer, city, deliver)
    held_back(app, early, officer, visitor)
    unsubscribe = token_of_news(app, reporter)
    links = [link for letter in mails() if letter.to == reporter.email for link in letter.links]
    notice = next(link for link in links if link.startswith("/notices/")).rpartition("/")[2]
    draft_begun(app, officer, deliver)
    with app.app_context():
        document = select(Asset.ref).where(Asset.kit_id == row_of(SLUG).id, Asset.path.startswith("documents/"))
        file = db.session.scalars(document).one()
    everybody = {"reporter": reporter, "early": early, "city": city, "officer": officer}
    return House(everybody, notice, unsubscribe, code, file)


def test_every_route_is_a_page_that_is_looked_at_or_none(app: Flask) -> None:
    nothing = House({}, "x", "x", "x", "x")
    routes = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith(("distribution.", "studio.")) and "GET" in (rule.methods or ())
    }
    named = {page.endpoint for page in every_page(nothing)}
    assert named & NO_PAGES == set()
    assert routes == named | NO_PAGES


def look_at(page: Page, look: Inspector, seen: Seen) -> None:
    for language in ("th", "en"):
        url = url_for(seen.endpoint, **seen.values, lang=language)
        answer = page.goto(url)
        assert answer is not None
        if answer.status != seen.status:
            look.faults.append(f"{url} as {seen.who}: {answer.status}")
            return
        assert page.locator("html").get_attribute("lang") == language
        look.look(page)


def test_no_barrier_on_any_page(
    app: Flask, site: str, house: House, new_reader: Callable[[int, int], BrowserContext]
) -> None:
    looks: list[Inspector] = []
    pages: dict[str, Page] = {}
    for seen in every_page(house):
        if seen.who not in pages:
            context = new_reader(1280, 900) if seen.who == "officer" else new_reader(390, 844)
            person = house.people.get(seen.who)
            pages[seen.who] = signed_in(context, person, site) if person else context.new_page()
            looks.append(Inspector(context))
        with app.test_request_context():
            look_at(pages[seen.who], looks[list(pages).index(seen.who)], seen)
    assert [fault for look in looks for fault in look.faults] == []
