"""The desk's pages, by noun. Importing a module adds its views to the blueprint."""

from press.desk.views import application, asking, deciding, outlet, overview, queue
from press.desk.views.blueprint import blueprint

__all__ = ["application", "asking", "blueprint", "deciding", "outlet", "overview", "queue"]
