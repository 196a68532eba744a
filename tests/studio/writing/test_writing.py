"""Kits are written in the browser: nothing changes but what was changed, and nobody writes over anybody."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select

from press.db import db, db_transaction
from press.kits.models import Kit
from press.kits.queries import kit_row, open_draft_of
from press.kits.queries.writing import draft_text
from press.kits.source.writing import values_of
from press.storage.s3 import S3Store
from tests.kits.folders import FACTS, FILES, KIT, SLUG
from tests.support.browser import Page
from tests.support.people import EVENT, Person

EN = "releases/01-launch/en.md"
TH = "releases/01-launch/th.md"
AS_SCRIPT = {"Accept": "application/json"}


def as_script(person: Person, page: Page, ending: str, /, **values: str) -> Page:
    """Sends the form of a page as its script does."""
    form = page.form(ending)
    return person.browser.post(form.action, {**form.fields, **values}, headers=AS_SCRIPT)


def test_what_is_saved_untouched_changes_nothing(kit: str, editor: Person, text_of: Callable[..., str]) -> None:
    page = editor.browser.get(f"{kit}/write/01-launch")
    assert editor.browser.send(page, "/th").status == 303
    assert editor.browser.send(page, "/en").status == 303
    assert (text_of(TH), text_of(EN)) == (FILES[TH], FILES[EN])
    page = editor.browser.get(f"{kit}/write")
    assert editor.browser.send(page, "/write/kit").status == 303
    assert editor.browser.send(page, "/write/schedule").status == 303
    assert text_of("kit.toml") == KIT


def test_a_release_is_written_and_shown_before_it_is_saved(
    kit: str, editor: Person, text_of: Callable[..., str]
) -> None:
    page = editor.browser.get(f"{kit}/write/01-launch")
    body = "## What\r\n\r\nIn {{ cities }} and {{ nothing }}."
    shown = editor.browser.send(page, "/en", **{"en-body": body})
    assert shown.status == 303
    assert text_of(EN) == FILES[EN].partition("\n+++\n")[0] + "\n+++\n\n## What\n\nIn {{ cities }} and {{ nothing }}.\n"
    again = editor.browser.get(f"{kit}/write/01-launch")
    assert "<h2>What</h2>" in again.html
    assert "7 &lt;b&gt;cities" in again.html
    assert "This key is not among the facts: nothing" in again.text


def test_a_preview_keeps_nothing(kit: str, editor: Person, text_of: Callable[..., str]) -> None:
    page = editor.browser.get(f"{kit}/write/01-launch")
    fields = page.form("/en").fields | {"en-body": "Only *looking*.", "en-title": "Another"}
    whole = editor.browser.post(f"{kit}/write/01-launch/en/preview", fields)
    assert whole.status == 200
    assert "<em>looking</em>" in whole.html
    assert whole.form("/en").fields["en-title"] == "Another"
    piece = editor.browser.post(f"{kit}/write/01-launch/en/preview", fields, headers=AS_SCRIPT)
    assert "<em>looking</em>" in piece.json["html"]
    assert text_of(EN) == FILES[EN]


def test_the_second_to_save_is_told_and_loses_nothing(
    kit: str, editor: Person, other_editor: Person, text_of: Callable[..., str]
) -> None:
    mine = editor.browser.get(f"{kit}/write/01-launch")
    theirs = other_editor.browser.get(f"{kit}/write/01-launch")
    assert other_editor.browser.send(theirs, "/en", **{"en-title": "Theirs"}).status == 303
    told = editor.browser.send(mine, "/en", **{"en-title": "Mine", "en-body": "My words"})
    assert told.status == 409
    assert "The editor saved it" in told.text
    assert "Theirs" in told.text
    assert "My words" in told.text
    assert 'title = "Theirs"' in text_of(EN)
    # Kept over it, knowingly.
    assert editor.browser.send(told, "/en").status == 303
    assert 'title = "Mine"' in text_of(EN)
    assert text_of(EN).endswith("\nMy words\n")


def test_the_script_is_told_the_same(kit: str, editor: Person, other_editor: Person) -> None:
    mine = editor.browser.get(f"{kit}/write/01-launch")
    assert as_script(other_editor, other_editor.browser.get(mine.url), "/en", **{"en-title": "Theirs"}).status == 200
    told = as_script(editor, mine, "/en", **{"en-title": "Mine"})
    assert told.status == 409
    assert told.json["version"] == 2
    assert "Theirs" in unescape(told.json["panel"])
    again = as_script(editor, mine, "/en", **{"en-title": "Mine", "seen": "2"})
    assert (again.status, again.json["version"]) == (200, 3)


def test_a_translation_falls_behind_until_it_is_said_or_written(kit: str, editor: Person) -> None:
    page = editor.browser.get(f"{kit}/write/01-launch")
    answer = as_script(editor, page, "/th", **{"th-title": "ใหม่"})
    assert answer.json["behind"] == {"th": False, "en": True}
    assert "English may be behind" in editor.browser.get(f"{kit}/write").text
    assert editor.browser.send(editor.browser.get(page.url), "/en/agrees").status == 303
    assert "English may be behind" not in editor.browser.get(f"{kit}/write").text


def test_nobody_agrees_to_a_translation_that_they_have_not_seen(kit: str, editor: Person, other_editor: Person) -> None:
    page = editor.browser.get(f"{kit}/write/01-launch")
    assert as_script(editor, page, "/th", **{"th-title": "ใหม่"}).status == 200
    looked_at = editor.browser.get(page.url)
    newer = other_editor.browser.get(page.url)
    assert other_editor.browser.send(newer, "/th", **{"th-title": "ใหม่กว่า"}).status == 303

    refused = editor.browser.send(looked_at, "/en/agrees")

    assert refused.status == 409
    assert "has been changed again since you looked at it" in refused.text
    assert "ใหม่กว่า" in refused.html
    assert "English may be behind" in editor.browser.get(f"{kit}/write").text
    assert editor.browser.send(refused, "/en/agrees").status == 303
    assert "English may be behind" not in editor.browser.get(f"{kit}/write").text


def test_releases_come_go_and_change_places(kit: str, editor: Person, text_of: Callable[..., str]) -> None:
    browser = editor.browser
    page = browser.get(f"{kit}/write")
    made = browser.send(page, "/write/releases", name="02 City Challenge")
    assert made.location == f"{kit}/write/02-city-challenge"
    assert browser.get(made.location).status == 200
    assert values_of(text_of("kit.toml"))["releases"] == ["01-launch", "02-city-challenge"]
    assert browser.send(page, "/write/releases", name="01-launch").status == 422
    assert browser.send(page, "/write/releases", name="../x").status == 422
    assert browser.send(browser.get(f"{kit}/write"), "/02-city-challenge/move", to="up").status == 303
    assert values_of(text_of("kit.toml"))["releases"] == ["02-city-challenge", "01-launch"]
    assert browser.send(browser.get(f"{kit}/write"), "/02-city-challenge/remove").status == 303
    assert text_of("kit.toml") == KIT
    assert text_of("releases/02-city-challenge/th.md") == ""


def test_contacts_keep_their_neighbours(kit: str, editor: Person, text_of: Callable[..., str]) -> None:
    browser = editor.browser
    made = browser.send(browser.get(f"{kit}/write"), "/lists/contacts")
    page = browser.get(made.location)
    assert browser.send(page, "/lists/contacts/1", name="แอน", phone="02", organisation_en="Agency").status == 303
    assert [contact["name"] for contact in values_of(text_of("kit.toml"))["contacts"]] == ["สมหญิง ใจดี", "แอน"]
    assert browser.send(browser.get(f"{kit}/write"), "/lists/contacts/1/move", to="up").status == 303
    assert browser.send(browser.get(f"{kit}/write"), "/lists/contacts/0/remove").status == 303
    assert text_of("kit.toml") == KIT
    # A list that somebody else has changed has other numbers now.
    assert browser.send(page, "/lists/contacts/1", name="X").status in {404, 409}


def test_the_clock_of_a_draft_is_never_earlier(kit: str, editor: Person, text_of: Callable[..., str]) -> None:
    page = editor.browser.get(f"{kit}/write")
    assert "London 2 Jan 2030, 02:00" in page.text
    earlier = editor.browser.send(page, "/write/schedule", **{"embargo_until-year": "2029"})
    assert earlier.status == 422
    page = editor.browser.get(f"{kit}/write")
    later = editor.browser.send(
        page, "/write/schedule", **{"embargo_until-year": "2574", "embargo_until-time": "10.15"}
    )
    assert later.status == 303
    assert "embargo_until = 2031-01-02T10:15:00+07:00\n" in text_of("kit.toml")


def test_a_draft_of_a_kit_that_has_lifted_names_no_later_hour(app: Flask, kit: str, editor: Person) -> None:
    with app.app_context(), db_transaction():
        row = db.session.scalars(select(Kit)).one()
        row.available_from = row.embargo_until = datetime(2019, 3, 11, 2, 0, tzinfo=UTC)

    later = editor.browser.send(editor.browser.get(f"{kit}/write?lang=en"), "/write/schedule")

    assert later.status == 422  # it still says 2030
    assert re.search(r'id="embargo_until-error">.*This kit lifted on 11 Mar 2019, 09:00:00 \(Bangkok\)', later.html)


def test_facts_are_added_changed_and_kept_while_used(kit: str, editor: Person, text_of: Callable[..., str]) -> None:
    browser = editor.browser
    page = browser.get(f"{kit}/facts")
    new = {"seen": "1", "new": "yes", "group": "figures", "key": "days", "th": "3 วัน", "en": "3 days"}
    token = page.forms[-1].fields["csrf_token"]

    def send(address: str, **values: str) -> Page:
        return browser.post(f"{kit}/{address}", {"csrf_token": token, **values})

    assert send("facts", **new).status == 303
    assert values_of(text_of("facts.toml"))["figures"]["days"] == {"th": "3 วัน", "en": "3 days"}
    assert send("facts", **{**new, "seen": "2"}).status == 422  # it is there
    assert send("facts", **{**new, "seen": "2", "key": "No Key"}).status == 422
    assert send("facts", **{**new, "group": "elsewhere"}).status == 404
    used = send("facts/remove", seen="2", key="cities")
    assert used.status == 422
    assert "cities is used in releases/01-launch/en.md" in used.text
    assert send("facts/remove", seen="2", key="days").status == 303
    assert text_of("facts.toml") == FACTS
    assert send("facts/remove", seen="1", key="days").status == 303  # gone already


def test_any_text_of_the_folder_can_be_written(kit: str, editor: Person, text_of: Callable[..., str]) -> None:
    page = editor.browser.get(f"{kit}/texts/licences/texts.en.md")
    assert editor.browser.send(page, "texts.en.md").status == 303
    assert text_of("licences/texts.en.md") == FILES["licences/texts.en.md"]
    assert editor.browser.send(page, "texts.en.md", text="+++\nbroken").status == 303
    assert text_of("licences/texts.en.md") == "+++\nbroken\n"
    assert editor.browser.get(f"{kit}/texts/nothing.md").status == 404
    assert editor.browser.get(f"{kit}/texts/assets/logo/mark-en.svg").status == 404


@pytest.mark.parametrize("broken", ["= =", "title = 5\nreleases = 7\ncontacts = 1\nembargo_until = 3", ""])
def test_a_broken_list_can_still_be_opened(kit: str, editor: Person, broken: str) -> None:
    page = editor.browser.get(f"{kit}/texts/kit.toml")
    assert editor.browser.send(page, "kit.toml", text=broken).status == 303
    assert editor.browser.get(f"{kit}/write").status == 200
    assert editor.browser.get(f"{kit}/files").status == 200


def test_differences_are_told_in_the_texts_own_words(kit: str, editor: Person) -> None:
    assert "Nothing differs" in editor.browser.get(f"{kit}/differences").text
    page = editor.browser.get(f"{kit}/write/01-launch")
    editor.browser.send(page, "/en", **{"en-title": "Lunch"})
    shown = editor.browser.get(f"{kit}/differences")
    assert EN in shown.text
    assert TH not in shown.text
    assert "Lunch" in shown.text
    assert "Nothing differs" in editor.browser.get(f"{kit}/differences?from=1&to=1").text


def test_a_new_kit_is_a_draft_that_nobody_sees(app: Flask, editor: Person, text_of: Callable[..., str]) -> None:
    page = editor.browser.get("/studio/new")
    clock = dict(zip(("day", "month", "year", "time"), ("11", "3", "2570", "9.00"), strict=True))
    typed = {f"embargo_until-{part}": value for part, value in clock.items()}
    both = {"title_th": "ชุดใหม่", "title_en": "New kit"}
    assert editor.browser.send(page, "/new", address="new", **both, **typed).status == 422
    made = editor.browser.send(page, "/new", event=EVENT, address="New Kit", **both, **typed)
    assert made.location == "/studio/new-kit/write"
    assert editor.browser.get(made.location).status == 200
    assert values_of(text_of("kit.toml", "new-kit"))["title"] == {"th": "ชุดใหม่", "en": "New kit"}
    assert text_of("CHANGELOG.md", "new-kit").endswith("\n\nยังไม่มีการแก้ไข · No corrections so far.\n")
    assert editor.browser.get("/kits/new-kit").status == 404
    # Its clock is free until the first revision.
    page = editor.browser.get(made.location)
    assert editor.browser.send(page, "/write/schedule", **{"available_from-year": "2026"}).status == 303
    with app.app_context():
        kit = kit_row("new-kit")
        assert kit is not None
        assert kit.available_from.year == 2026
    assert editor.browser.send(editor.browser.get(made.location), "/write/discard").status == 303
    begun = editor.browser.send(editor.browser.get(made.location), "/new-kit/write")
    assert editor.browser.get(begun.location).status == 200


def test_a_draft_that_is_gone_takes_nothing_more(kit: str, editor: Person, other_editor: Person) -> None:
    page = editor.browser.get(f"{kit}/write/01-launch")
    other_editor.browser.send(other_editor.browser.get(f"{kit}/write"), "/write/discard")
    told = editor.browser.send(page, "/en", **{"en-title": "Late"})
    assert told.status == 409
    assert "No draft is open" in told.text
    assert "what you sent was not saved" in told.text
    assert editor.browser.get(f"/studio/{SLUG}/write").status == 200


def test_whoever_approves_reads_the_releases_as_readers_will(kit: str, editor: Person, other_editor: Person) -> None:
    page = editor.browser.get(f"{kit}/write/01-launch")
    words = {"en-title": "A new title", "en-body": "There are *{{ cities }}* and {{ nothing }}."}
    assert editor.browser.send(page, "/en", **words).status == 303
    for shown in (other_editor.browser.get(f"{kit}/review"), other_editor.browser.get(f"{kit}/preview")):
        assert "As readers will" in shown.text
        assert "<em>7 &lt;b&gt;cities&lt;/b&gt;</em>" in shown.html
        assert "This key is not among the facts: nothing" in shown.text


@pytest.fixture
def begun(editor: Person) -> str:
    """The address in the studio of a kit that was begun there and never published."""
    page = editor.browser.get("/studio/new")
    clock = dict(zip(("day", "month", "year", "time"), ("11", "3", "2570", "9.00"), strict=True))
    typed = {f"embargo_until-{part}": value for part, value in clock.items()}
    both = {"title_th": "ชุดใหม่", "title_en": "A day in the city"}
    made = editor.browser.send(page, "/new", event=EVENT, address="city-day", **both, **typed)
    assert made.status == 303
    return "/studio/city-day"


def test_every_entry_of_the_menu_of_an_unpublished_kit_leads_somewhere(begun: str, editor: Person) -> None:
    page = editor.browser.get(f"{begun}/write")
    nav = re.findall(r'<nav class="pd-nav".*?</nav>', page.html, re.DOTALL)
    addresses = [unescape(address) for bar in nav for address in re.findall(r'href="([^"]+)"', bar)]
    assert len(addresses) > 8
    assert {address: editor.browser.get(address).status for address in addresses} == dict.fromkeys(addresses, 200)


def test_a_kit_that_was_never_published_is_called_by_its_title(begun: str, editor: Person) -> None:
    for address in ("/studio", begun, f"{begun}/review", f"{begun}/facts", f"{begun}/files", f"{begun}/life"):
        assert "A day in the city" in editor.browser.get(f"{address}?lang=en").text, address
    assert "ชุดใหม่" in editor.browser.get("/studio?lang=th").text


@pytest.mark.parametrize("page", ["facts", "files", "write/01-launch", "lists/contacts/0"])
def test_where_no_draft_is_open_nobody_was_faster(kit: str, editor: Person, page: str) -> None:
    editor.browser.send(editor.browser.get(f"{kit}/write"), "/write/discard")
    told = editor.browser.get(f"{kit}/{page}")
    assert told.status == 409
    assert "No draft is open" in told.text
    assert "faster" not in told.text
    assert editor.browser.send(told, "/write").status == 303
    assert editor.browser.get(f"{kit}/{page}").status == 200


def test_a_script_is_told_that_no_draft_is_open(kit: str, editor: Person, other_editor: Person) -> None:
    page = editor.browser.get(f"{kit}/write/01-launch")
    other_editor.browser.send(other_editor.browser.get(f"{kit}/write"), "/write/discard")
    told = as_script(editor, page, "/en", **{"en-title": "Late"})
    assert told.status == 409
    assert "No draft of this kit is open" in told.json["message"]


def faults_of_zips(app: Flask, slug: str) -> list[str]:
    """What the draft's check finds wrong with its zips."""
    with app.app_context():
        kit = kit_row(slug)
        draft = open_draft_of(kit.id) if kit else None
        assert draft is not None
        assert draft.faults is not None
        lines = (draft_text(draft.id, "kit.toml")).splitlines()
        return [
            fault["message"]
            for fault in draft.faults
            if fault["file"] == "kit.toml" and fault["line"] > lines.index("[[zips]]")
        ]


def test_a_kit_begins_with_a_zip_of_everything_and_another_one_is_no_fault(
    app: Flask, store: S3Store, begun: str, editor: Person, text_of: Callable[..., str]
) -> None:
    page = editor.browser.get(f"{begun}/write")
    assert editor.browser.send(page, "/lists/zips").status == 303
    assert editor.browser.send(editor.browser.get(f"{begun}/review"), "/review/check").status == 303
    first, second = values_of(text_of("kit.toml", "city-day"))["zips"]
    assert (first["file_name"], first["title"]["en"]) == ("city-day.zip", "The whole kit")
    assert first["include"] == second["include"] == ["releases", "documents", "photos", "logo", "licences"]
    assert faults_of_zips(app, "city-day") == []


def test_a_new_kit_has_terms_for_pictures_to_choose(begun: str, editor: Person, text_of: Callable[..., str]) -> None:
    for language, covered in (("en", "photos"), ("th", "ภาพถ่าย")):
        assert covered in text_of(f"licences/press-photos.{language}.md", "city-day")
        assert covered not in text_of(f"licences/press-texts.{language}.md", "city-day")
