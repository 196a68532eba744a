"""The time. Views and commands ask here once and hand `at` down; nothing below them asks for the time."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)
