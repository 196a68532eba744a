"""The studio's pages, by noun. Importing a module adds its views to the blueprint."""

from press.studio.views import (
    beginning,
    compare,
    copying,
    ending,
    facts,
    files,
    hand_over,
    holders,
    kits,
    life,
    notices,
    releases,
    review,
    rows,
    terms,
    texts,
    writing,
)
from press.studio.views.blueprint import blueprint

__all__ = [
    "beginning",
    "blueprint",
    "compare",
    "copying",
    "ending",
    "facts",
    "files",
    "hand_over",
    "holders",
    "kits",
    "life",
    "notices",
    "releases",
    "review",
    "rows",
    "terms",
    "texts",
    "writing",
]
