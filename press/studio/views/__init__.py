"""The studio's pages, by noun. Importing a module adds its views to the blueprint."""

from press.studio.views import adoption, emblems, kits
from press.studio.views.blueprint import blueprint

__all__ = ["adoption", "blueprint", "emblems", "kits"]
