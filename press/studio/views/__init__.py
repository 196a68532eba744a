"""The studio's pages, by noun. Importing a module adds its views to the blueprint."""

from press.studio.views import copying, hand_over, holders, kits, notices
from press.studio.views.blueprint import blueprint

__all__ = ["blueprint", "copying", "hand_over", "holders", "kits", "notices"]
