"""Kit pages and the gate, by noun. Every view here is open to anyone: what a reader may have is decided by the
queries of the kits, on each request, and all the rest answers as if it did not exist."""

from press.distribution.views import (
    adoption,
    emblem,
    file,
    history,
    kit,
    licence,
    logo,
    notice,
    release,
    selection,
    undertaking,
)
from press.distribution.views.blueprint import blueprint

__all__ = [
    "adoption",
    "blueprint",
    "emblem",
    "file",
    "history",
    "kit",
    "licence",
    "logo",
    "notice",
    "release",
    "selection",
    "undertaking",
]
