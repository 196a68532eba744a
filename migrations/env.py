"""Runs the migrations on the application's own database, and compares models with it for new ones."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import DateTime, String

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


def migrate() -> None:
    options = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection:
        context.configure(connection=connection, target_metadata=Base.metadata, render_item=plain_types, **options)
        with context.begin_transaction():
            context.run_migrations()


migrate()
