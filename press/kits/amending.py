"""kit.toml, changed in the one place that an act is about: comments, order and everything else stay as they were."""

import re
import tomllib
from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from typing import Any

from press.clock import BANGKOK
from press.kits.source.faults import N_, Fault, KitFaults
from press.kits.source.toml import loads
from press.kits.source.writing import outside_strings

_MOMENT = r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:\d\d)"


def with_moment(text: str, key: str, moment: datetime) -> str:
    """The text of kit.toml with another time for this key, written in Bangkok's offset."""
    line = re.compile(rf"^(\s*\"?{re.escape(key)}\"?\s*=\s*){_MOMENT}", re.MULTILINE)
    said = moment.astimezone(BANGKOK).isoformat(timespec="auto")
    return _checked(line.sub(rf"\g<1>{said}", text, count=1), key, lambda value: value == moment)


def without_release(text: str, slug: str) -> str:
    """The text of kit.toml whose list of releases does not name this one."""
    wanted = [one for one in loads(text).get("releases", []) if one != slug]
    found = re.search(r"^\s*\"?releases\"?\s*=\s*\[(.*?)\]", text, re.MULTILINE | re.DOTALL)
    if found:
        inside = re.sub(rf"\s*([\"']){re.escape(slug)}\1\s*,?", "", found[1], count=1)
        if "\n" not in inside:
            inside = inside.strip().removesuffix(",")
        text = text[: found.start(1)] + inside + text[found.end(1) :]
    return _checked(text, "releases", lambda value: value == wanted)


def without_table(text: str, path: str) -> str:
    """The text of a list of files without the table of this one."""
    starts = [found.start() for found in re.finditer(r"^[ \t]*\[", outside_strings(text), re.MULTILINE)]
    cuts = sorted({0, *starts, len(text)})
    parts = [text[start:stop] for start, stop in pairwise(cuts)]
    return "".join(part for part in parts if not _is_table_of(part, path))


def _is_table_of(part: str, path: str) -> bool:
    try:
        values = loads(part)
    except tomllib.TOMLDecodeError:
        return False
    lists = [value for value in values.values() if isinstance(value, list)]
    return any(isinstance(one, dict) and one.get("path") == path for tables in lists for one in tables)


def _checked(text: str, key: str, is_right: Any) -> str:
    try:
        right = is_right(loads(text).get(key))
    except tomllib.TOMLDecodeError:
        right = False
    if not right:
        words = N_("%(key)s is written in a way that cannot be changed here: edit it", key=key)
        raise KitFaults([Fault("kit.toml", 1, words, place=(key,))])
    return text


def says(text: str, key: str) -> Any:
    """What kit.toml has for this key; None when it has nothing, or is no TOML."""
    try:
        return loads(text).get(key)
    except tomllib.TOMLDecodeError:
        return None


def is_of_release(path: str, slugs: Iterable[str]) -> bool:
    """Whether a file of the folder belongs to one of these releases."""
    return any(path.startswith(f"releases/{slug}/") for slug in slugs)
