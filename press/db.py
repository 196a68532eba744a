"""The database: base class, session, column types, and the two kinds of transaction.

SQLite (WAL, every commit synced) and PostgreSQL take the same models. On SQLite a transaction that checks
before it writes must hold the write lock from its start (`BEGIN IMMEDIATE`), or two of them read the same
state and one is refused half-way; `lock_for_writing` asks for that, on PostgreSQL rows are locked instead
(`with_for_update`), which SQLite ignores.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, DateTime, Dialect, Engine, MetaData, String, TypeDecorator, event
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase

from press.clock import is_pretended

__all__ = ["Base", "IntegrityError", "OperationalError", "UtcDateTime", "db", "enum_type"]

BUSY_TIMEOUT_MS = 5_000  # a locked database is reported inside 6 seconds
_IMMEDIATE = "press_begin_immediate"


class Base(DeclarativeBase):
    """Every table's parent. Constraint names are fixed, so that migrations can name them on any database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(TypeDecorator[datetime]):
    """Moments: aware datetimes go in, aware UTC comes out. A naive one is a fault of the program."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without a time zone: {value!r}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class _EnumType(TypeDecorator[Any]):
    """Text in the database, a member of the enum in Python; any other text raises ValueError."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[StrEnum], length: int = 24) -> None:
        super().__init__(length)
        self.kind = kind

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.kind(value)


def enum_type(kind: type[StrEnum]) -> _EnumType:
    """A column type for a `StrEnum`."""
    return _EnumType(kind)


db = SQLAlchemy(model_class=Base)


def _on_connect(dbapi_connection: Any, _record: Any) -> None:
    """The driver's own implicit BEGIN is turned off: `_on_begin` says which kind is meant."""
    dbapi_connection.isolation_level = None
    cursor = dbapi_connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA cache_size=-16000")
    cursor.close()


def _on_begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get(_IMMEDIATE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def prepare_engine(engine: Engine) -> None:
    """Sets an SQLite engine up as described above, once; other engines are left as they are."""
    if engine.dialect.name == "sqlite":
        if engine.url.database:
            Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)
        if not event.contains(engine, "connect", _on_connect):
            event.listen(engine, "connect", _on_connect)
            event.listen(engine, "begin", _on_begin)


def lock_for_writing() -> None:
    """Begins this session's transaction anew, holding SQLite's write lock; anything pending is dropped.

    Raises OperationalError when the lock is not to be had within BUSY_TIMEOUT_MS."""
    db.session.rollback()
    db.session.connection(execution_options={_IMMEDIATE: True})


def end_transaction() -> None:
    """Commits the session's transaction. What a drill did at a moment that it only plays is undone."""
    if is_pretended():
        db.session.rollback()
    else:
        db.session.commit()


@contextmanager
def db_transaction() -> Iterator[None]:
    """One whole transaction of a command or a job: committed at the end, undone by any exception."""
    lock_for_writing()
    try:
        yield
        end_transaction()
    except BaseException:
        db.session.rollback()
        raise


@contextmanager
def separate_transaction() -> Iterator[Connection]:
    """A short transaction beside the request's own, for what must be kept even when the request fails
    (limits, downloads). Never open it while this session holds the write lock: it would wait for itself."""
    with db.engine.connect().execution_options(**{_IMMEDIATE: True}) as connection, connection.begin() as transaction:
        yield connection
        if is_pretended():
            transaction.rollback()
