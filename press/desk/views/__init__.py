"""The desk's pages, by noun. Importing a module adds its views to the blueprint."""

from press.desk.views import (
    application,
    deciding,
    outlet,
    outlet_files,
    outlet_known,
    outlet_merging,
    overview,
    owners,
    queue,
    registry,
)
from press.desk.views.blueprint import blueprint

__all__ = [
    "application",
    "blueprint",
    "deciding",
    "outlet",
    "outlet_files",
    "outlet_known",
    "outlet_merging",
    "overview",
    "owners",
    "queue",
    "registry",
]
