"""A database for each test: the migrated schema, made once a run, copied for each test."""

from __future__ import annotations

import fcntl
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
from flask_migrate import upgrade

from config import Config
from press.app import create_app
from press.db import db
from tests.support.postgres import shared_postgres

TEMPLATE = "press_template"


@contextmanager
def sqlite_database(run: Path, own: Path, config: Config) -> Iterator[str]:
    """The URL of a new SQLite database in the folder `own`."""
    template = run / "template.db"
    with _only_one(run / "template.lock"):
        if not template.exists():
            unfinished = run / "template.part"
            migrate(replace(config, database_url=f"sqlite:///{unfinished}"))
            unfinished.rename(template)
    path = own / "press.db"
    shutil.copyfile(template, path)
    yield f"sqlite:///{path}"


@contextmanager
def postgres_database(run: Path, config: Config) -> Iterator[str]:
    """The URL of a new PostgreSQL database, dropped at the end."""
    socket = shared_postgres(run)
    made = run / "postgres.template"
    with _only_one(run / "postgres-template.lock"):
        if not made.exists():
            _administer(socket, f"CREATE DATABASE {TEMPLATE}")
            migrate(replace(config, database_url=postgres_url(socket, TEMPLATE)))
            made.touch()
    name = f"press_{uuid.uuid4().hex}"
    _administer(socket, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    yield postgres_url(socket, name)
    _administer(socket, f"DROP DATABASE {name} WITH (FORCE)")


def postgres_url(socket: Path, name: str) -> str:
    return f"postgresql://postgres@/{name}?host={socket}"


def migrate(config: Config) -> None:
    """Brings the database of this configuration up to date, as an operator does."""
    app = create_app(config)
    with app.app_context():
        upgrade()
        db.engine.dispose()


def _administer(socket: Path, statement: str) -> None:
    with psycopg.connect(f"host={socket} user=postgres dbname=postgres", autocommit=True) as connection:
        connection.execute(statement)


@contextmanager
def _only_one(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
