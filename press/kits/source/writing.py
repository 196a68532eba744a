"""The way back: what somebody changed goes into a text of the folder, and all else keeps its bytes, comments and order
included."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Item

from press.kits.source.texts import FENCE

FRONT = ("title", "subtitle", "summary", "dateline", "kind")
_HEADER = re.compile(r"^\s*\[")


@dataclass(frozen=True)
class Written:
    """A Markdown file as its writer sees it: front matter, and a body without empty lines around it."""

    front: dict[str, str]
    body: str


def values_of(text: str) -> dict[str, Any]:
    """What a TOML text says; nothing when it is none."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def read_written(text: str) -> Written:
    """Front matter and body. A text without front matter is a body: nothing of it is lost."""
    parts = _parts(text)
    if parts is None:
        return Written({}, text.strip())
    front = {key: value for key, value in values_of(parts[0]).items() if isinstance(value, str)}
    return Written(front, parts[1].strip())


def write_markdown(before: str, front: Mapping[str, str], body: str) -> str:
    """The text with this front matter and body; a value that is empty and was not there is left out."""
    text = before.removeprefix("\ufeff").replace("\r\n", "\n")
    head, old_body = _parts(text) or ("", "\n" + text.strip() + "\n" if text.strip() else "")
    new_head = change(head, {(key,): value for key, value in front.items()})
    new_body = old_body if same(old_body, body) else f"\n{_plain(body)}\n"
    if new_head == head and new_body == old_body and _parts(text) is not None:
        return before
    return f"{FENCE}\n{new_head.strip()}\n{FENCE}\n{new_body}"


def change(text: str, values: Mapping[tuple[str | int, ...], Any]) -> str:
    """The TOML with these values at these paths. An empty text that was not there is not written; None takes a key
    away. A text that is no TOML is left as it is."""
    try:
        document = tomlkit.parse(text)
    except TOMLKitError:
        return text
    before = values_of(text)
    changed = False
    for path, value in values.items():
        if _is_there(before, path, value):
            continue
        changed = True
        _put(document, path, value)
    return tomlkit.dumps(document) if changed else text


def _is_there(values: Any, path: tuple[str | int, ...], value: Any) -> bool:
    """Whether this path says so already: what reads alike is not written anew."""
    for step in path:
        try:
            values = values[step]
        except (KeyError, IndexError, TypeError):
            return value is None or value == "" or value == []
    if isinstance(value, str) and isinstance(values, str):
        return same(values, value)
    return bool(value == values)


def _put(document: Any, path: tuple[str | int, ...], value: Any) -> None:
    place = document
    for step in path[:-1]:
        if isinstance(step, str) and step not in place:
            place[step] = tomlkit.inline_table() if place is not document else tomlkit.table()
        place = place[step]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = _item(value)


def _item(value: Any) -> Item:
    if isinstance(value, Mapping):
        inline = tomlkit.inline_table()
        inline.update({key: _item(each) for key, each in value.items()})
        return inline
    if isinstance(value, str) and "\n" in value:
        return tomlkit.string(value, multiline=True)
    item: Item = tomlkit.item(value)
    return item


def add_table(text: str, key: str, lines: str) -> str:
    """The TOML with one more `[[key]]` after the last one of its kind, or at the end."""
    block = f"[[{key}]]\n{lines.strip()}\n"
    blocks = _blocks(text, key)
    if not blocks:
        return f"{text.rstrip()}\n\n{block}" if text.strip() else block
    end = blocks[-1][1]
    rest = text[end:]
    return f"{text[:end].rstrip()}\n\n{block}{rest if rest.startswith(chr(10)) or not rest else chr(10) + rest}"


def remove_table(text: str, key: str, number: int) -> str:
    """The TOML without table `number` (from 0) of `[[key]]`."""
    blocks = _blocks(text, key)
    start, end = blocks[number]
    return text[:start] + text[end:].removeprefix("\n")


def swap_tables(text: str, key: str, one: int, other: int) -> str:
    """The TOML with two tables of `[[key]]` (from 0) in each other's place."""
    blocks = _blocks(text, key)
    first, second = sorted((one, other))
    (a, b), (c, d) = blocks[first], blocks[second]
    return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


def _blocks(text: str, key: str) -> Sequence[tuple[int, int]]:
    """From where to where each `[[key]]` stands: up to its last value, so that a comment above the next table stays
    with that one."""
    head = re.compile(rf"^\s*\[\[\s*{re.escape(key)}\s*\]\]")
    own = re.compile(rf"^\s*\[\s*{re.escape(key)}\.")
    found: list[tuple[int, int]] = []
    inside, at = False, 0
    for line in re.findall(r"[^\n]*\n|[^\n]+", text):
        if head.match(line):
            found.append((at, at + len(line)))
            inside = True
        elif _HEADER.match(line) and not own.match(line):
            inside = False
        elif inside and line.strip() and not line.lstrip().startswith("#"):
            found[-1] = (found[-1][0], at + len(line))
        at += len(line)
    return found


def toml_lines(values: Mapping[str, Any]) -> str:
    """These values as lines of a table; texts in two languages as `key.th` and `key.en`."""
    lines = []
    for key, value in values.items():
        if isinstance(value, Mapping):
            lines += [f"{key}.{inner} = {_item(each).as_string()}" for inner, each in value.items()]
        else:
            lines.append(f"{key} = {_item(value).as_string()}")
    return "\n".join(lines)


def _parts(text: str) -> tuple[str, str] | None:
    """Front matter and body, None when the text has no front matter."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if lines[0].strip() != FENCE or FENCE not in lines[1:]:
        return None
    end = lines.index(FENCE, 1)
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :])


def same(one: str, other: str) -> bool:
    """Whether a form that shows the one would send the other."""
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()
