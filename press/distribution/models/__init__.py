"""The tables of distribution, by noun."""

from press.distribution.models.adoption import AdoptionReport
from press.distribution.models.download import Download
from press.distribution.models.emblem import EmblemRequest

__all__ = ["AdoptionReport", "Download", "EmblemRequest"]
