"""The studio's pages, by noun. Importing a module adds its views to the blueprint."""

from press.studio.views import beginning, compare, facts, files, kits, releases, rows, texts, writing
from press.studio.views.blueprint import blueprint

__all__ = ["beginning", "blueprint", "compare", "facts", "files", "kits", "releases", "rows", "texts", "writing"]
