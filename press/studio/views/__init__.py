"""The studio's pages, by noun. Importing a module adds its views to the blueprint."""

from press.studio.views import copying, ending, hand_over, holders, kits, life, notices, review, terms
from press.studio.views.blueprint import blueprint

__all__ = ["blueprint", "copying", "ending", "hand_over", "holders", "kits", "life", "notices", "review", "terms"]
