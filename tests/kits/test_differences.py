"""Word by word, and nothing lost: what stays and goes is the old text, what stays and comes the new one."""

import pytest

from press.kits.differences import Change, differences, is_changed

PAIRS = [
    ("", ""),
    ("", "new"),
    ("old", ""),
    ("There are 5 cities.\n\nSecond.", "There are 7 big cities.\n\nThird."),
    ("ประเทศไทยเปิดตัวนโยบายเมืองอัจฉริยะ 5 เมือง", "ประเทศไทยเปิดตัวโครงการเมืองอัจฉริยะ 7 เมือง"),
    ("น้ำ\u200bใจ ๑๐.๕", "น้ำใจ ๑๒.๕"),
    ("a\r\nb", "a\nb"),
    ("👩‍👩‍👧 family", "👨‍👩‍👧 family"),
]


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_both_texts_are_there_to_the_letter(before: str, after: str) -> None:
    found = differences(before, after)
    assert "".join(text for change, text in found if change is not Change.ADDED) == before
    assert "".join(text for change, text in found if change is not Change.REMOVED) == after
    assert is_changed(found) == (before != after)


def test_words_are_shown_whole() -> None:
    assert differences("It costs 1,500 baht.", "It costs 1,700 baht.") == [
        (Change.SAME, "It costs "),
        (Change.REMOVED, "1,500"),
        (Change.ADDED, "1,700"),
        (Change.SAME, " baht."),
    ]


def test_thai_is_not_cut_inside_a_syllable() -> None:
    assert differences("เปิดตัวนโยบายใหม่", "เปิดตัวโครงการใหม่") == [
        (Change.SAME, "เปิดตัว"),
        (Change.REMOVED, "นโยบาย"),
        (Change.ADDED, "โครงการ"),
        (Change.SAME, "ใหม่"),
    ]
    assert differences("งบ ๑๐ ล้าน", "งบ ๑๒ ล้าน")[1:3] == [(Change.REMOVED, "๑๐"), (Change.ADDED, "๑๒")]


def test_a_text_too_long_to_compare_is_told_whole() -> None:
    before, after = "a b " * 5_000, "a c " * 5_000
    assert differences(before, after) == [(Change.REMOVED, before), (Change.ADDED, after)]
