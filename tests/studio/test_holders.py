"""Who has what, for the PR team: which version, of which outlet, how often, and whom to telephone."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import select

from press.accounts.states import Role
from press.accreditation.states import ApplicationState
from press.audit.models import AuditEntry
from press.clock import now
from press.db import db, db_transaction
from press.distribution.models import Download, NoticeReceipt
from press.distribution.queries import figures, holding
from press.kits.models import Asset, Kit
from press.kits.services import ending
from tests.distribution.test_telling import RELEASE, change_text, tell
from tests.kits.folders import SVG, put
from tests.support import people
from tests.support.browser import Browser, Page
from tests.support.people import Person

MARK = "assets/logo/mark-en.svg"
ZIP = "zips/all@accredited"
HOLDERS = "/studio/sample-kit/holders"
Address = Callable[[str], str]

pytestmark = pytest.mark.usefixtures("kit")


@pytest.fixture
def tv(applicant: Callable[..., Person]) -> Person:
    return applicant(ApplicationState.APPROVED, outlet="Thai TV", name_en="Anan Rak", phone="+66 81 111 1111")


@pytest.fixture
def radio(applicant: Callable[..., Person]) -> Person:
    return applicant(ApplicationState.APPROVED, outlet="=Radio", name_en="Bua Dee", phone="02 222 2222")


def rows_of(page: Page) -> list[list[str]]:
    return list(csv.reader(io.StringIO(page.response.data.decode("utf-8-sig"))))


def audited(app: Flask, action: str) -> list[dict[str, object]]:
    with app.app_context():
        return [entry.details for entry in db.session.scalars(select(AuditEntry).where(AuditEntry.action == action))]


def test_the_newest_version_that_somebody_took_is_theirs(
    app: Flask, tv: Person, radio: Person, address: Address, folder: Path, republish: Callable[[], None]
) -> None:
    for person in (tv, radio):
        assert person.browser.get(address(MARK)).status == 200
    put(folder, MARK, SVG.replace("#0b3d91", "#a3121b"))
    republish()
    assert tv.browser.get(address(MARK)).status == 200

    with app.app_context():
        kit = db.session.scalars(select(Kit)).one()
        mark = next(item for item in holding.items_of(kit).values() if item.name_en == "mark-en.svg")
        held = holding.held_of(kit)[mark.key]
        older = holding.every_holder(kit, holding.HolderFilter(mark.key, "older"))
        current = holding.every_holder(kit, holding.HolderFilter(mark.key, "current"))
    assert mark.current == 2
    assert (held.people_current, held.people_older, held.outlets_current, held.outlets_older) == (1, 1, 1, 1)
    assert [(row.email, row.number, row.phone) for row in older] == [(radio.email, 1, "02 222 2222")]
    assert [(row.email, row.number) for row in current] == [(tv.email, 2)]


@pytest.mark.parametrize("change", [("There are", "There will be"), ('kind = "release"', 'kind = "fact_sheet"')])
def test_who_read_before_a_correction_has_an_older_text(
    officer: Person, tv: Person, radio: Person, folder: Path, republish: Callable[[], None], change: tuple[str, str]
) -> None:
    tv.browser.get(RELEASE)
    change_text(folder, *change)
    republish()
    radio.browser.get(RELEASE)

    page = officer.browser.get(f"{HOLDERS}?item=release-1&have=older")
    assert page.status == 200
    assert "Anan Rak" in page.text
    assert "+66 81 111 1111" in page.text
    assert "Bua Dee" not in page.text
    assert "Bua Dee" in officer.browser.get(f"{HOLDERS}?q=bua").text


def test_versions_of_a_release_are_counted_as_its_own_page_counts_them(
    officer: Person, tv: Person, folder: Path, republish: Callable[[], None]
) -> None:
    put(folder, MARK, SVG.replace("#0b3d91", "#a3121b"))
    republish()  # the second revision of the kit, in which the release reads as before
    tv.browser.get(RELEASE)

    text = officer.browser.get(f"{HOLDERS}?item=release-1").text
    assert text.endswith("Press Desk")  # what the page counts by stands in nobody's way
    assert "1 current" in text
    assert "2 current" not in text
    change_text(folder, "There are", "There will be")
    republish()
    tv.browser.get(RELEASE)
    assert "2 current" in officer.browser.get(f"{HOLDERS}?item=release-1").text


@pytest.mark.parametrize("item", ["release-1", MARK])
def test_whoever_has_it_in_a_zip_alone_stands_in_every_number_and_list(
    app: Flask,
    officer: Person,
    tv: Person,
    radio: Person,
    applicant: Callable[..., Person],
    address: Address,
    folder: Path,
    republish: Callable[[], None],
    deliver: Callable[[], int],
    item: str,
) -> None:
    """In the row, among the people of the chosen row, in the file, and where notices go: the same people."""
    elsewhere = applicant(ApplicationState.APPROVED, outlet="Elsewhere")
    elsewhere.browser.get(address("zips/all@public"))  # holds neither
    for person in (tv, radio, officer):
        person.browser.get(address(ZIP))
    tv.browser.get(address(MARK) if item == MARK else RELEASE)
    with app.app_context():
        file = db.session.scalars(select(Asset).where(Asset.path == MARK)).one()
        word = f"file-{file.id}" if item == MARK else item

    def numbers() -> tuple[int, int]:
        with app.app_context():
            kit = db.session.scalars(select(Kit)).one()
            items, every = holding.items_of(kit), holding.held_of(kit)
            assert "rendition" not in {items[key].asset_kind for key in every}  # a zip is no row for each picture in it
            key = next(each for each in items.values() if each.word == word).key
            held = every[key]
            assert held.people_current + held.people_older == len(holding.every_holder(kit, holding.HolderFilter(key)))
            return held.people_current, held.people_older

    def listed(have: str = "") -> list[tuple[str, bool]]:
        """Who stands in the page and in the file, and whether as one who has it in a zip alone."""
        page = officer.browser.get(f"{HOLDERS}?item={word}&have={have}")
        rows = rows_of(officer.browser.send(page, "/holders.csv"))[1:]
        assert all(row[0] in page.text for row in rows)
        assert page.text.count("in a zip or another file") == len([row for row in rows if row[8]])
        return sorted((row[0], bool(row[8])) for row in rows)

    assert numbers() == (2, 0)
    assert listed() == [("Anan Rak", False), ("Bua Dee", True)]

    change_text(folder)
    put(folder, MARK, SVG.replace("#0b3d91", "#a3121b"))
    republish()
    tv.browser.get(address(MARK) if item == MARK else RELEASE)

    assert numbers() == (1, 1)
    assert listed("older") == [("Bua Dee", True)]
    if item == MARK:
        with app.app_context(), db_transaction():
            kit = db.session.scalars(select(Kit)).one()
            ending.end_file(kit, MARK, reason_th="ผิด", reason_en="Wrong", by=people.OFFICER, at=now())
    else:
        tell(app, "killed")
    deliver()
    with app.app_context():
        assert set(db.session.scalars(select(NoticeReceipt.account_id))) == {tv.account_id, radio.account_id}


@pytest.mark.sqlite_only
def test_what_was_killed_is_marked_and_whom_to_telephone_comes_first(
    app: Flask, officer: Person, tv: Person, radio: Person, folder: Path, republish: Callable[[], None]
) -> None:
    tv.browser.get(RELEASE)
    change_text(folder)
    republish()
    radio.browser.get(RELEASE)
    tell(app, "killed")

    page = officer.browser.get(f"{HOLDERS}?item=release-1")

    assert "Killed" in page.text
    people = page.text.partition("Telephone")[2]
    assert people.index("Anan Rak") < people.index("Bua Dee")


def test_nobody_of_the_team_is_counted(app: Flask, officer: Person, address: Address) -> None:
    officer.browser.get(address(ZIP))
    officer.browser.get(RELEASE)
    with app.app_context():
        kit = db.session.scalars(select(Kit)).one()
        assert holding.held_of(kit) == {}
        assert figures.by_file(kit, figures.DownloadFilter()) == []
        assert figures.figures_of(kit, at=now()) == figures.KitFigures(0, 0, 0, 0)


def test_the_list_as_a_file_runs_nothing_and_is_noted(
    app: Flask, officer: Person, tv: Person, radio: Person, address: Address
) -> None:
    for person in (tv, radio):
        person.browser.get(address(ZIP))
    page = officer.browser.get(f"{HOLDERS}?have=current&q=bua")

    answer = officer.browser.send(page, "/holders.csv")

    heading, *rows = rows_of(answer)
    assert len(heading) == len(rows[0]) == 10
    assert [row[:4] for row in rows] == [["Bua Dee", "'=Radio", "02 222 2222", radio.email]]
    assert audited(app, "holders.exported") == [{"rows": 1, "searched": True, "item": "", "have": "current"}]


def test_downloads_are_counted_by_file_and_by_outlet(
    app: Flask, officer: Person, tv: Person, radio: Person, visitor: Browser, address: Address
) -> None:
    for person in (tv, radio):
        person.browser.get(address(ZIP))
    tv.browser.get(address(MARK))
    visitor.get(address("assets/logo/mark-open.svg"))

    page = officer.browser.get("/studio/sample-kit/downloads")
    answer = officer.browser.send(page, "/downloads.csv")

    found = {(row[0], row[1]): row[2:4] for row in rows_of(answer)[1:]}
    assert found == {
        ("File", "sample-kit.zip"): ["2", "2"],
        ("File", "mark-en.svg"): ["1", "1"],
        ("File", "mark-open.svg"): ["1", "1"],
        ("Outlet", "Thai TV"): ["1", "2"],
        ("Outlet", "'=Radio"): ["1", "1"],
        ("Outlet", "Not signed in, or no application"): ["1", "1"],
    }
    assert "Downloads over time" not in page.text  # all in one hour: there is no line to draw yet
    today = f"{now():%Y-%m-%d}"
    narrowed = officer.browser.get(f"/studio/sample-kit/downloads?outlet=-&since=2000-01-01&until={today}&file=x")
    assert narrowed.status == 200
    assert officer.browser.get("/studio/sample-kit/downloads?until=2001-01-01").text.count("No downloads yet") == 2
    assert audited(app, "downloads.exported") == [{"rows": 6}]


@pytest.mark.sqlite_only
def test_the_days_of_downloads_are_read_in_either_era(officer: Person, tv: Person, address: Address) -> None:
    tv.browser.get(address(ZIP))

    def asked(**values: str) -> tuple[bool, str, bool]:
        page = officer.browser.get("/studio/sample-kit/downloads?" + urlencode(values))
        [form] = [form for form in page.forms if "since" in form.fields and form.method == "get"]
        return "No downloads yet" not in page.text, form.fields["since"], "Write the day as" in page.text

    assert asked(since="1/2/2560", lang="en") == (True, "1/2/2017", False)
    assert asked(since="2017-02-01", lang="th") == (True, "1/2/2560", False)
    assert asked(since="1/2/2640", lang="en") == (False, "1/2/2097", False)
    assert asked(since="31/2/2560", lang="en") == (True, "31/2/2560", True)


def test_a_few_days_are_counted_by_the_hour_and_more_by_the_day() -> None:
    start = now().replace(hour=3, minute=0, second=0, microsecond=0)
    near = figures.grown([(start, 2), (start + timedelta(hours=5), 3)])
    far = figures.grown([(start, 2), (start + timedelta(hours=1), 3), (start + timedelta(days=9), 1)])
    assert [total for _moment, total in near] == [2, 5]
    assert [total for _day, total in far] == [5, 6]


@pytest.mark.sqlite_only
def test_more_people_ask_nothing_more_of_the_database(
    app: Flask,
    officer: Person,
    applicant: Callable[..., Person],
    address: Address,
    deliver: Callable[[], int],
    count_queries: Callable[[Callable[[], object]], int],
) -> None:
    pages = ("", "/holders", "/downloads", "/notices", "/notices/1")

    def look() -> list[int]:
        return [count_queries(lambda page=page: officer.browser.get(f"/studio/sample-kit{page}")) for page in pages]

    applicant(ApplicationState.APPROVED, outlet="One").browser.get(address(ZIP))
    tell(app, "killed")
    deliver()
    look()
    before = look()
    for each in range(3):
        person = applicant(ApplicationState.APPROVED, outlet=f"Outlet {each}")
        person.browser.get(address(ZIP))
        person.browser.get(address(MARK))
        with app.app_context(), db_transaction():
            db.session.add(
                NoticeReceipt(
                    notice_id=1, account_id=person.account_id, nonce="n", token_hash=f"t{each}", told_at=now()
                )
            )
    assert look() == before


def test_whom_to_telephone_and_what_came_of_it(
    app: Flask, officer: Person, tv: Person, radio: Person, mails: Callable[[], object]
) -> None:
    for person in (tv, radio):
        person.browser.get(RELEASE)
    tell(app, "withdrawn")
    mails()
    assert "Nobody needs to be phoned now" in officer.browser.get("/studio/sample-kit/notices/1").text
    page = officer.browser.get("/studio/sample-kit/notices/1?hours=0")
    # Outlets together, each with its number.
    assert page.text.index("02 222 2222") < page.text.index("+66 81 111 1111")

    answer = officer.browser.send(page, "/1/telephoned", remark="Takes it down at once")

    assert answer.status == 303
    page = officer.browser.follow(answer)
    assert "Takes it down at once" in page.text
    assert "The officer" in page.text
    [noted] = audited(app, "notice.telephoned")
    assert noted["person"] == f"account:{tv.account_id}"
    with app.app_context():
        assert figures.figures_of(db.session.scalars(select(Kit)).one(), at=now()).not_opened == 1
    listed = officer.browser.get("/studio/sample-kit/notices")
    assert "A release was withdrawn" in listed.text


def test_another_events_team_finds_nothing(app: Flask, kit: str) -> None:
    elsewhere = people.staff(app, Role.OFFICER, now(), event=people.another_event(app))
    for page in ("holders", "downloads", "notices", "hand-over", "copy"):
        assert elsewhere.browser.get(f"/studio/{kit}/{page}").status == 404


def test_the_overview_says_what_counts(app: Flask, officer: Person, tv: Person, address: Address) -> None:
    tv.browser.get(address(ZIP))
    text = officer.browser.get("/studio/sample-kit").text
    assert "People with the current version 1" in text
    assert "Downloads today 1" in text
    with app.app_context():
        assert db.session.scalars(select(Download)).one().account_id == tv.account_id
