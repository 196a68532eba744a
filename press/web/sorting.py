"""Names in the order of a Thai dictionary, the same in Python, SQLite and PostgreSQL."""

import unicodedata

LONGEST = 30  # characters of a name that decide its place
_VOWELS_WRITTEN_FIRST = frozenset("เแโใไ")
_MARKS = "็่้๊๋์ํฺ๎"


def sort_key(name: str) -> str:
    """A key of plain hexadecimal digits, which every collation puts in one order.

    A vowel that is written before its consonant is read after it, and tone marks decide only between words that are
    otherwise alike (Royal Institute's dictionary)."""
    letters, marks = _read(unicodedata.normalize("NFC", name).replace("\u0e4d\u0e32", "\u0e33").casefold()[:LONGEST])
    return _hexadecimal(letters) + "0000" + _hexadecimal(marks)


def _read(text: str) -> tuple[str, str]:
    letters: list[str] = []
    marks: list[str] = []
    place = 0
    while place < len(text):
        letter = text[place]
        if letter in _VOWELS_WRITTEN_FIRST and place + 1 < len(text):
            letters += (text[place + 1], letter)
            place += 2
            continue
        if letter in _MARKS:
            # The earlier in the word a mark stands, the later the word comes.
            marks += (chr(0x100 - len(letters)), chr(1 + _MARKS.index(letter)))
        else:
            letters.append(letter)
        place += 1
    return "".join(letters), "".join(marks)


def _hexadecimal(text: str) -> str:
    return text.encode("utf-16-be", "surrogatepass").hex()
