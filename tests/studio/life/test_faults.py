"""What stands against a draft: told in words, and leading to where it is mended."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from press.db import db, db_transaction
from press.kits.models import Correction, KitDraft
from press.kits.states import DraftState
from tests.kits.folders import edit, explain
from tests.kits.test_publish import publish
from tests.studio.life.conftest import EN
from tests.studio.life.reviewing import NOTE, REVIEW, Write, act, draft
from tests.support.people import Person


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("written", "line", "said"),
    [("{{ towns }}", 8, "unknown fact {{ towns }}"), ("😀", 1, "no PDF can be made: our fonts have no")],
)
def test_faults_are_shown_with_file_and_line_and_nothing_goes_on(
    app: Flask, author: Person, write: Write, written: str, line: int, said: str
) -> None:
    write(EN, "{{ cities }}", written)

    for ending, words in (("submit", {}), ("emergency", {"reason": "Now."})):
        page = act(author, ending, **words)
        assert page.status == 422
        assert f"{EN}:{line}" in page.text
        assert said in page.text
    assert draft(app).state is DraftState.DRAFT


@pytest.mark.sqlite_only
def test_a_published_text_changes_only_with_a_note_in_both_languages(app: Flask, author: Person, write: Write) -> None:
    write()

    refused = act(author, "submit")
    assert refused.status == 422
    assert "Why does 01-launch change?" in refused.text
    half = act(author, "note", **{**NOTE, "note_en": ""})
    assert half.status == 422
    assert "write it in both languages" in half.text
    assert act(author, "note", **NOTE).status == 303
    assert act(author, "submit").status == 303


@pytest.mark.sqlite_only
def test_broken_writing_is_told_in_the_readers_language(author: Person, write: Write) -> None:
    write("kit.toml", "languages = ", "languages = #")
    assert act(author, "check").status == 303

    thai = author.browser.get(REVIEW.replace("lang=en", "lang=th"))
    assert "เขียนผิดรูปแบบ TOML คือไม่มีค่าหลังเครื่องหมาย =" in thai.text
    assert "Invalid value" not in thai.text


@pytest.mark.sqlite_only
def test_a_correction_leads_to_the_note_below(author: Person, write: Write) -> None:
    write()
    assert act(author, "check").status == 303

    page = author.browser.get(REVIEW)
    assert "Say why in the form below" in page.text
    assert "CHANGELOG.md, as" not in page.text
    assert 'href="/studio/sample-kit/review#note-01-launch"' in page.html
    assert 'id="note-01-launch"' in page.html


@pytest.mark.sqlite_only
def test_faults_are_told_in_the_words_of_the_form_and_lead_to_it(app: Flask, author: Person, write: Write) -> None:
    write(EN, 'title = "', 'title = "" # ')

    assert act(author, "check").status == 303

    english = author.browser.get(REVIEW)
    assert "“Title” is empty" in english.text
    assert 'href="/studio/sample-kit/write/01-launch#en"' in english.html
    thai = author.browser.get(REVIEW.replace("lang=en", "lang=th"))
    assert "“ชื่อ” ยังว่างอยู่" in thai.text
    assert "is empty" not in thai.text


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("path", "old", "new", "words", "way"),
    [
        ("kit.toml", 'phone = "', 'phone = "" # ', "no telephone number yet", "lists/contacts/0"),
        (
            "documents/documents.toml",
            'title.en = "',
            'title.en = "" # ',
            "“Title in English” is empty",
            "lists/documents/0",
        ),
        ("assets/logo/pack.toml", 'credit = "', 'credit = "" # ', "“Credit line” is empty", "pack"),
        ("facts.toml", 'en = "The', 'en = "" # ', "“In English” is empty", "facts#fact-"),
        ("kit.toml", "embargo_until = ", "embargo_until = 1 # ", "“Embargo until” needs a date", "write#schedule"),
        ("kit.toml", "id = ", "colour = 1\nid = ", "unknown key colour", "texts/kit.toml"),
        ("documents/documents.toml", 'path = "', 'path = "not-', "there is no file", "lists/documents/0"),
        ("CHANGELOG.md", "", "\x01", "holds a character that is no text", "texts/CHANGELOG.md"),
    ],
)
def test_each_fault_leads_to_where_it_is_mended(
    author: Person, write: Write, path: str, old: str, new: str, words: str, way: str
) -> None:
    write(path, old, new)
    assert act(author, "check").status == 303

    page = author.browser.get(REVIEW)
    assert words in page.text
    assert f'href="/studio/sample-kit/{way}' in page.html


@pytest.mark.sqlite_only
def test_what_was_found_before_words_were_translated_is_shown_in_english(
    app: Flask, author: Person, write: Write
) -> None:
    write()
    with app.app_context(), db_transaction():
        one = db.session.scalars(select(KitDraft)).one()
        one.faults = [{"file": "kit.toml", "line": 3, "message": "title is empty", "is_warning": False}]

    assert "title is empty" in author.browser.get(REVIEW.replace("lang=en", "lang=th")).text


@pytest.mark.sqlite_only
@pytest.mark.usefixtures("kit")
def test_the_command_line_wants_a_note_too(app: Flask, folder: Path) -> None:
    edit(folder, EN, "There are", "There were")
    with app.app_context():
        refused = publish(app, folder)
        assert refused.exit_code == 1
        assert f"{folder}/{EN}:1: reads otherwise than published" in refused.stderr
        explain(folder, "แก้กาล")
        refused = publish(app, folder)
        assert "CHANGELOG.md:3: the note on 01-launch needs both languages" in refused.stderr
        edit(folder, "CHANGELOG.md", "แก้กาล", "แก้กาล · Tense")
        assert publish(app, folder).exit_code == 0
    with app.app_context():
        assert db.session.scalars(select(Correction)).one().note("en") == "Tense"
