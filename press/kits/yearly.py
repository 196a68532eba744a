"""Where the texts of a kit may say something that holds of one year only: dates, times, years, numbers of orders and
meetings. It points; whether a line is right is for whoever writes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_MONTHS_TH = "มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
_MONTHS_EN = "January|February|March|April|June|July|August|September|October|November|December"
_PARTS = (
    r"(?<!\d)(?:1[89]|2[0156])\d\d(?!\d)",  # a year of either era
    *(_MONTHS_TH, rf"\b(?:{_MONTHS_EN})\b", r"\bMay \d", r"\d May\b"),
    *(r"(?<!\d)\d{1,2}[.:]\d\d\s*(?:น\.|[ap]\.?m\.?)", r"(?<!\d)[0-2]?\d:[0-5]\d(?!\d)"),
)
_YEARLY = re.compile("|".join(_PARTS))
_CLOCK = re.compile(r"\s*(?:available_from|embargo_until)\s*=")
LONGEST = 200


@dataclass(frozen=True)
class Line:
    """One line to look at; lines count from 1."""

    path: str
    number: int
    text: str


def lines_to_review(texts: Iterable[tuple[str, str]]) -> list[Line]:
    """The lines of these files (path and text) that may hold of one year only, in order."""
    return [
        Line(path, number, line.strip()[:LONGEST])
        for path, text in texts
        for number, line in enumerate(text.splitlines(), 1)
        if _YEARLY.search(line) and not (path == "kit.toml" and _CLOCK.match(line))
    ]
