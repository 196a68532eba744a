"""Differences between two texts, told in their own words."""

import pytest

from press.kits.differences import Change, differences

PAIRS = [
    ("", ""),
    ("", "new\n"),
    ("old\n", ""),
    ("one\ntwo\nthree\n", "one\n2\nthree\nfour"),
    ("เปิดตัวนโยบายเมืองอัจฉริยะในวันนี้", "เปิดตัวนโยบายเมืองอัจฉริยะเมื่อวานนี้"),
    ("a\n" * 50, "a\n" * 49 + "b\n"),
    ("x" * 5000, "x" * 4999 + "y"),
]


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_both_texts_can_be_read_from_it(before: str, after: str) -> None:
    found = differences(before, after)
    assert "".join(text for kind, text in found if kind is not Change.ADDED) == before
    assert "".join(text for kind, text in found if kind is not Change.REMOVED) == after


def test_a_changed_line_says_which_words() -> None:
    assert differences("At least 250 people come.\n", "At least 300 people come.\n") == [
        (Change.SAME, "At least "),
        (Change.REMOVED, "250"),
        (Change.ADDED, "300"),
        (Change.SAME, " people come.\n"),
    ]


def test_thai_is_never_cut_between_a_consonant_and_its_marks() -> None:
    marks = set("\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d")
    for before, after in (("น้ำท่วมที่นี่", "น้ำแล้งที่โน่น"), ("ผู้ว่าฯ ไปแล้ว", "ผู้ว่าฯ ไม่ไปแล้ว"), ("กี่", "กี้")):
        assert [text for _kind, text in differences(before, after) if text[0] in marks] == []


def test_lines_that_have_little_in_common_are_told_whole() -> None:
    assert differences("The fox runs.\n", "Nothing at all!\n") == [
        (Change.REMOVED, "The fox runs.\n"),
        (Change.ADDED, "Nothing at all!\n"),
    ]
