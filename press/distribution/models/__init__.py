"""The tables of distribution, by noun."""

from press.distribution.models.download import Download
from press.distribution.models.reading import FeedKey, Subscription

__all__ = ["Download", "FeedKey", "Subscription"]
