"""The desk's pages, by noun. Importing a module adds its views to the blueprint."""

from press.desk.views import (
    application,
    bulk,
    deciding,
    drawing,
    merging,
    outlet,
    overview,
    places,
    queue,
    recommending,
    releasing,
)
from press.desk.views.blueprint import blueprint

__all__ = [
    "application",
    "blueprint",
    "bulk",
    "deciding",
    "drawing",
    "merging",
    "outlet",
    "overview",
    "places",
    "queue",
    "recommending",
    "releasing",
]
