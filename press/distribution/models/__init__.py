"""The tables of distribution, by noun."""

from press.distribution.models.download import Download
from press.distribution.models.hand_overs import HandOver
from press.distribution.models.holding import ReleaseReading
from press.distribution.models.notices import Notice, NoticeReceipt

__all__ = ["Download", "HandOver", "Notice", "NoticeReceipt", "ReleaseReading"]
