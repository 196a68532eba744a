"""The log of changes as a folder keeps it, and kit.toml changed in one place."""

from datetime import UTC, datetime

import pytest

from press.kits.amending import with_moment, without_release, without_table
from press.kits.source.changelog import ChangeNote, new_notes, notes_in, with_note
from press.kits.source.faults import KitFaults
from tests.kits.folders import DOCUMENTS, KIT

AT = datetime(2030, 1, 1, 20, 0, tzinfo=UTC)  # the next day in Bangkok


def test_notes_name_their_release_and_speak_both_languages() -> None:
    log = (
        "# Changes\n\n- `01-launch` (2030-01-02) ไทย · English\n  goes on\n* `02-x`: ไทย\n- Something · else\nPlain.\n"
    )
    assert list(notes_in(log)) == [
        ChangeNote("01-launch", "ไทย", "English goes on", 3),
        ChangeNote("02-x", "ไทย", "", 5),
        ChangeNote(None, "Something", "else", 6),
        ChangeNote(None, "Plain.", "Plain.", 7),
    ]


def test_only_what_was_not_said_before_is_new() -> None:
    old = "# Changes\n\n- `01-launch` ก · Spelling\n"
    again = "# Changes\n\n- `01-launch` ก · Spelling\n- `01-launch` ก · Spelling\n"
    assert new_notes(old, old) == []
    assert [note.line for note in new_notes(again, old)] == [3]


@pytest.mark.parametrize("log", ["", "# การเปลี่ยนแปลงของชุดข้อมูล · Changes to this kit\n\nNone so far.\n"])
def test_the_first_note_takes_the_place_of_there_is_none(log: str) -> None:
    assert with_note(log, "01-launch", "ก", "A", before=log, at=AT) == (
        "# การเปลี่ยนแปลงของชุดข้อมูล · Changes to this kit\n\n- `01-launch` (2030-01-02) ก · A\n"
    )


def test_a_note_comes_on_top_of_what_was_published_and_replaces_its_own_draft() -> None:
    before = "# Changes\n\n- `01-launch` ก · Old\n"
    first = with_note(before, "01-launch", "ข", "First", before=before, at=AT)
    second = with_note(first, "01-launch", "ค", "Second", before=before, at=AT)
    assert second == "# Changes\n\n- `01-launch` (2030-01-02) ค · Second\n- `01-launch` ก · Old\n"


def test_a_clock_is_changed_and_nothing_else() -> None:
    text = KIT.replace("embargo_until = 2030-01-02T09:00:00+07:00", "embargo_until =  2030-01-02 02:00:00Z  # firm")
    assert with_moment(text, "embargo_until", AT) == text.replace("2030-01-02 02:00:00Z", "2030-01-02T03:00:00+07:00")


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ('["01-launch"]', "[]"),
        ('["01-launch", "02-more"]', '["02-more"]'),
        ('["02-more", "01-launch"]', '["02-more"]'),
        ("['02-more', '01-launch',]", "['02-more']"),
        ('[\n  "01-launch", # first\n  "02-more",\n]', '[ # first\n  "02-more",\n]'),
    ],
)
def test_a_release_leaves_the_list(written: str, left: str) -> None:
    text = KIT.replace('["01-launch"]', written)
    assert without_release(text, "01-launch") == KIT.replace('["01-launch"]', left)


def test_what_cannot_be_changed_safely_is_refused() -> None:
    odd = KIT.replace('["01-launch"]', "['''01-launch''']")
    with pytest.raises(KitFaults):
        without_release(odd, "01-launch")


def test_a_file_leaves_its_list() -> None:
    other = DOCUMENTS.replace("ข้อมูล น้ำ.txt", "b.txt")
    assert without_table(f"{DOCUMENTS}\n{other}", "ข้อมูล น้ำ.txt") == other
