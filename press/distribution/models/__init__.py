"""The tables of distribution, by noun."""

from press.distribution.models.alarm import Alarm
from press.distribution.models.download import Download
from press.distribution.models.terms import LicenceAcceptance, Undertaking

__all__ = ["Alarm", "Download", "LicenceAcceptance", "Undertaking"]
