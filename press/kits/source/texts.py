"""Markdown files with TOML in front, and the facts that fill their places."""

import re
from dataclasses import dataclass
from pathlib import Path

from press.kits.source.faults import N_, Findings
from press.kits.source.files import MOST_TEXT, is_plain
from press.kits.source.model import Both, SourceQuote
from press.kits.source.toml import Table, parse
from press.markup import TAGS

FENCE = "+++"
_PLACE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_FACT_GROUPS = ("figures", "people", "names")
# What Markdown makes a heading of the first level, which is the page's.
_TITLE = re.compile(r"#(?!#)\s*\S")
_UNDERLINE = re.compile(r"=+\s*")
_CODE = re.compile(r"^(?: {4}|\t).*|`[^`]*`")
_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9-]*)(?:\s[^<>]*)?/?>|<!--")
# A fact is text: nothing in it may become Markdown or HTML.
_MARKS = re.compile(r"([\\`*_\[\]])")


@dataclass(frozen=True)
class MarkdownFile:
    """Front matter and body; `body_line` is the line (from 1) at which the body begins."""

    front: Table
    body: str
    body_line: int


def read_text(folder: Path, relative: str, findings: Findings) -> str | None:
    """A UTF-8 text of the kit with plain line ends, or None with a fault."""
    try:
        with (folder / relative).open("rb") as file:
            body = file.read(MOST_TEXT + 1)
        if len(body) > MOST_TEXT:
            findings.fault(relative, 1, N_("is longer than %(most)s MB", most=MOST_TEXT // 1024**2))
            return None
        text = body.decode("utf-8")
    except FileNotFoundError:
        findings.fault(relative, 1, N_("the file is missing"))
        return None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        findings.fault(relative, line, N_("not UTF-8"))
        return None
    if not is_plain(text):
        line = next(number for number, one in enumerate(text.split("\n"), 1) if not is_plain(one))
        findings.fault(relative, line, N_("holds a character that is no text"))
        return None
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def read_toml(folder: Path, relative: str, findings: Findings) -> Table | None:
    text = read_text(folder, relative, findings)
    return None if text is None else parse(text, relative, findings)


def read_markdown(folder: Path, relative: str, findings: Findings) -> MarkdownFile | None:
    """A Markdown file, or None with a fault."""
    text = read_text(folder, relative, findings)
    if text is None:
        return None
    lines = text.split("\n")
    if lines[0].strip() != FENCE:
        findings.fault(relative, 1, N_("begins without a line %(fence)s and front matter", fence=FENCE))
        return None
    try:
        end = lines.index(FENCE, 1)
    except ValueError:
        findings.fault(relative, 1, N_("the front matter has no closing line %(fence)s", fence=FENCE))
        return None
    front = parse("\n".join(lines[1:end]), relative, findings, first_line=2)
    if front is None:
        return None
    body = "\n".join(lines[end + 1 :])
    if not body.strip():
        findings.fault(relative, end + 1, N_("there is no text after the front matter"))
    return MarkdownFile(front, body, end + 2)


@dataclass(frozen=True)
class Facts:
    """What facts.toml says: every text by its key, and the quotes among them in their order."""

    texts: dict[str, Both]
    quotes: tuple[SourceQuote, ...] = ()


def read_facts(folder: Path, findings: Findings) -> Facts:
    """Every fact by its key; none when the kit has no facts.toml."""
    if not (folder / "facts.toml").exists():
        return Facts({})
    root = read_toml(folder, "facts.toml", findings)
    if root is None:
        return Facts({})
    facts: dict[str, Both] = {}
    for group in _FACT_GROUPS:
        table = root.table(group, required=False)
        if table is not None:
            table.each(lambda table, key: _add(facts, table, key, _fact(table, key)))
    people = root.values.get("people")
    quotes = _quotes(root, facts, set(people) if isinstance(people, dict) else set())
    if "boilerplate" in root.values:
        facts["boilerplate"] = root.both("boilerplate")
    root.done()
    return Facts(facts, quotes)


def _add(facts: dict[str, Both], table: Table, key: str, fact: Both) -> None:
    if key in facts:
        table.fault(key, N_("the key %(fact)s occurs twice in this file", fact=key))
    facts[key] = fact


def _quotes(root: Table, facts: dict[str, Both], people: set[str]) -> tuple[SourceQuote, ...]:
    """The quotes, each of somebody in [people]. They join the facts under their own keys."""
    table = root.table("quotes", required=False)
    if table is None:
        return ()
    quotes = []
    for key in table.values:
        quote = table.table(key)
        if quote is None:
            continue
        speaker = quote.text("speaker")
        if speaker and speaker not in people:
            quote.fault(
                "speaker", N_("%(key)s must be a key of [people], not %(value)s", key="speaker", value=repr(speaker))
            )
        text = _one_line(quote, None, Both(quote.text("th"), quote.text("en")))
        quote.done()
        _add(facts, table, key, text)
        quotes.append(SourceQuote(key, text, facts.get(speaker, Both("", ""))))
    return tuple(quotes)


def _fact(table: Table, key: str) -> Both:
    return _one_line(table, key, table.both(key))


def _one_line(table: Table, key: str | None, fact: Both) -> Both:
    for text in (fact.th, fact.en):
        if "\n" in text or "{{" in text:
            quote = N_("a quote must be one line of text that holds no other key")
            named = N_("%(key)s must be one line of text that holds no other key", key=key)
            table.fault(key, named if key else quote)
    return fact


def warn_of_lost(file: MarkdownFile) -> None:
    """Notes what readers of a release will see otherwise than it is written: a heading that is the page's own, HTML
    that is taken out, and braces that stand for no fact."""
    findings, name = file.front.findings, file.front.file
    before = ""
    for line, text in enumerate(_PLACE.sub(_only_its_lines, file.body).split("\n"), file.body_line):
        if _TITLE.match(text) or (_UNDERLINE.fullmatch(text) and before.strip()):
            words = N_("a heading with one # becomes one with ##: the page sets the title, headings begin at ##")
            findings.warning(name, line, words)
        for tag in _TAG.finditer(_CODE.sub("", text)):
            if (tag[1] or "").lower() not in TAGS:
                words = N_("%(tag)s is taken out: write Markdown, not HTML", tag=tag[0])
                findings.warning(name, line, words)
        if "{{" in text:
            findings.warning(name, line, N_("{{ stands as it is: a fact is written {{ key }} on one line"))
        before = text
    for key, value in file.front.values.items():
        if isinstance(value, str) and "{{" in value:
            words = N_("%(key)s stands as it is: facts are filled in only below the front matter", key=key)
            file.front.warning(key, words)


def _only_its_lines(place: re.Match[str]) -> str:
    return "…" + "\n" * place[0].count("\n")


def fill_facts(file: MarkdownFile, language: str, facts: dict[str, Both]) -> str:
    """The body with each `{{ key }}` replaced; an unknown key is a fault of the file."""

    def fact(place: re.Match[str]) -> str:
        key = place[1]
        if key not in facts:
            line = file.body_line + file.body[: place.start()].count("\n")
            words = N_("unknown fact {{ %(fact)s }}: facts.toml has no such key", fact=key)
            file.front.findings.fault(file.front.file, line, words)
            return ""
        text = _MARKS.sub(r"\\\1", facts[key].get(language))
        return text.replace("&", "&amp;").replace("<", "&lt;")

    return _PLACE.sub(fact, file.body)


def places_in(body: str) -> list[str]:
    """The keys that a body names, in their order."""
    return [place[1] for place in _PLACE.finditer(body)]
