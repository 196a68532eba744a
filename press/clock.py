"""The time. Views and commands ask here once and hand `at` down; nothing below them asks for the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")
_pretended: ContextVar[datetime | None] = ContextVar("press_pretended_moment", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _pretended.get() or datetime.now(UTC)


def is_pretended() -> bool:
    """Whether a drill plays another moment: whatever is done in it, the database does not keep."""
    return _pretended.get() is not None


@contextmanager
def pretending(moment: datetime) -> Iterator[None]:
    """Within, and in this thread alone, it is this moment. No transaction that ends in it is kept."""
    token = _pretended.set(moment)
    try:
        yield
    finally:
        _pretended.reset(token)
