"""TOML with places: tomllib reads it, and what is missing or wrong is found again in the text by its key."""

import re
import tomllib
from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeGuard, TypeVar

from press.kits.source.faults import N_, Findings, Said
from press.kits.source.model import Both
from press.kits.source.syntax import wrong_toml

E = TypeVar("E", bound=StrEnum)
_YEARS = range(1900, 9000)  # the first and the last that there are lie in no zone but their own
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HEADER = re.compile(r"^\s*\[+\s*([^\]]+?)\s*\]+")


def loads(text: str) -> dict[str, Any]:
    """What TOML says. Raises tomllib.TOMLDecodeError, also where tomllib itself gives up: at tables in tables without
    end, and at numbers of thousands of digits."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except (RecursionError, ValueError) as error:
        raise tomllib.TOMLDecodeError("something in it is too deep or too long to be read") from error


def is_moment(value: object) -> TypeGuard[datetime]:
    """Whether this is a time with an offset that can be said in every zone."""
    return isinstance(value, datetime) and value.tzinfo is not None and value.year in _YEARS


def parse(text: str, file: str, findings: Findings, first_line: int = 1) -> "Table | None":
    """The document's root, or None with a fault. `first_line` is where `text` begins in its file."""
    try:
        values = loads(text)
    except tomllib.TOMLDecodeError as error:
        line, words = wrong_toml(text, str(error))
        findings.fault(file, first_line + line - 1, words)
        return None
    lines = text.splitlines()
    return Table(values, file, findings, lines, first_line, range(len(lines)))


def _no_slug(key: str, value: str) -> Said:
    return N_("%(key)s may hold a–z, 0–9 and - only: %(value)s", key=key, value=repr(value))


def _within(line: str, key: str) -> str:
    """The name of the table `key` as this header writes it, outer tables before it; empty when it is no header."""
    header = _HEADER.match(line)
    parts = [part.strip() for part in header[1].split(".")] if header else []
    return ".".join(parts[: parts.index(key) + 1]) if key in parts else ""


class Table:
    """One table of a document: hands out checked values, and notes what is wrong, missing or unknown.

    A value that is wrong comes back as an empty one of its kind, so that the search for faults goes on."""

    def __init__(
        self,
        values: dict[str, Any],
        file: str,
        findings: Findings,
        lines: list[str],
        first_line: int,
        span: range,
        path: tuple[str | int, ...] = (),
    ) -> None:
        self.values = values
        self.file = file
        self.findings = findings
        self._lines = lines
        self._first_line = first_line
        self._span = span
        self.path = path  # the keys and numbers (from 0) that lead here
        self._asked: set[str] = set()

    def line(self, key: str | None = None) -> int:
        """The line (from 1) that sets this key or opens its table; else where this table begins."""
        if key is not None:
            key = re.escape(key)
            sets = re.compile(
                rf"^\s*(?:{key}|\"{key}\")\s*[.=]|^\s*\[+(?:[^\]]*\.)?\s*{key}\s*[\].]|[{{,]\s*{key}\s*[.=]"
            )
            for number in self._span:
                if sets.search(self._lines[number]):
                    return self._first_line + number
        return self._first_line + (self._span.start if self._span else 0)

    def fault(self, key: str | None, message: str, *, about: str | None = None) -> None:
        """Notes what is wrong at the line of `key`. `about`: the key that it is about, where that has no line."""
        self.findings.fault(self.file, self.line(key), message, place=self._place(key or about))

    def warning(self, key: str, message: str) -> None:
        self.findings.warning(self.file, self.line(key), message, place=self._place(key))

    def _place(self, key: str | None) -> tuple[str | int, ...]:
        return (*self.path, key) if key else self.path

    def text(self, key: str, *, required: bool = True) -> str:
        """A string, trimmed; when required, not an empty one."""
        value = self._get(key, required)
        if not isinstance(value, str):
            if value is not None:
                self.fault(key, N_("%(key)s must be a text in quotes", key=key))
            return ""
        if required and not value.strip():
            self.fault(key, N_("%(key)s is empty", key=key))
        return value.strip()

    def slug(self, key: str) -> str:
        """An identity: a–z, 0–9 and single hyphens."""
        value = self.text(key)
        if value and not SLUG.fullmatch(value):
            self.fault(key, _no_slug(key, value))
        return value

    def slugs(self, key: str) -> tuple[str, ...]:
        """A list of identities without repetition."""
        values = self._list(key, str, N_("%(key)s must be a list of texts", key=key))
        for value in values:
            if not SLUG.fullmatch(value):
                self.fault(key, _no_slug(key, value))
        if len(set(values)) != len(values):
            self.fault(key, N_("%(key)s names something twice", key=key))
        return tuple(values)

    def whole_numbers(self, key: str, lowest: int, highest: int, *, required: bool = True) -> tuple[int, ...]:
        values = self._list(key, int, N_("%(key)s must be a list of whole numbers", key=key), required)
        for value in values:
            if not lowest <= value <= highest:
                words = N_(
                    "%(key)s must lie between %(lowest)s and %(highest)s: %(value)s",
                    key=key,
                    lowest=lowest,
                    highest=highest,
                    value=value,
                )
                self.fault(key, words)
        return tuple(dict.fromkeys(values))

    def _list(self, key: str, kind: type[Any], otherwise: Said, required: bool = True) -> list[Any]:
        value = self._get(key, required)
        if value is None:
            return []
        if not isinstance(value, list) or not all(type(one) is kind for one in value):
            self.fault(key, otherwise)
            return []
        return value

    def choice(self, key: str, kind: type[E], default: E | None = None) -> E:
        """A member of the enum; without a default it must be there."""
        if default is not None and key not in self.values:
            return default
        value = self.text(key)
        try:
            return kind(value)
        except ValueError:
            if value:
                words = N_(
                    "%(key)s must be one of %(choices)s, not %(value)s",
                    key=key,
                    choices=", ".join(kind),
                    value=repr(value),
                )
                self.fault(key, words)
            return default or next(iter(kind))

    def flag(self, key: str, *, required: bool = True) -> bool:
        value = self._get(key, required)
        if value is not None and not isinstance(value, bool):
            self.fault(key, N_("%(key)s must be true or false", key=key))
        return value is True

    def day(self, key: str) -> date | None:
        """A date, which may be left out."""
        value = self._get(key, required=False)
        if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
            self.fault(key, N_("%(key)s must be a date, such as 2019-03-11", key=key))
            return None
        return value

    def moment(self, key: str, *, required: bool = True) -> datetime | None:
        """A date and time with an offset; a naive one could be anybody's morning."""
        value = self._get(key, required)
        if value is None:
            return None
        if not is_moment(value):
            words = N_("%(key)s needs a date, a time and an offset, such as 2019-03-11T09:00:00+07:00", key=key)
            self.fault(key, words)
            return None
        return value

    def both(self, key: str, *, required: bool = True) -> Both:
        """A text in Thai and English."""
        table = self.table(key, required=required)
        if table is None:
            return Both("", "")
        both = Both(table.text("th", required=required), table.text("en", required=required))
        table.done()
        return both

    def table(self, key: str, *, required: bool = True) -> "Table | None":
        value = self._get(key, required)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.fault(key, N_("%(key)s must be a table", key=key))
            return None
        start = self.line(key) - self._first_line
        stop = start + 1
        own = _within(self._lines[start] if self._lines else "", key)
        while stop < self._span.stop and self._belongs(stop, own):
            stop += 1
        path = (*self.path, key)
        return Table(value, self.file, self.findings, self._lines, self._first_line, range(start, stop), path)

    def _belongs(self, number: int, own: str) -> bool:
        """Whether this line still speaks of the table `own`, or of one inside it."""
        header = _HEADER.match(self._lines[number])
        return header is None or bool(own and f"{header[1]}.".startswith(f"{own}."))

    def tables(self, key: str) -> "list[Table]":
        """The tables under `[[key]]`, in order; none is no fault."""
        value = self._get(key, required=False)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.fault(key, N_("%(key)s must be written as [[%(name)s]]", key=key, name=key))
            return []
        spans = self._spans(key, len(value))
        return [
            Table(one, self.file, self.findings, self._lines, self._first_line, span, (*self.path, key, number))
            for number, (one, span) in enumerate(zip(value, spans, strict=True))
        ]

    def _spans(self, key: str, count: int) -> Iterable[range]:
        head = re.compile(rf"^\s*\[\[\s*{re.escape(key)}\s*\]\]")
        starts = [number for number in self._span if head.match(self._lines[number])]
        if len(starts) != count:  # written inline: the line of the key has to do
            return [self._span] * count
        return [range(start, stop) for start, stop in zip(starts, [*starts[1:], self._span.stop], strict=True)]

    def _get(self, key: str, required: bool) -> Any:
        self._asked.add(key)
        if required and key not in self.values:
            self.fault(None, N_("%(key)s is missing", key=key), about=key)
        return self.values.get(key)

    def each(self, read: Callable[["Table", str], None]) -> None:
        """Calls `read` for every key, whatever it is called."""
        for key in self.values:
            read(self, key)

    def done(self) -> None:
        """Notes every key that nobody asked for."""
        for key in self.values:
            if key not in self._asked:
                self.fault(key, N_("unknown key %(name)s", name=key))
