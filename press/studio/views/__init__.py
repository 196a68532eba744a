"""The studio's pages, by noun. Importing a module adds its views to the blueprint."""

from press.studio.views import ending, kits, life, review
from press.studio.views.blueprint import blueprint

__all__ = ["blueprint", "ending", "kits", "life", "review"]
