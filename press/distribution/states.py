"""How fast somebody wants to be told."""

from enum import StrEnum


class Pace(StrEnum):
    """At once, or in one mail a day."""

    AT_ONCE = "at_once"
    DAILY = "daily"
