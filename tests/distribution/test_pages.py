"""Kit, release and logo pages, in both languages, for each who may or may not see them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from press.accounts.states import Role
from press.clock import now
from tests.kits.folders import edit, explain
from tests.support import people
from tests.support.browser import Browser
from tests.support.people import Person

PAGES = ["/kits/sample-kit", "/kits/sample-kit/releases/01-launch", "/kits/sample-kit/logo"]
ENGLISH = "?lang=en"
CLOSED = PAGES[:2]

pytestmark = [pytest.mark.usefixtures("kit"), pytest.mark.sqlite_only]


def test_changes_are_told_in_the_readers_language_and_the_newest_first(
    reporter: Person, folder: Path, republish: Callable[[], None], end_release: Callable[..., None]
) -> None:
    for before, after, note in (
        ("There are", "There will be", "แก้ถ้อยคำ · Wording corrected"),
        ("will be", "may be", "แก้อีกครั้ง · Corrected once more"),
    ):
        edit(folder, "releases/01-launch/en.md", before, after)
        explain(folder, f"(2026-11-23) {note}")
        republish()

    def told(language: str) -> str:
        page = reporter.browser.get(f"{PAGES[0]}?lang={language}").html
        return page[page.index('id="changes"') :]

    english, thai = told("en"), told("th")

    assert english.index("Corrected once more") < english.index("Wording corrected")
    assert [words in english for words in ("แก้ถ้อยคำ", "01-launch</code>", "2026-11-23)")] == [False] * 3
    assert f'href="{PAGES[1]}"' in english
    assert "แก้ถ้อยคำ" in thai
    assert "Wording corrected" not in thai

    end_release("01-launch", now())

    assert "Withdrawn: It was wrong." in told("en")


def test_above_the_title_stands_the_day_from_which_the_kit_can_be_read(
    app: Flask, officer: Person, hold: Callable[[], None]
) -> None:
    hold()

    top = officer.browser.get(PAGES[0] + ENGLISH).html.partition("<h1")[0].rpartition("<main")[2]

    assert "Tuesday 1 January 2999" in top
    assert "2019" not in top


def test_kit_page(reporter: Person) -> None:
    page = reporter.browser.get(PAGES[0] + ENGLISH)

    assert page.status == 200
    assert page.title.startswith("Sample kit – ")
    assert page.headers["Cache-Control"] == "private, no-store"
    for words in (
        "Launch",
        "In short",
        "ข้อมูล น้ำ.txt",
        "Download the whole kit",
        "+66 2 000 0000",
        "Texts: terms",
        "Revision 1",
    ):
        assert words in page.text + page.html, words
    assert "tel:+6620000000" in page.links
    assert PAGES[1] in page.links
    files = [link for link in page.links if link.startswith("/files/")]
    assert [reporter.browser.get(link).status for link in files] == [200] * len(files)
    assert len(files) == 2


def test_kit_page_in_thai(reporter: Person) -> None:
    page = reporter.browser.get(f"{PAGES[0]}?lang=th")

    assert '<html lang="th">' in page.html
    assert "ชุดข้อมูลตัวอย่าง" in page.text
    assert "เปิดตัว" in page.text


def test_release_page_speaks_the_language_of_the_page(reporter: Person) -> None:
    english = reporter.browser.get(PAGES[1] + ENGLISH)
    thai = reporter.browser.get(f"{PAGES[1]}?lang=th")

    assert re.search(r'<article [^>]*lang="en">', english.html)
    assert "7 &lt;b&gt;cities&lt;/b&gt;" in english.html
    assert f"{PAGES[1]}?lang=th" in english.links
    assert "มี 7 *เมือง*" in thai.text
    assert f"{PAGES[1]}?lang=en" in thai.links


def test_untranslated_release_is_shown_in_the_other_language(
    reporter: Person, folder: Path, republish: Callable[[], None]
) -> None:
    (folder / "releases/01-launch/en.md").unlink()
    explain(folder, "ถอนฉบับภาษาอังกฤษ · The English text is taken back")
    republish()

    page = reporter.browser.get(PAGES[1] + ENGLISH)

    assert page.status == 200
    assert 'lang="th"' in page.html
    assert "in Thai only" in reporter.browser.get(PAGES[0]).text


def test_logo_page(reporter: Person, visitor: Browser) -> None:
    page = reporter.browser.get(PAGES[2] + ENGLISH)
    files = {link for link in page.links if link.startswith("/files/")}

    assert page.status == 200
    for words in ("Keep clear.", "SVG", "PNG 64 px", "PNG 128 px", "Sample"):
        assert words in page.text, words
    assert len(files) == 2 * 3 + 1  # two marks with two pictures each, and the zip
    assert 'alt="A square"' in page.html


def test_open_logo_has_its_page_without_signing_in(visitor: Browser) -> None:
    page = visitor.get(PAGES[2])
    files = {link for link in page.links if link.startswith("/files/")}

    assert page.status == 200
    assert PAGES[0] not in page.links
    assert [visitor.get(link).status for link in files] == [200] * 4
    assert "mark-en" not in page.html


@pytest.mark.parametrize("url", CLOSED)
def test_not_for_those_without_a_credential(visitor: Browser, applicant: Callable[..., Person], url: str) -> None:
    for browser in (visitor, applicant().browser):
        page = browser.get(url)
        nothing = browser.get("/kits/nothing-here")
        assert page.status == 404
        assert page.text == nothing.text
        assert "The first page leads to the kits that you can read." in nothing.text
        assert "Sample kit" not in page.html


@pytest.mark.parametrize("url", PAGES)
def test_before_the_lift_only_staff_see_it_and_are_told(
    reporter: Person, visitor: Browser, officer: Person, hold: Callable[[], None], url: str
) -> None:
    hold()

    assert reporter.browser.get(url).status == 404
    assert visitor.get(url).status == 404
    page = officer.browser.get(url)
    assert page.status == 200
    assert "Under embargo until" in page.text
    assert "2999, 09:00" in page.text


def test_before_the_lift_a_role_shows_the_kit_of_its_own_event_alone(
    app: Flask, event: str, hold: Callable[[], None]
) -> None:
    hold()
    elsewhere = people.another_event(app)
    for role in (Role.EDITOR, Role.OFFICER, Role.ADMIN):
        assert people.staff(app, role, now(), event=event).browser.get("/kits/sample-kit").status == 200
        assert people.staff(app, role, now(), event=elsewhere).browser.get("/kits/sample-kit").status == 404
    for role in (Role.GATE, Role.DPO):
        assert people.staff(app, role, now()).browser.get("/kits/sample-kit").status == 404


@pytest.mark.parametrize("url", ["/kits/a%00b", "/kits/ตรา", "/kits/sample-kit/releases/x%00", "/kits/none/logo"])
def test_addresses_of_nothing(officer: Person, url: str) -> None:
    assert officer.browser.get(url).status == 404
