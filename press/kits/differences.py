"""What changed between two texts: line by line, and word by word inside a line that was changed."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum

# Thai has no spaces between words: a consonant with what stands before, above and behind it is the smallest unit that
# a reader sees whole.
_THAI = r"[\u0e40-\u0e44]?[\u0e01-\u0e2e][\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]*"
_WORDS = re.compile(rf"{_THAI}|[^\W\u0e00-\u0e7f]+|\s+|.", re.DOTALL)
_ALIKE = 0.5  # lines less alike than this are told whole
_LONGEST = 4_000  # characters of a line beyond which words are not compared


class Change(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


def differences(before: str, after: str) -> list[tuple[Change, str]]:
    """The stretches of both texts in reading order: all that is not `added` is the text before, all that is not
    `removed` is the one after."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[tuple[Change, str]] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found += [(Change.SAME, line) for line in old[a:b]]
        else:
            found += _lines(old[a:b], new[c:d])
    return _joined(found)


def _lines(old: list[str], new: list[str]) -> Iterator[tuple[Change, str]]:
    for number in range(max(len(old), len(new))):
        one = old[number] if number < len(old) else ""
        other = new[number] if number < len(new) else ""
        yield from _words(one, other)


def _words(one: str, other: str) -> Iterator[tuple[Change, str]]:
    a, b = _WORDS.findall(one), _WORDS.findall(other)
    words = SequenceMatcher(None, a, b, autojunk=False)
    if max(len(one), len(other)) > _LONGEST or words.ratio() < _ALIKE:
        yield from ((Change.REMOVED, one), (Change.ADDED, other))
        return
    for what, i, j, k, m in words.get_opcodes():
        if what == "equal":
            yield Change.SAME, "".join(a[i:j])
        else:
            yield from ((Change.REMOVED, "".join(a[i:j])), (Change.ADDED, "".join(b[k:m])))


def _joined(found: list[tuple[Change, str]]) -> list[tuple[Change, str]]:
    """Neighbours of one kind as one stretch; empty ones left out."""
    joined: list[tuple[Change, str]] = []
    for kind, text in found:
        if not text:
            continue
        if joined and joined[-1][0] == kind:
            joined[-1] = (kind, joined[-1][1] + text)
        else:
            joined.append((kind, text))
    return joined
