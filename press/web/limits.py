"""How often one address may ask: counted in the application's own database, or in Redis where there is one,
never in the memory of a single worker process.

The count is a short transaction of its own, taken before the request's transaction begins: inside the view it
would wait for the write lock that its own request holds (which is why Flask-Limiter's decorators do not do)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from flask import Flask, request
from flask_babel import gettext as _
from limits import RateLimitItem, parse
from limits.storage import Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from press.clock import now
from press.db import Base, UtcDateTime, db, separate_transaction
from press.errors import TooMany
from press.web.transaction import SAFE_METHODS

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "press_limit"


def limited(often: str) -> Callable[[View], View]:
    """Declares how often one address may send to this view, such as "30/hour". Reading is not limited."""

    def mark(view: View) -> View:
        setattr(view, _MARK, parse(often))
        return view

    return mark


class RateLimit(Base):
    """How often a key was used in its present window."""

    __tablename__ = "rate_limits"

    key: Mapped[str] = mapped_column(primary_key=True)
    used: Mapped[int]
    until: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class DatabaseStorage(Storage):
    """Fixed windows in the table above, for the `limits` library. Each call is a short transaction of its own."""

    STORAGE_SCHEME = ["pressdesk"]  # noqa: RUF012 - the library declares it so

    @property
    def base_exceptions(self) -> type[Exception]:
        return Exception

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        at = now()
        insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
        row = insert(RateLimit).values(key=key, used=amount, until=at + timedelta(seconds=expiry))
        with separate_transaction() as connection:
            connection.execute(delete(RateLimit).where(RateLimit.until <= at))
            return connection.execute(
                row.on_conflict_do_update(
                    index_elements=[RateLimit.key], set_={"used": RateLimit.used + amount}
                ).returning(RateLimit.used)
            ).scalar_one()

    def get(self, key: str) -> int:
        used, until = self._row(key)
        return used if until > now() else 0

    def get_expiry(self, key: str) -> float:
        return self._row(key)[1].timestamp()

    def _row(self, key: str) -> tuple[int, datetime]:
        with db.engine.connect() as connection:
            row = connection.execute(select(RateLimit.used, RateLimit.until).where(RateLimit.key == key)).one_or_none()
        return (row.used, row.until) if row else (0, datetime.fromtimestamp(0, UTC))

    def check(self) -> bool:
        return True

    def reset(self) -> int | None:
        with separate_transaction() as connection:
            return connection.execute(delete(RateLimit)).rowcount

    def clear(self, key: str) -> None:
        with separate_transaction() as connection:
            connection.execute(delete(RateLimit).where(RateLimit.key == key))


def init_app(app: Flask, *, redis_url: str | None, enabled: bool) -> None:
    """Counts before each limited view. Raises TooMany once the limit is passed."""
    if not enabled:
        return
    strategy = FixedWindowRateLimiter(storage_from_string(redis_url or "pressdesk://"))

    @app.before_request
    def count() -> None:
        view = app.view_functions.get(request.endpoint or "")
        limit: RateLimitItem | None = getattr(view, _MARK, None)
        if limit is None or request.method in SAFE_METHODS:
            return
        if not strategy.hit(limit, request.endpoint or "", request.remote_addr or ""):
            raise TooMany(_("Too many attempts from this connection. Wait a while and try again."))
