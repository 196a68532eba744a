"""Markdown to safe HTML: the only door. Rendered when a text is saved, and kept; a preview uses the same.

Markdown makes HTML, bleach lets through what is listed here and nothing else. Applicants' text is never
Markdown: it is shown as text."""

import re

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
    html = markdown.markdown(source, extensions=EXTENSIONS, output_format="html")
    lowered = re.sub(r"<(/?)h1>", r"<\1h2>", html)
    clean = bleach.clean(lowered, tags=TAGS, attributes=ATTRIBUTES, protocols=PROTOCOLS, strip=True)
    return clean.replace("<th>", '<th scope="col">')


def plain_text(source: str) -> str:
    """The words of a Markdown text without its marks, for copying and for summaries."""
    text = bleach.clean(markdown.markdown(source, extensions=EXTENSIONS), tags=set(), strip=True)
    return re.sub(r"\n{3,}", "\n\n", bleach.html5lib_shim.convert_entities(text)).strip()
