"""The desk's pages, by noun. Importing a module adds its views to the blueprint."""

from press.desk.views import application, confirming, crew, deciding, outlet, overview, queue
from press.desk.views.blueprint import blueprint

__all__ = ["application", "blueprint", "confirming", "crew", "deciding", "outlet", "overview", "queue"]
