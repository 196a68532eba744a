"""An event's own words for a mail: plain text with placeholders such as {name}.

A text is taken apart once, before any value is put in, and each value goes in as it is: whoever is called "{reason}"
or "<b>" stays that text. What is put together is escaped by the writer of each form, as a whole. Doubled braces and
those of template languages are plain text: nothing here is a program."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

_TOKEN = re.compile(r"(\{\{|\}\}|\{%|%\}|\{#|#\}|\{[^\W\d]\w*\}|[{}])")
_PLACEHOLDER = re.compile(r"\{[^\W\d]\w*\}")


class Worded(Protocol):
    """Whatever has a subject and a body: a wording, or the row that keeps it."""

    @property
    def subject(self) -> str: ...

    @property
    def body(self) -> str: ...


@dataclass(frozen=True)
class Wording:
    """Subject and body of one mail in one language."""

    subject: str
    body: str


@dataclass(frozen=True)
class Fault:
    """What cannot stay in a text: a placeholder that this mail does not know, or a brace that is no placeholder's."""

    text: str
    is_placeholder: bool


def fault_in(text: str, allowed: Collection[str]) -> Fault | None:
    """The first thing in this text that cannot stay, or None."""
    for token in _TOKEN.split(text)[1::2]:
        if _PLACEHOLDER.fullmatch(token):
            if token[1:-1] not in allowed:
                return Fault(token, is_placeholder=True)
        elif token in ("{", "}"):
            return Fault(token, is_placeholder=False)
    return None


def fill(text: str, values: Mapping[str, Any]) -> str:
    """The text with its placeholders' values, each put in once and read no further. One that has no value here is
    left as it was written."""
    pieces = _TOKEN.split(text)
    for place in range(1, len(pieces), 2):
        token = pieces[place]
        if _PLACEHOLDER.fullmatch(token) and token[1:-1] in values:
            value = values[token[1:-1]]
            pieces[place] = str(value() if callable(value) else value)
    return "".join(pieces)


def paragraphs(text: str) -> list[str]:
    """Parts with an empty line between them."""
    return [part.strip("\n") for part in re.split(r"\n(?:[ \t]*\n)+", text) if part.strip()]
