"""A database for each test: the migrated schema with the first event, made once a run, copied for each test."""

from __future__ import annotations

import fcntl
import shutil
import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from flask_migrate import upgrade

from config import ROOT, Config
from press.app import create_app
from press.audit.services import COMMAND_LINE
from press.db import db, db_transaction
from press.events.services import load_event
from press.events.source import read_event_file
from tests.support.postgres import shared_postgres

TEMPLATE = "press_template"
EVENT = "smart-city-thailand-takeoff"
EVENT_FILE = ROOT / "events" / f"{EVENT}.toml"
DATA_PROTECTION = "data@press.example"
OPENED_AT = datetime(2019, 2, 1, tzinfo=UTC)


def new_database(kind: str, run: Path, own: Path, config: Config) -> AbstractContextManager[str]:
    """The URL of a new database of this kind. `run` is the run's own folder, `own` this database's."""
    return sqlite_database(run, own, config) if kind == "sqlite" else postgres_database(run, config)


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
    _administer(socket, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")
    yield postgres_url(socket, name)
    _administer(socket, f"DROP DATABASE {name} WITH (FORCE)")


def postgres_url(socket: Path, name: str) -> str:
    return f"postgresql://postgres@/{name}?host={socket}"


def migrate(config: Config) -> None:
    """Brings the database of this configuration up to date, as an operator does, and opens the first event."""
    app = create_app(config)
    with app.app_context():
        upgrade()
        with db_transaction():
            load_event(
                read_event_file(EVENT_FILE), kept_open=True, stand_in=DATA_PROTECTION, by=COMMAND_LINE, at=OPENED_AT
            )
        db.engine.dispose()


def _administer(socket: Path, statement: str) -> None:
    with psycopg.connect(f"host={socket} user=postgres dbname=postgres", autocommit=True) as connection:
        connection.execute(statement)


@contextmanager
def _only_one(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
