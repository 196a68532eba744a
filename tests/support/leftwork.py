"""The world of the worker and the store, when either is away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from flask import Flask
from sqlalchemy import update

from press.clock import now
from press.db import db, db_transaction
from press.jobs.models import Job
from press.storage.s3 import S3Store
from press.storage.store import EXTENSION


def due_since(app: Flask, kind: str, ago: timedelta) -> None:
    """Jobs of this kind that are not over were due so long ago, and nobody has come."""
    with app.app_context(), db_transaction():
        changed = db.session.execute(
            update(Job).where(Job.kind == kind, Job.run_at.is_not(None)).values(run_at=now() - ago)
        )
        assert changed.rowcount, f"no job of the kind {kind} waits"  # type: ignore[attr-defined]


@contextmanager
def dead_store(app: Flask) -> Iterator[None]:
    """Within, nobody answers where the objects are kept."""
    live = app.extensions[EXTENSION]
    app.extensions[EXTENSION] = S3Store(
        endpoint_url="http://127.0.0.1:9", bucket="none", region="us-east-1", access_key="a", secret_key="b"
    )
    try:
        yield
    finally:
        app.extensions[EXTENSION] = live
