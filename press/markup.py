"""Markdown to safe HTML: the only door. Rendered when a text is saved, and kept; a preview uses the same.

Markdown makes HTML, bleach lets through what is listed here and nothing else. Applicants' text is never
Markdown: it is shown as text."""

import re
from html import escape
from html.parser import HTMLParser

import bleach
import markdown

TAGS = frozenset(
    {
        *("p", "br", "hr", "h2", "h3", "h4", "strong", "em", "blockquote", "ul", "ol", "li", "a", "code"),
        *("table", "thead", "tbody", "tr", "th", "td", "sup", "abbr"),
    }
)
ATTRIBUTES = {"a": ["href", "title"], "abbr": ["title"], "th": ["scope"]}
PROTOCOLS = frozenset({"https", "http", "mailto", "tel"})
EXTENSIONS = ["tables", "sane_lists", "abbr"]


def render(source: str) -> str:
    """Safe HTML of a Markdown text. Headings begin at h2: a page has its own h1. Links open no new
    window and carry no style; anything not listed above is dropped, its words are kept."""
    try:
        html = markdown.markdown(source, extensions=EXTENSIONS, output_format="html")
        lowered = re.sub(r"<(/?)h1>", r"<\1h2>", html)
        clean = bleach.clean(lowered, tags=TAGS, attributes=ATTRIBUTES, protocols=PROTOCOLS, strip=True)
    except RecursionError:  # lists within lists without end: the words stay as they were typed
        return f"<p>{escape(source)}</p>"
    return clean.replace("<th>", '<th scope="col">')


def plain_text(source: str) -> str:
    """The words of a Markdown text without its marks, for copying and for summaries. Lists keep their bullets and
    figures, what is nested is indented; a table has a line for each row."""
    reader = _PlainText()
    reader.feed(render(source))
    reader.close()
    return reader.text()


_LISTS = frozenset({"ul", "ol"})
_CELLS = frozenset({"td", "th"})
_BLOCKS = _LISTS | {"p", "hr", "h2", "h3", "h4", "blockquote", "li", "table", "tr"}
BULLET = "• "
CELL = " | "


class _PlainText(HTMLParser):
    """Writes safe HTML down. `lists` holds the next figure of each open list (None: bullets), `marks` the bullet or
    figure of each open item, and `mark` the one that nothing was written behind yet. Between blocks is an empty line,
    but not within a list or table: `depth` counts those that are open, `is_first` says that one has just begun."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.words: list[str] = []
        self.lists: list[int | None] = []
        self.marks: list[str] = []
        self.mark = ""
        self.cells = 0
        self.depth = 0
        self.is_first = False

    def text(self) -> str:
        """All that was read."""
        self._flush()
        return "".join(self.blocks)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.words.append("\n")
        elif tag in _CELLS:
            self.words += [CELL] if self.cells else []
            self.cells += 1
        elif tag in _BLOCKS:
            self._flush()
            self._begin(tag)

    def _begin(self, tag: str) -> None:
        if tag in _LISTS or tag == "table":
            self.is_first = self.is_first or self.depth == 0
            self.depth += 1
        if tag in _LISTS:
            self.lists.append(1 if tag == "ol" else None)
        elif tag == "li":
            self.mark = self._next_mark()
            self.marks.append(self.mark)

    def _next_mark(self) -> str:
        number = self.lists[-1] if self.lists else None
        if number is None:
            return BULLET
        self.lists[-1] = number + 1
        return f"{number}. "

    def handle_endtag(self, tag: str) -> None:
        if tag not in _BLOCKS:
            return
        self._flush()
        if tag == "li" and self.marks:
            self.marks.pop()
            self.mark = ""
        if tag in _LISTS and self.lists:
            self.lists.pop()
        if (tag in _LISTS or tag == "table") and self.depth:
            self.depth -= 1
        self.cells = 0

    def handle_data(self, data: str) -> None:
        if not self.cells or data.strip("\n"):  # in a row, line ends stand between cells alone
            self.words.append(data)

    def _flush(self) -> None:
        """Ends the paragraph, heading, item or row that the words so far make."""
        lines = [line.strip() for line in "".join(self.words).split("\n")]
        lines = [line for line in lines if line]
        self.words = []
        if not lines:
            return
        inside = " " * len("".join(self.marks))
        first = inside[len(self.mark) :] + self.mark
        between = "\n" if self.depth and not self.is_first else "\n\n"
        self.blocks.append((between if self.blocks else "") + first + f"\n{inside}".join(lines))
        self.mark, self.is_first = "", False
