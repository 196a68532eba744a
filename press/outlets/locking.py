"""Who changes which outlet another one is waits for whoever does so already."""

from sqlalchemy import func, select

from press.db import db

_LOCK = 0x5052_4553_5302  # the name of PostgreSQL's lock; any number that nobody else takes


def lock_registry() -> None:
    """Held to the end of the transaction. Merging touches many outlets and applications: two that do it wait for
    each other here, before either holds a row, and so never half-way. On SQLite the write lock does that."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
