"""Runs the migrations on the application's own database, and compares models with it for new ones."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection, DateTime, String

from press.db import Base, UtcDateTime, db


def plain_types(kind: str, item: Any, _autogen: Any) -> str | bool:
    """A migration must not depend on the code of today: our types are written as what they are in the database."""
    if kind != "type":
        return False
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    implementation = getattr(item, "impl", None)
    if isinstance(implementation, String) and not isinstance(item, DateTime | String):
        return f"sa.String(length={implementation.length})"
    return False


def foreign_keys(connection: Connection, state: str) -> None:
    """SQLite changes a table by making it anew, and would not let go of one that others refer to. It listens to this
    between transactions only, so it is said to the driver, past SQLAlchemy, which would begin one."""
    if connection.dialect.name == "sqlite":
        connection.connection.driver_connection.execute(f"PRAGMA foreign_keys={state}")


def migrate() -> None:
    options = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection:
        foreign_keys(connection, "OFF")
        context.configure(connection=connection, target_metadata=Base.metadata, render_item=plain_types, **options)
        with context.begin_transaction():
            context.run_migrations()
        foreign_keys(connection, "ON")


migrate()
