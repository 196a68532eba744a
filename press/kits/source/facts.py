"""The facts of a kit while they are written, and a body with its facts filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from press.kits.source.faults import Findings
from press.kits.source.model import Both
from press.kits.source.texts import MarkdownFile, fill_facts, places_in
from press.kits.source.toml import parse
from press.kits.source.writing import values_of
from press.markup import render

BOILERPLATE = "boilerplate"
QUOTES = "quotes"
FACT_GROUPS = ("figures", "people", "names", QUOTES)


@dataclass(frozen=True)
class Fact:
    """What a key stands for in both languages; a quote has the key of its speaker."""

    group: str
    key: str
    text: Both
    speaker: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        """Where it stands in facts.toml."""
        return (BOILERPLATE,) if self.group == BOILERPLATE else (self.group, self.key)


def facts_in(text: str) -> list[Fact]:
    """Every fact of facts.toml in the order of its groups."""
    values = values_of(text)
    found = []
    for group in FACT_GROUPS:
        table = values.get(group)
        for key, value in table.items() if isinstance(table, Mapping) else ():
            if isinstance(value, Mapping):
                found.append(Fact(group, key, _both(value), str(value.get("speaker", ""))))
    boilerplate = values.get(BOILERPLATE)
    if isinstance(boilerplate, Mapping):
        found.append(Fact(BOILERPLATE, BOILERPLATE, _both(boilerplate)))
    return found


def _both(value: Mapping[str, Any]) -> Both:
    return Both(str(value.get("th", "")), str(value.get("en", "")))


@dataclass(frozen=True)
class Preview:
    """A body as readers will see it, and the keys in it that stand for nothing."""

    body_html: str
    unknown: tuple[str, ...]


def preview(body: str, language: str, facts: list[Fact]) -> Preview:
    """What publishing would make of this body, by the same functions."""
    front = parse("", "", Findings())
    known = {fact.key: fact.text for fact in facts}
    unknown = tuple(dict.fromkeys(key for key in places_in(body) if key not in known))
    if front is None:
        return Preview("", unknown)
    return Preview(render(fill_facts(MarkdownFile(front, body, 1), language, known).strip()), unknown)
