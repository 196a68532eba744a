"""The tables of distribution, by noun."""

from press.distribution.models.adoption import (
    AdoptionReport,
)
from press.distribution.models.alarm import (
    Alarm,
)
from press.distribution.models.download import (
    Download,
)
from press.distribution.models.emblem import (
    EmblemRequest,
)
from press.distribution.models.hand_overs import (
    HandOver,
)
from press.distribution.models.holding import (
    ReleaseReading,
)
from press.distribution.models.notices import (
    Notice,
    NoticeReceipt,
)
from press.distribution.models.reading import (
    FeedKey,
    Subscription,
    ToldKit,
)
from press.distribution.models.terms import (
    LicenceAcceptance,
    Undertaking,
)

__all__ = [
    "AdoptionReport",
    "Alarm",
    "Download",
    "EmblemRequest",
    "FeedKey",
    "HandOver",
    "LicenceAcceptance",
    "Notice",
    "NoticeReceipt",
    "ReleaseReading",
    "Subscription",
    "ToldKit",
    "Undertaking",
]
