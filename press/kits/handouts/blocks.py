"""The safe HTML of a text (`press.markup`), taken apart into what PDF and DOCX are made of."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Literal

Kind = Literal["paragraph", "heading", "quote", "list", "table", "rule"]
_MARKS = {"strong": "bold", "em": "italic", "sup": "raised"}
_HEADINGS = {"h2": 2, "h3": 3, "h4": 4}
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Run:
    """Words that look alike; `text` is a line break where it is "\\n"."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False
    href: str = ""


@dataclass
class Block:
    """A paragraph or heading with its runs, a quote with its blocks, a list with its items (each several blocks), a
    table with its rows of cells (each several runs; the first row names the columns), or a rule."""

    kind: Kind
    runs: list[Run] = field(default_factory=list)
    level: int = 0
    ordered: bool = False
    blocks: list["Block"] = field(default_factory=list)
    items: list[list["Block"]] = field(default_factory=list)
    rows: list[list[list[Run]]] = field(default_factory=list)


def blocks_of(html: str) -> list[Block]:
    """What the text consists of, in its order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.flush()
    return reader.places[0]


class _Reader(HTMLParser):
    """`places` are the lists of blocks that are open, the outermost first; `open` the lists and tables."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.places: list[list[Block]] = [[]]
        self.open: list[Block] = []
        self.runs: list[Run] = []
        self.level = 1  # of the heading before; the title is the first
        self.marks: dict[str, int] = dict.fromkeys(_MARKS.values(), 0)
        self.href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _MARKS:
            self.marks[_MARKS[tag]] += 1
        elif tag == "a":
            self.href = dict(attrs).get("href") or ""
        elif tag == "br":
            self.runs.append(Run("\n"))
        elif tag not in {"code", "abbr", "thead", "tbody"}:
            self.flush()
            self._begin(tag)

    def _begin(self, tag: str) -> None:
        if tag in {"blockquote", "li"}:
            self.places.append([])
        elif tag in {"ul", "ol"}:
            self.open.append(Block("list", ordered=tag == "ol"))
        elif tag == "table":
            self.open.append(Block("table"))
        elif tag == "tr":
            self.open[-1].rows.append([])
        elif tag == "hr":
            self.places[-1].append(Block("rule"))

    def handle_endtag(self, tag: str) -> None:
        if tag in _MARKS:
            self.marks[_MARKS[tag]] -= 1
        elif tag == "a":
            self.href = ""
        elif tag in {"td", "th"}:
            self.open[-1].rows[-1].append(self._taken())
        elif tag not in {"code", "abbr", "thead", "tbody", "br", "tr"}:
            self.flush(_HEADINGS.get(tag, 0))
            self._end(tag)

    def _end(self, tag: str) -> None:
        if tag == "blockquote":
            inside = self.places.pop()
            self.places[-1].append(Block("quote", blocks=inside))
        elif tag == "li":
            self.open[-1].items.append(self.places.pop())
        elif tag in {"ul", "ol", "table"}:
            self.places[-1].append(self.open.pop())

    def handle_data(self, data: str) -> None:
        text = _SPACE.sub(" ", data)
        if not self.runs or self.runs[-1].text.endswith(("\n", " ")):
            text = text.lstrip(" ")
        if text:
            bold, italic, raised = (self.marks[name] > 0 for name in ("bold", "italic", "raised"))
            self.runs.append(Run(text, bold, italic, raised, self.href))

    def flush(self, level: int = 0) -> None:
        """Ends the paragraph or heading that the runs so far make. A heading is never more than one level below the one
        before, whatever the text says: PDF/UA has no gaps, for those who go from heading to heading."""
        runs = self._taken()
        if runs and level:
            self.level = level = min(level, self.level + 1)
        if runs:
            self.places[-1].append(Block("heading" if level else "paragraph", runs=runs, level=level))

    def _taken(self) -> list[Run]:
        runs, self.runs = self.runs, []
        if runs and not runs[-1].text.rstrip():
            runs.pop()
        return runs
