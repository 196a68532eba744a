"""What the addresses of the studio's lists ask for; what means nothing there is left out."""

from collections.abc import Mapping
from datetime import date

from press.distribution.queries.figures import DownloadFilter
from press.distribution.queries.holding import FILE, RELEASE, HolderFilter, Key
from press.web.days import read_day
from press.web.fields import one_line

LONGEST = 100
HAVE = ("current", "older")


def holder_filter(args: Mapping[str, str]) -> HolderFilter:
    """Reads `item`, `have` and `q`."""
    have = args.get("have", "")
    return HolderFilter(
        item=_item(args.get("item", "")),
        have=have if have in HAVE else "",
        words=_words(args.get("q")),
    )


def download_filter(args: Mapping[str, str]) -> DownloadFilter:
    """Reads `since`, `until`, `outlet` and `file`."""
    return DownloadFilter(
        since=_day(args.get("since", "")),
        until=_day(args.get("until", "")),
        outlet=_words(args.get("outlet")),
        asset_id=number(args.get("file", "")),
    )


def _words(text: str | None) -> str:
    """Words to search for. PostgreSQL cannot even be asked for NUL, and nothing there holds one."""
    return one_line(text).replace("\x00", "")[:LONGEST]


def number(text: str) -> int | None:
    """A whole number that a column can hold."""
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _item(word: str) -> Key | None:
    kind, _dash, digits = word.partition("-")
    found = number(digits)
    return (kind, found) if kind in (RELEASE, FILE) and found is not None else None


def _day(text: str) -> date | None:
    try:
        return read_day(text)
    except ValueError:
        return None
