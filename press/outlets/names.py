"""Names of outlets and people, folded for comparing."""

import unicodedata
from functools import lru_cache

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def fold(name: str) -> str:
    """The name as it is compared: NFC, lower case, Thai digits as Arabic ones, SARA AM in one form, and
    nothing but letters, marks and digits. Two names that fold alike are the same words, no more is claimed:
    ไทยรัฐ and ไทยรัฐทีวี stay two."""
    # NIKHAHIT + SARA AA and SARA AM look the same and are typed both ways.
    text = unicodedata.normalize("NFC", name).replace("\u0e4d\u0e32", "\u0e33").translate(_THAI_DIGITS)
    return "".join(c for c in text.casefold() if unicodedata.category(c)[0] in "LMN")


def is_thai(name: str) -> bool:
    """Whether Thai letters are in it."""
    return any("\u0e00" <= c <= "\u0e7f" for c in name)


_LEADING = frozenset("เแโใไ")
_TONES = "็่้๊๋์ํฺ๎"
_SIGNS = {"ฯ": "\u0001", "ๆ": "\u0002"}
SortKey = tuple[str, tuple[tuple[int, int], ...]]


@lru_cache(maxsize=10_000)
def sort_key(name: str) -> SortKey:
    """Where a name stands in a Thai list: a vowel written before its consonant counts after it, tone marks count last
    (the Royal Institute's order). Latin names stand before Thai ones, without regard to case."""
    text = unicodedata.normalize("NFC", name).replace("\u0e4d\u0e32", "\u0e33").casefold()
    letters: list[str] = []
    tones: list[tuple[int, int]] = []
    place = 0
    while place < len(text):
        letter = text[place]
        if letter in _LEADING and place + 1 < len(text):
            letters += [text[place + 1], letter]
            place += 2
            continue
        if letter in _TONES:
            tones.append((-len(letters), _TONES.index(letter)))
        else:
            letters.append(_SIGNS.get(letter, letter))
        place += 1
    return "".join(letters), tuple(tones)
