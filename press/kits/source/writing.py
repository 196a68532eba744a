"""The way back: what somebody changed goes into a text of the folder, and all else keeps its bytes, comments and order
included."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import tomlkit
from tomlkit.container import Container
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Item, Table

from press.kits.source.texts import FENCE
from press.kits.source.toml import loads

FRONT = ("title", "subtitle", "summary", "dateline", "kind")
_HEADER = re.compile(r"^\s*\[")
# Strings and comments of TOML. A string between three quotes may end with one or two more.
_STRINGS = re.compile(
    r'''"""(?:\\.|[^\\])*?"""(?:"{0,2})|"(?:\\.|[^"\\\n])*"|#[^\n]*''' + r"""|'''.*?''''{0,2}|'[^'\n]*'""", re.DOTALL
)
Path = tuple[str | int, ...]
_NOTHING: tuple[Any, ...] = (None, "", [], False)  # what may as well be left out


class CannotChange(ValueError):
    """A text that is no TOML, or that says something else where a value is to go: a person has to mend it first."""


@dataclass(frozen=True)
class Written:
    """A Markdown file as its writer sees it: front matter, and a body without empty lines around it."""

    front: dict[str, str]
    body: str


def values_of(text: str) -> dict[str, Any]:
    """What a TOML text says; nothing when it is none."""
    try:
        return loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def is_readable(path: str, text: str) -> bool:
    """Whether a file of the folder can be read as what it is: TOML, or Markdown with TOML in front or nothing."""
    parts = _parts(text)
    head = text if path.endswith(".toml") else (parts[0] if parts else "")
    try:
        loads(head)
    except tomllib.TOMLDecodeError:
        return False
    return True


def outside_strings(text: str) -> str:
    """The TOML, as long as it is, with its strings blotted out: what looks like a table inside one is none."""
    return _STRINGS.sub(lambda found: found[0] if found[0].startswith("#") else "x" * len(found[0]), text)


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


def change(text: str, values: Mapping[Path, Any]) -> str:
    """The TOML with these values at these paths. An empty one that was not there is not written; None takes a key
    away that says something. Raises CannotChange."""
    before = _to_be_changed(text)
    wanted = {path: value for path, value in values.items() if not _is_there(before, path, value)}
    if not wanted:
        return text

    def edit(document: Any) -> list[tuple[Any, str]]:
        return [added for path, value in wanted.items() for added in _put(document, path, value)]

    return _edited(text, edit, wanted)


def change_tables(text: str, path: Sequence[str], wanted: Sequence[Mapping[str, Any]]) -> str:
    """The TOML whose list of tables at this path holds these in their order. One that stays keeps its line, and the
    comment beside it. Raises CannotChange."""
    *place, key = path
    outer = _to_be_changed(text)
    for step in place:
        outer = outer.get(step, {})
        if not isinstance(outer, dict):
            raise CannotChange(step)
    before = outer.get(key, [])
    if not isinstance(before, list) or not all(isinstance(each, dict) for each in before):
        raise CannotChange(key)
    after = [_as_it_was(each, before) for each in wanted]
    if after == before:
        return text

    def edit(document: Any) -> list[tuple[Any, str]]:
        for step in place:
            document = document[step]
        if key in document:
            _align(document[key], before, after)
            return []
        document[key] = _item(after)
        return [(document, key)]

    return _edited(text, edit, {tuple(path): after} if after else {})


def _to_be_changed(text: str) -> dict[str, Any]:
    try:
        return loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CannotChange(str(error)) from error


def _is_there(values: Any, path: Path, value: Any) -> bool:
    """Whether this path says so already: what reads alike is not written anew."""
    for step in path:
        try:
            values = values[step]
        except (KeyError, IndexError, TypeError):
            return value in _NOTHING
    if value is None:
        return values in _NOTHING
    if isinstance(value, str) and isinstance(values, str):
        return same(values, value) or _as_a_line_shows(values) == value
    if isinstance(value, Mapping) and isinstance(values, Mapping):
        return values.keys() == value.keys() and all(_is_there(values, (key,), each) for key, each in value.items())
    return type(value) is type(values) and bool(value == values)


def _as_a_line_shows(text: str) -> str:
    """What a field of one line makes of it."""
    return text if "\n" in text.strip() else " ".join(_plain(text).split())


def _edited(text: str, edit: Callable[[Any], list[tuple[Any, str]]], wanted: Mapping[Path, Any]) -> str:
    """The text after this edit of its document, which tells where it added which keys; once it is known that the text
    says what is wanted."""
    try:
        document = tomlkit.parse(text)
        _close_up(edit(document))
        new = tomlkit.dumps(document)
        said = loads(new)
    except (TOMLKitError, ValueError, TypeError, AttributeError, LookupError, RecursionError, StopIteration) as error:
        raise CannotChange(str(error)) from error
    if not all(_says(said, path, value) for path, value in wanted.items()):
        raise CannotChange(", ".join(str(path) for path in wanted))
    return new


def _says(values: Any, path: Path, value: Any) -> bool:
    for step in path:
        try:
            values = values[step]
        except (LookupError, TypeError):
            return value is None
    return value is not None and bool(values == value)


def _put(document: Any, path: Path, value: Any) -> list[tuple[Any, str]]:
    """Sets a value or takes it away. Returns the key that was added, with the table that it was added to."""
    place = document
    for number, step in enumerate(path[:-1]):
        if isinstance(step, str) and step not in place:
            return _put_anew(place, step, path[number + 1 :], value, at_root=place is document)
        place = place[step]
    key = path[-1]
    if value is None:
        del place[key]
        return []
    is_new = isinstance(key, str) and key not in place
    place[key] = _item(value)
    return [(place, str(key))] if is_new else []


def _put_anew(place: Any, step: str, rest: Path, value: Any, *, at_root: bool) -> list[tuple[Any, str]]:
    """A value in a table that was not there: `step.key = value` in a table, `[step]` at the root."""
    if isinstance(place, Table) and len(rest) == 1:
        place.append(tomlkit.key([step, str(rest[0])]), _item(value))
        return [(place, step)]
    place[step] = tomlkit.table() if at_root else tomlkit.inline_table()
    _put(place[step], rest, value)
    return [] if at_root else [(place, step)]


def _close_up(added: Sequence[tuple[Any, str]]) -> None:
    """What was added to a table stands below its last value, not below the comment above the next table."""
    for place, key in added:
        container = place.value if isinstance(place, Table) else place
        if not isinstance(container, Container):
            continue
        body = container.body
        here = next(number for number, (each, _item) in enumerate(body) if each is not None and each.key == key)
        moved = body.pop(here)
        values = [number for number, (each, item) in enumerate(body[:here]) if each and not _is_section(each, item)]
        if not values:
            body.insert(here, moved)
            continue
        trivia = body[values[-1]][1].trivia
        trivia.trail = trivia.trail or "\n"
        body.insert(values[-1] + 1, moved)


def _is_section(key: Any, item: Item) -> bool:
    return isinstance(item, (Table, AoT)) and not key.is_dotted()


def _as_it_was(table: Mapping[str, Any], before: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """A table that reads like one that is there is that one."""
    return next((each for each in before if all(_is_there(each, (key,), table[key]) for key in table)), table)


def _align(tables: Any, before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> None:
    """Makes a list say what it is to say, from its end to its beginning, so that the numbers hold."""
    matcher = SequenceMatcher(None, [repr(each) for each in before], [repr(each) for each in after], autojunk=False)
    for kind, start, stop, first, last in reversed(matcher.get_opcodes()):
        if kind == "equal":
            continue
        both = min(stop - start, last - first)
        for number in reversed(range(start + both, stop)):
            del tables[number]
        for number in range(both, last - first):
            tables.insert(start + number, _table(after[first + number], inline=not isinstance(tables, AoT)))
        for number in range(both):
            _rewrite(tables[start + number], before[start + number], after[first + number])


def _rewrite(table: Any, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    for key, value in after.items():
        if _is_there(before, (key,), value):
            continue
        if isinstance(value, Mapping) and isinstance(before.get(key), Mapping):
            _rewrite(table[key], before[key], value)
        else:
            table[key] = _item(value)


def _table(values: Mapping[str, Any], *, inline: bool = True) -> Any:
    table: Any = tomlkit.inline_table() if inline else tomlkit.table()
    for key, value in values.items():
        table[key] = _item(value)
    return table


def _item(value: Any) -> Item:
    if isinstance(value, Mapping):
        return _table(value)  # type: ignore[no-any-return]
    if isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        tables = tomlkit.array().multiline(True)
        tables.extend(_item(each) for each in value)
        return tables
    if isinstance(value, str) and "\n" in value:
        return tomlkit.string(value, multiline=True)
    item: Item = tomlkit.item(value)
    return item


def add_table(text: str, key: str, lines: str) -> str:
    """The TOML with one more `[[key]]` after the last one of its kind, or at the end. Raises CannotChange."""
    tables, blocks = _tables_and_blocks(text, key)
    block = f"[[{key}]]\n{lines.strip()}\n"
    wanted = [*tables, loads(lines)]
    if not blocks:
        return _checked(f"{text.rstrip()}\n\n{block}" if text.strip() else block, key, wanted)
    end = blocks[-1][1]
    rest = text[end:]
    new = f"{text[:end].rstrip()}\n\n{block}{rest if rest.startswith(chr(10)) or not rest else chr(10) + rest}"
    return _checked(new, key, wanted)


def remove_table(text: str, key: str, number: int) -> str:
    """The TOML without table `number` (from 0) of `[[key]]`. Raises CannotChange."""
    tables, blocks = _tables_and_blocks(text, key)
    start, end = blocks[number]
    return _checked(text[:start] + text[end:].removeprefix("\n"), key, tables[:number] + tables[number + 1 :])


def swap_tables(text: str, key: str, one: int, other: int) -> str:
    """The TOML with two tables of `[[key]]` (from 0) in each other's place. Raises CannotChange."""
    tables, blocks = _tables_and_blocks(text, key)
    first, second = sorted((one, other))
    (a, b), (c, d) = blocks[first], blocks[second]
    tables[first], tables[second] = tables[second], tables[first]
    return _checked(text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:], key, tables)


def _tables_and_blocks(text: str, key: str) -> tuple[list[Any], Sequence[tuple[int, int]]]:
    """The tables of `[[key]]`, and where each stands. A list that is written in another way is for people to change."""
    tables = _to_be_changed(text).get(key, [])
    blocks = _blocks(text, key)
    if not isinstance(tables, list) or len(tables) != len(blocks):
        raise CannotChange(key)
    return tables, blocks


def _checked(text: str, key: str, wanted: list[Any]) -> str:
    if _to_be_changed(text).get(key, []) != wanted:
        raise CannotChange(key)
    return text


def _blocks(text: str, key: str) -> Sequence[tuple[int, int]]:
    """From where to where each `[[key]]` stands: up to its last value, so that a comment above the next table stays
    with that one."""
    head = re.compile(rf"^\s*\[\[\s*{re.escape(key)}\s*\]\]")
    own = re.compile(rf"^\s*\[\s*{re.escape(key)}\.")
    found: list[tuple[int, int]] = []
    inside, at = False, 0
    for line in re.findall(r"[^\n]*\n|[^\n]+", outside_strings(text)):
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
