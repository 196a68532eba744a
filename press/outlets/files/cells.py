"""Columns of the file, and lists within a cell: ` | ` between entries, ` ; ` between the parts of one, and a
backslash before either sign where it is part of a name."""

import re
from collections.abc import Iterable, Sequence

COLUMNS = (
    "name_th",
    "name_en",
    "medium",
    "country",
    "owner",
    "state",
    "state_reason",
    "verified_how",
    "aliases",
    "platforms",
    "evidence",
)
NEEDED = ("name_th", "name_en", "medium", "country")
_SIGNS = re.compile(r"[\\|;]")


def pack(entries: Iterable[Sequence[str]]) -> str:
    """One cell that holds these entries."""
    return " | ".join(" ; ".join(_SIGNS.sub(r"\\\g<0>", part) for part in entry) for entry in entries)


def unpack(cell: str) -> list[list[str]]:
    """The entries of a cell, each a list of parts without space around; never fails."""
    entries: list[list[str]] = [[""]]
    letters = iter(cell)
    for letter in letters:
        if letter == "\\":
            entries[-1][-1] += next(letters, "\\")
        elif letter == ";":
            entries[-1].append("")
        elif letter == "|":
            entries.append([""])
        else:
            entries[-1][-1] += letter
    stripped = [[part.strip() for part in entry] for entry in entries]
    return [entry for entry in stripped if any(entry)]
