"""The tables of distribution, by noun."""

from press.distribution.models.download import Download

__all__ = ["Download"]
