"""An editor writes a release in both languages and sees what readers will see; a second person's save loses nothing;
a line that breaks loses nothing; a document comes into the draft. All in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from press.accounts.states import Role
from press.clock import now
from press.kits.queries import kit_row, open_draft_of
from press.kits.queries.writing import draft_text
from press.storage.s3 import S3Store
from tests.journeys.test_crew import press, signed_in
from tests.kits.folders import SLUG, write_kit
from tests.kits.test_publish import publish
from tests.support import people
from tests.support.inspection import Inspector

PATIENT = 20_000  # ms: a pause, a save and a preview on two busy cores
pytestmark = [pytest.mark.journey, pytest.mark.sqlite_only, pytest.mark.xdist_group("journey")]


@pytest.fixture
def kit(app: Flask, store: S3Store, tmp_path: Path) -> str:
    with app.app_context():
        publish(app, write_kit(tmp_path))
    return f"/studio/{SLUG}"


def written(app: Flask, path: str) -> str:
    with app.app_context():
        kit = kit_row(SLUG)
        draft = open_draft_of(kit.id) if kit else None
        return draft_text(draft.id, path) if draft else ""


def state(page: Page, language: str) -> object:
    return expect(page.locator(f"#{language} [data-save-state]"))


def test_two_write_one_release_and_nothing_is_lost(
    app: Flask,
    site: str,
    kit: str,
    tmp_path: Path,
    deliver: Callable[[], int],
    new_reader: Callable[[int, int], BrowserContext],
) -> None:
    ann = people.staff(app, Role.EDITOR, now(), email="ann@press.example")
    ben = people.staff(app, Role.EDITOR, now(), email="ben@press.example")
    wide, telephone = new_reader(1280, 900), new_reader(390, 844)
    looks = [Inspector(wide), Inspector(telephone)]
    editor, colleague = signed_in(wide, ann, site), signed_in(telephone, ben, site)

    editor.goto(f"{kit}/write?lang=en")
    press(editor, "Open a draft")
    # Drawings are seen, though they say no size of their own.
    editor.goto(f"{kit}/preview?lang=en")
    expect(editor.locator('img[src$="/mark-en.svg"]')).to_be_visible()
    editor.goto(f"{kit}/write/01-launch?lang=en")

    # She writes; the preview follows, a fact is inserted, an unknown one is named, all of it is saved by itself.
    english = editor.locator("#en")
    english.get_by_label("Text", exact=True).fill("## What\n\nIt is ")
    editor.locator("#facts").get_by_role("button", name=re.compile("Insert.*cities")).click()
    expect(english.locator("[data-preview] h2")).to_have_text("What", timeout=PATIENT)
    expect(english.locator("[data-preview]")).to_contain_text("7 <b>cities</b>", timeout=PATIENT)
    expect(english.locator("[data-word-count]")).to_contain_text("words")
    state(editor, "en").to_contain_text("Saved at", timeout=PATIENT)
    assert written(app, "releases/01-launch/en.md").endswith("\n## What\n\nIt is {{ cities }}\n")
    expect(editor.locator("[data-behind='th']")).to_be_visible()
    english.get_by_label("Text", exact=True).press_sequentially(" {{ nobody }}")
    expect(english.locator("[data-unknown]")).to_contain_text("not among the facts: nobody", timeout=PATIENT)
    state(editor, "en").to_contain_text("Saved at", timeout=PATIENT)
    editor.locator("#th").get_by_label("Text", exact=True).fill("## อะไร\n\nมี {{ cities }}")
    state(editor, "th").to_contain_text("Saved at", timeout=PATIENT)
    expect(editor.locator("[data-behind='th']")).to_be_hidden()
    looks[0].look(editor)

    # A colleague on a telephone has the page open, too, and saves a moment before her.
    colleague.goto(f"{kit}/write/01-launch?lang=en")
    colleague.locator("#en").get_by_label("Title", exact=True).fill("Ben's title")
    state(colleague, "en").to_contain_text("Saved at", timeout=PATIENT)
    english.get_by_label("Title", exact=True).fill("Ann's title")
    state(editor, "en").to_contain_text("somebody else has changed", timeout=PATIENT)
    panel = english.locator("[data-conflict-panel]")
    expect(panel).to_contain_text("Ben's title")
    looks[0].look(editor)
    assert "Ben's title" in written(app, "releases/01-launch/en.md")
    panel.get_by_role("button", name="Use mine").click()
    state(editor, "en").to_contain_text("Saved at", timeout=PATIENT)
    expect(panel).to_have_count(0)
    assert "Ann's title" in written(app, "releases/01-launch/en.md")

    # Now he is second, with a line that breaks, and takes hers.
    colleague.context.set_offline(True)
    colleague.locator("#en").get_by_label("Title", exact=True).fill("Ben again")
    state(colleague, "en").to_contain_text("NOT saved: the connection was lost", timeout=PATIENT)
    colleague.context.set_offline(False)
    state(colleague, "en").to_contain_text("somebody else has changed", timeout=PATIENT)
    looks[1].look(colleague)
    colleague.locator("#en").get_by_role("link", name="Use theirs").click()
    expect(colleague.locator("#en").get_by_label("Title", exact=True)).to_have_value("Ann's title", timeout=PATIENT)
    looks[1].look(colleague)

    # A document: uploaded, looked into, described.
    note = tmp_path / "note.txt"
    note.write_text("Words.\n", "utf-8")
    editor.goto(f"{kit}/files?lang=en")
    documents = editor.locator("#documents")
    documents.get_by_label("Add a file: Documents").set_input_files(note)
    documents.get_by_role("button", name="Upload").click()
    expect(documents.locator("[data-upload-status]")).to_contain_text("Received.", timeout=PATIENT)
    deliver()
    expect(documents).to_contain_text("note.txt", timeout=PATIENT)
    expect(documents).to_contain_text("no credit line yet")
    documents.get_by_role("link", name="note").click()
    editor.get_by_label("Title in Thai").fill("บันทึก")
    editor.get_by_label("Title in English").fill("A note")
    editor.get_by_label("Credit line").fill("Agency")
    press(editor, "Save")
    expect(editor.locator("#documents")).not_to_contain_text("no credit line yet")
    assert looks[0].faults + looks[1].faults == []


def test_what_could_not_be_saved_is_there_again(
    app: Flask, site: str, kit: str, new_reader: Callable[[int, int], BrowserContext]
) -> None:
    ann = people.staff(app, Role.EDITOR, now(), email="ann@press.example")
    page = signed_in(new_reader(390, 844), ann, site)
    page.goto(f"{kit}/write?lang=en")
    press(page, "Open a draft")
    page.goto(f"{kit}/write/01-launch?lang=en")
    page.route("**/write/01-launch/en", lambda route: route.abort("internetdisconnected"))
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#en").get_by_label("Title", exact=True).fill("On the train")
    state(page, "en").to_contain_text("NOT saved", timeout=PATIENT)
    page.unroute("**/write/01-launch/en")
    page.reload()
    expect(page.locator("#en").get_by_label("Title", exact=True)).to_have_value("On the train", timeout=PATIENT)
    state(page, "en").to_contain_text("Saved at", timeout=PATIENT)
    assert 'title = "On the train"' in written(app, "releases/01-launch/en.md")
