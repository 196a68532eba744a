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
from typing import Any

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
    for left in own.glob("press.db*"):
        left.unlink()  # and not overwritten: whoever still holds it open has a file of their own
    shutil.copyfile(template, path)
    yield f"sqlite:///{path}"


@contextmanager
def postgres_database(run: Path, config: Config) -> Iterator[str]:
    """The URL of a new PostgreSQL database, dropped at the end."""
    socket = shared_postgres(run)
    made = run / "postgres.template"
    with _only_one(run / "postgres-template.lock"):
        if not made.exists():
            administer(socket, f"CREATE DATABASE {TEMPLATE}")
            migrate(replace(config, database_url=postgres_url(socket, TEMPLATE)))
            made.touch()
    name = f"press_{uuid.uuid4().hex}"
    administer(socket, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")
    yield postgres_url(socket, name)
    administer(socket, f"DROP DATABASE {name} WITH (FORCE)")


class ReusedPostgres:
    """One PostgreSQL database that test after test gets as if it were new: making one takes ten times as long as
    emptying one. What the template holds is kept in a schema of its own and put back."""

    def __init__(self, socket: Path, url: str) -> None:
        self.url = url
        self._name = url.partition("@/")[2].partition("?")[0]
        self._socket = socket
        with self._connect() as connection:
            found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
            self._tables = [row[0] for row in found]
            connection.execute("CREATE SCHEMA template")
            for table in self._tables:
                connection.execute(f'CREATE TABLE template."{table}" AS TABLE public."{table}"')
            filled = [t for t in self._tables if connection.execute(f'SELECT 1 FROM template."{t}"').fetchone()]
            sequences = connection.execute("SELECT sequencename, last_value FROM pg_sequences ORDER BY 1").fetchall()
        self._empty = [
            "SET session_replication_role = replica",  # foreign keys are whole before and after
            *(f'DELETE FROM public."{table}"' for table in self._tables),
            *(f'INSERT INTO public."{table}" TABLE template."{table}"' for table in filled),
            *(f"SELECT setval('{name}', {last or 1}, {last is not None})" for name, last in sequences),
        ]

    def as_new(self) -> str:
        """Empties it, whoever still holds on to it, and returns its URL."""
        administer(
            self._socket,
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self._name}'",
        )
        with self._connect() as connection:
            connection.execute("; ".join(self._empty))
        return self.url

    def _connect(self) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(f"host={self._socket} user=postgres dbname={self._name}")


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


def administer(socket: Path, statement: str) -> None:
    """One statement to the server itself, such as CREATE DATABASE."""
    with psycopg.connect(f"host={socket} user=postgres dbname=postgres", autocommit=True) as connection:
        connection.execute(statement)


@contextmanager
def _only_one(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
