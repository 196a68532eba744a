"""The studio's pages, by noun. Importing a module adds its views to the blueprint."""

from press.studio.views import kits, terms
from press.studio.views.blueprint import blueprint

__all__ = ["blueprint", "kits", "terms"]
