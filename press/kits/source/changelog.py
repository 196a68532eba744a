"""CHANGELOG.md: why a release that had been published reads otherwise now, release by release, in both languages.

A note is a list item that begins with the release's folder in backquotes; the Thai and the English words have " · "
between them: "- `01-launch` (2019-03-12) แก้จำนวนเมือง · The number of cities was wrong."
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from press.clock import BANGKOK

CHANGELOG = "CHANGELOG.md"
BETWEEN = " · "
_BEGINNING = "# การเปลี่ยนแปลงของชุดข้อมูล · Changes to this kit"
UNCHANGED = f"{_BEGINNING}\n\nยังไม่มีการแก้ไข{BETWEEN}No corrections so far.\n"  # what a new kit has
_ITEM = re.compile(r"[-*]\s+")
_NAMED = re.compile(r"`([a-z0-9-]+)`[\s:–-]*(?:\(\d{4}-\d\d-\d\d\)\s*)?(.*)")


@dataclass(frozen=True)
class ChangeNote:
    """Why something reads otherwise. `release` is None where the line names none; `line` counts from 1."""

    release: str | None
    th: str
    en: str
    line: int

    @property
    def is_complete(self) -> bool:
        return bool(self.th and self.en)


def notes_in(text: str) -> Iterator[ChangeNote]:
    """Every line of the log but its headings, with what continues it on the next ones."""
    for number, line in _items(text):
        named = _NAMED.fullmatch(line)
        release, words = (named[1], named[2]) if named else (None, line)
        th, between, en = (part.strip() for part in words.partition(BETWEEN))
        if release is None and not between:
            en = th  # said in one language, for both
        yield ChangeNote(release, th, en, number)


def new_notes(text: str, before: str) -> list[ChangeNote]:
    """The notes that the log has and had not before, the newest first."""
    known = Counter(_said(note) for note in notes_in(before))
    fresh = []
    # What stood there already stands further down: the newest come first.
    for note in reversed(list(notes_in(text))):
        if known[_said(note)]:
            known[_said(note)] -= 1
        else:
            fresh.append(note)
    return fresh[::-1]


def with_note(text: str, release: str, th: str, en: str, *, before: str, at: datetime) -> str:
    """The log with this note on top, in place of one for the same release that is not published yet."""
    item = f"- `{release}` ({at.astimezone(BANGKOK):%Y-%m-%d}) {th}{BETWEEN}{en}"
    stale = {note.line for note in new_notes(text, before) if note.release == release}
    lines = [line for number, line in enumerate(text.splitlines(), 1) if number not in stale]
    head, rest = _head_and_rest(lines)
    if not any(map(_ITEM.match, rest)):
        rest = []  # a sentence that there is no correction so far
    return "\n".join([*head, "", item, *rest]) + "\n"


def _head_and_rest(lines: list[str]) -> tuple[list[str], list[str]]:
    heading = lines[:1] if lines and lines[0].startswith("# ") else [_BEGINNING]
    rest = lines[1:] if lines and lines[0].startswith("# ") else lines
    while rest and not rest[0].strip():
        rest = rest[1:]
    return heading, rest


def _said(note: ChangeNote) -> tuple[str | None, str, str]:
    return (note.release, note.th, note.en)


def _items(text: str) -> Iterator[tuple[int, str]]:
    """Each item, or other line, on one line, with the number of its first."""
    number, item = 0, ""
    for at, line in enumerate(text.splitlines(), 1):
        goes_on = bool(item) and line.startswith((" ", "\t")) and not _ITEM.match(line.strip())
        if goes_on and line.strip():
            item += " " + line.strip()
            continue
        if item:
            yield number, item
        number, item = at, "" if line.startswith("#") else _ITEM.sub("", line.strip(), count=1)
    if item:
        yield number, item
