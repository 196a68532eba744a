"""Pages that are made of several reads, while somebody else saves: nothing newer is named than what is shown."""

import re
from collections.abc import Callable, Iterator
from itertools import count

import pytest
from flask import Flask

from press.audit.services import By
from press.clock import now
from press.db import db_transaction
from press.kits.models import KitDraft
from press.kits.publish_jobs import check_draft
from press.kits.queries import draft_files, kit_row, open_draft_of
from press.kits.queries.writing import draft_text, draft_version, rows_of
from press.kits.services import drafting, writing
from press.kits.source.parts import PARTS
from press.storage.store import current_store
from tests.kits.folders import SLUG
from tests.studio.writing.conftest import editor, kit
from tests.support.meanwhile import meanwhile
from tests.support.people import Person

__all__ = ["editor", "kit"]

DIFFERS = "licences/texts.en.md"  # shown by its difference alone
NUMBER = re.compile(r"№\d+")
LISTS = ("contacts", "zips", "documents", "logo")
# What the pages show of the files.
SHOWN = re.compile(r'^((?:(?:title\.)?(?:th|en)|title|name) = "|cities = \{ th = ")[^"]*', re.MULTILINE)


@pytest.fixture(autouse=True)
def _reads_apart(database: str) -> None:
    if database == "sqlite":
        pytest.skip("all that a page reads is of one moment")


def the_draft() -> KitDraft:
    kit = kit_row(SLUG)
    draft = open_draft_of(kit.id) if kit else None
    assert draft is not None
    return draft


def rewrite(number: int) -> None:
    """Every text says this number, where there was another text."""
    with db_transaction():
        draft = the_draft()
        for file in draft_files(draft.id):
            text = SHOWN.sub(rf"\g<1>№{number}", file.text or "")
            if file.text is not None and text != file.text:
                drafting.write_text(draft, file.path, text, seen=file.version, by=By(None, "Else"), at=now())


@pytest.fixture
def saves(app: Flask, kit: str) -> Iterator[Callable[[], None]]:
    """Saves every text once more: how often, each says itself, and its version grows by one."""
    numbers = count(0)
    with app.app_context():
        rewrite(next(numbers))
    return lambda: rewrite(next(numbers))


@pytest.mark.parametrize("page", ["/write", "/write/01-launch", "/facts", "/files#logo", "/pack", "/lists/contacts/0"])
def test_no_form_names_a_newer_version_than_it_shows(
    app: Flask, kit: str, editor: Person, saves: Callable[[], None], page: str
) -> None:
    address, _, part = page.partition("#")

    def opened() -> tuple[int, int]:
        """The least that is shown, and the newest version that a form names."""
        got = editor.browser.get(kit + address)
        seen = [int(form.fields["seen"]) for form in got.forms if "seen" in form.fields and part in form.action]
        return min(map(int, re.findall(r"№(\d+)", got.html.partition(f'id="{part}')[2]))), max(seen)

    with meanwhile(app, 0, saves) as statements:
        began = opened()[1]

    for number in range(1, statements[0] + 1):
        with meanwhile(app, number, saves):
            shown, named = opened()
        assert named - began <= shown, f"when it is saved before statement {number}"


def test_nothing_is_approved_that_was_not_shown(
    app: Flask, kit: str, editor: Person, saves: Callable[[], None]
) -> None:
    with meanwhile(app, 0, saves) as statements:
        editor.browser.get(f"{kit}/review")

    for number in range(1, statements[0] + 1):
        with meanwhile(app, number, saves):
            got = editor.browser.get(f"{kit}/review")
        with app.app_context():
            draft = the_draft()
            stands = draft_text(draft.id, DIFFERS)
            is_newest = got.form("/review/submit").fields["version"] == str(draft.version)
        shown, newest = (NUMBER.search(text) for text in (got.html.rpartition(DIFFERS)[2], stands))
        assert shown
        assert newest
        assert not is_newest or shown[0] == newest[0], f"when it is saved before statement {number}"


def remove_last_rows() -> None:
    with db_transaction():
        draft = the_draft()
        for part in LISTS:
            last, seen = len(rows_of(draft.id, part)) - 1, draft_version(draft.id, PARTS[part].path)
            writing.remove_row(draft, part, last, seen=seen, by=By(None, "Else"), at=now())


def make_faulty() -> None:
    """Every list is long, and its last entry has a fault that the check finds."""
    with db_transaction():
        draft = the_draft()
        for part in LISTS:
            writing.add_row(draft, part, {"path": "none.svg", "unknown": 1}, by=By(None, "Else"), at=now())
    check_draft(the_draft().id, current_store())


@pytest.mark.parametrize("page", ["/review", "/lists/contacts/1"])
def test_an_entry_may_go_while_its_page_is_made(app: Flask, kit: str, editor: Person, page: str) -> None:
    with app.app_context():
        make_faulty()
    with meanwhile(app, 0, remove_last_rows) as statements:
        assert editor.browser.get(kit + page).status == 200

    for number in range(1, statements[0] + 1):
        with app.app_context():
            make_faulty()
        with meanwhile(app, number, remove_last_rows):
            assert editor.browser.get(kit + page).status in {200, 404}
        with app.app_context():
            if rows_of(the_draft().id, LISTS[0])[1:]:
                remove_last_rows()
