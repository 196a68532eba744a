"""Kit pages and the gate, by noun. What a reader may have is decided by the queries of the kits, on each
request, and all the rest answers as if it did not exist; only what is a person's own asks who that is."""

from press.distribution.views import (
    adoption,
    check,
    deadline,
    emblem,
    feeds,
    file,
    formats,
    history,
    kit,
    licence,
    logo,
    news,
    notice,
    release,
    selection,
    undertaking,
)
from press.distribution.views.blueprint import blueprint

__all__ = [
    "adoption",
    "blueprint",
    "check",
    "deadline",
    "emblem",
    "feeds",
    "file",
    "formats",
    "history",
    "kit",
    "licence",
    "logo",
    "news",
    "notice",
    "release",
    "selection",
    "undertaking",
]
