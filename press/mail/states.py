"""Where a mail stands."""

from enum import StrEnum


class MailState(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    BOUNCED = "bounced"
