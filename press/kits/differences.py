"""What differs between two texts, word by word. Thai is written without spaces: a run of it is cut at its clusters (a
consonant with its vowels and marks), and what lies between two changes and is no longer than a syllable is taken as
changed too, so that whole words are shown and not letters."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum

_THAI_CLUSTER = r"[เแโใไ]?[ก-ฮ][\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]*"
_TOKEN = re.compile(rf"{_THAI_CLUSTER}|[๐-๙]+(?:[.,:][๐-๙]+)*|[^\W\u0e00-\u0e7f]+(?:[.,'’-]\w+)*|\s+|.", re.DOTALL)
_THAI = re.compile(r"[\u0e00-\u0e7f]")
_SYLLABLES = 3
_MOST_TOKENS = 6_000


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


Piece = tuple[Change, str]


def differences(before: str, after: str) -> list[Piece]:
    """The two texts as one, in reading order: all that is not `added` is the text before, all that is not `removed`
    is the one after."""
    pieces: list[Piece] = []
    for gone, came, same in _steps(_lines(before), _lines(after)):
        if same:
            pieces.append((Change.SAME, "".join(same)))
        else:
            pieces += _words("".join(gone), "".join(came))
    return _joined(pieces)


def is_changed(pieces: list[Piece]) -> bool:
    """Whether anything differs."""
    return any(change is not Change.SAME for change, _text in pieces)


def tokens(text: str) -> list[str]:
    """Words, clusters of Thai, spaces and signs; together they are the text."""
    return _TOKEN.findall(text)


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _steps(old: list[str], new: list[str]) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """(gone, came, same) one after the other; either the first two or the last hold something."""
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield [], [], old[i:j]
        else:
            yield old[i:j], new[k:m], []


def _words(gone: str, came: str) -> Iterator[Piece]:
    if not gone or not came:
        yield from _pieces(gone, came)
        return
    old_tokens, new_tokens = tokens(gone), tokens(came)
    if max(len(old_tokens), len(new_tokens)) > _MOST_TOKENS:  # comparing grows with the square
        yield from _pieces(gone, came)
        return
    steps = list(_steps(old_tokens, new_tokens))
    left, right = "", ""
    for number, (old, new, same) in enumerate(steps):
        between = 0 < number < len(steps) - 1
        if same and not (between and _is_crumb(same)):
            yield from _pieces(left, right)
            left, right = "", ""
            yield Change.SAME, "".join(same)
        else:
            left += "".join(old or same)
            right += "".join(new or same)
    yield from _pieces(left, right)


def _is_crumb(same: list[str]) -> bool:
    """A rest that is not worth being shown as unchanged: a space, or a syllable inside a Thai word."""
    text = "".join(same)
    return not text.strip() or (len(same) < _SYLLABLES and bool(_THAI.match(text)) and " " not in text)


def _pieces(gone: str, came: str) -> Iterator[Piece]:
    if gone:
        yield Change.REMOVED, gone
    if came:
        yield Change.ADDED, came


def _joined(pieces: list[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1][0] is piece[0]:
            joined[-1] = (piece[0], joined[-1][1] + piece[1])
        else:
            joined.append(piece)
    return joined
