"""What every test may ask for: an application on a database of its own, real mails, people, and a real store."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine, make_url
from sqlalchemy.event import listen, remove
from werkzeug.routing import Rule

from config import Config
from press.accounts.states import Role
from press.app import create_app
from press.clock import now
from press.db import db, db_transaction
from press.events.queries import event_by_slug
from press.jobs.worker import run_until_idle
from press.storage.s3 import S3Store
from tests.support import people
from tests.support.browser import Browser
from tests.support.databases import EVENT, ReusedPostgres, new_database, postgres_database
from tests.support.mailbox import Letter, letters_in
from tests.support.people import Person
from tests.support.postgres import server_programs, shared_postgres
from tests.support.weed import Weed, shared_weed


def pytest_configure(config: pytest.Config) -> None:
    _compile_each_address_once()
    _make_one_engine_a_database()
    config.addinivalue_line("markers", "sqlite_only: the database makes no difference here")
    config.addinivalue_line("markers", "changes_schema: needs a database that no other test gets afterwards")


def _compile_each_address_once() -> None:
    """Every test makes an application of its own, and six sevenths of that is Werkzeug making code of two hundred
    addresses. What it makes depends on the address alone, so one process needs it once."""
    make = Rule._compile_builder
    made: dict[tuple[str, bool, str], Any] = {}

    def once(rule: Rule, append_unknown: bool = True) -> Any:
        key = (rule.rule, append_unknown, str(rule.defaults))
        if key not in made:
            made[key] = make(rule, append_unknown)
        return made[key]

    Rule._compile_builder = once  # type: ignore[method-assign]


def _make_one_engine_a_database() -> None:
    """An engine remembers the SQL that it has made of each statement. Tests that get the same database one after the
    other get its engine, too: half of a test's time was that SQL."""
    make = SQLAlchemy._make_engine
    made: dict[str, Engine] = {}

    def once(self: SQLAlchemy, bind_key: str | None, options: dict[str, Any], app: Flask) -> Engine:
        url = make_url(options["url"]).render_as_string(hide_password=False)
        if url not in made:
            made[url] = make(self, bind_key, options, app)
        return made[url]

    SQLAlchemy._make_engine = once  # type: ignore[method-assign]


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end. A fifth of all time went into Python's looking through it for garbage,
    again and again: it is left out of that from here on, and the rest is looked through more rarely."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(700, 10, 50)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Whatever stands on a database is tried on both."""
    if "database" in metafunc.fixturenames:
        both = [pytest.param("sqlite"), pytest.param("postgres", marks=pytest.mark.postgres)]
        only = metafunc.definition.get_closest_marker("sqlite_only")
        metafunc.parametrize("database", both[:1] if only else both, indirect=True)


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The run's own folder, the same for all its workers."""
    base = tmp_path_factory.getbasetemp()
    return Path(base) if worker_id == "master" else Path(base.parent)


@pytest.fixture(scope="session")
def weed(run_folder: Path) -> Weed:
    """A real object store, one for the run."""
    return shared_weed(run_folder)


@pytest.fixture(scope="session")
def worker_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This worker's own folder, for what test after test gets anew in the same place."""
    return tmp_path_factory.mktemp("worker")


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """On which database this test runs: "sqlite" or "postgres"."""
    kind = str(request.param)
    if kind == "postgres" and server_programs() is None:
        pytest.skip("NOT TRIED ON POSTGRESQL: /usr/lib/postgresql/*/bin/initdb is missing (install postgresql)")
    return kind


@pytest.fixture
def bucket(worker_id: str) -> str:
    """The store's bucket: one a worker, empty before each test. (Each bucket takes volumes of the disk for good.)"""
    return f"tests-{worker_id}"


@pytest.fixture
def settings(tmp_path: Path, request: pytest.FixtureRequest, bucket: str) -> Config:
    """Settings without a database: mail goes to a folder; the store is real for tests that ask for `store`, else
    nobody answers there."""
    plain = Config(
        secret_key="a key for the tests, of more than thirty-two characters",
        base_url="http://localhost",
        s3_endpoint_url="http://127.0.0.1:9",
        s3_bucket=bucket,
        aws_access_key_id="nobody",
        aws_secret_access_key="nothing",
        mail_url=f"file:{tmp_path}/mail",
        require_second_factor=False,
    )
    if "store" not in request.fixturenames:
        return plain
    real: Weed = request.getfixturevalue("weed")
    return replace(
        plain,
        s3_endpoint_url=real.endpoint_url,
        aws_access_key_id=real.access_key,
        aws_secret_access_key=real.secret_key,
    )


@pytest.fixture(scope="session")
def undone_databases(run_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """One database of each kind for all tests of this worker that undo whatever they did."""
    with ExitStack() as stack:

        @cache
        def url(kind: str, settings: Config) -> str:
            return stack.enter_context(new_database(kind, run_folder, tmp_path_factory.mktemp(kind), settings))

        yield lambda kind, settings: url(kind, replace(settings, s3_bucket="", mail_url="file:nowhere"))


@pytest.fixture(scope="session")
def reused_postgres(run_folder: Path) -> Iterator[Callable[[Config], str]]:
    """One PostgreSQL database of this worker, which each test gets as if it were new."""
    with ExitStack() as stack:
        made: list[ReusedPostgres] = []

        def as_new(settings: Config) -> str:
            if not made:
                url = stack.enter_context(postgres_database(run_folder, settings))
                made.append(ReusedPostgres(shared_postgres(run_folder), url))
            return made[0].as_new()

        yield as_new


@pytest.fixture
def config(
    database: str,
    settings: Config,
    run_folder: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    undone_databases: Callable[..., str],
    reused_postgres: Callable[[Config], str],
    worker_folder: Path,
) -> Iterator[Config]:
    """The settings of this test, with a migrated database of its own."""
    if "in_transaction" in request.fixturenames:
        yield replace(settings, database_url=undone_databases(database, settings))
        return
    if database == "postgres" and request.node.get_closest_marker("changes_schema") is None:
        yield replace(settings, database_url=reused_postgres(settings))
        return
    own = tmp_path if database == "postgres" else worker_folder
    with new_database(database, run_folder, own, settings) as url:
        yield replace(settings, database_url=url)


@pytest.fixture
def make_app(run_folder: Path) -> Iterator[Callable[[Config], Flask]]:
    """Makes applications as `wsgi.py` does; what they hold open is closed at the end of the test."""
    made: list[Flask] = []
    compiled = run_folder / "templates"
    compiled.mkdir(exist_ok=True)

    def make(wanted: Config) -> Flask:
        app = create_app(wanted)
        app.testing = True  # a fault of ours is raised, not turned into a page
        app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
        made.append(app)
        return app

    yield make
    for app in made:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def app(make_app: Callable[[Config], Flask], config: Config) -> Flask:
    """The application, on a database that holds no more than the first event, open (see `event`)."""
    return make_app(config)


@pytest.fixture
def event() -> str:
    """The first event's name in addresses. Its day is past and its window is kept open."""
    return EVENT


@pytest.fixture
def edit_event(app: Flask) -> Callable[..., None]:
    """Changes columns of the event."""

    def edit(**columns: Any) -> None:
        with app.app_context(), db_transaction():
            found = event_by_slug(EVENT)
            for name, value in columns.items():
                setattr(found, name, value)

    return edit


@pytest.fixture
def in_transaction(app: Flask) -> Iterator[None]:
    """The test itself is one transaction in one request: for tests of services and queries. It is undone."""
    with app.test_request_context():
        yield
        db.session.rollback()


@pytest.fixture
def store(settings: Config) -> S3Store:
    """The application's object store: a real one, and empty."""
    made = S3Store.from_config(settings)
    made.ensure_bucket()
    for left in list(made.list()):
        made.delete(left.key)
    return made


@pytest.fixture
def at() -> datetime:
    """A moment, a week before the first event."""
    return datetime(2019, 3, 4, 2, 0, tzinfo=UTC)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Flask's own client, without cookies."""
    return app.test_client()


@pytest.fixture
def visitor(app: Flask) -> Browser:
    """A browser of somebody whom we do not know. English."""
    return Browser(app)


@pytest.fixture
def officer(app: Flask) -> Person:
    """A PR officer at the desk."""
    return people.staff(app, Role.OFFICER, now(), email="officer@press.example")


@pytest.fixture
def applicant(app: Flask) -> Callable[..., Person]:
    """Makes somebody with an application: `applicant(ApplicationState.APPROVED, outlet="…", verified=True)`."""

    def make(*args: Any, **typed: Any) -> Person:
        return people.applicant(app, now(), *args, **typed)

    return make


@pytest.fixture
def deliver(app: Flask) -> Callable[[], int]:
    """Does all that was left for later, mails included; returns how many jobs were run."""

    def run() -> int:
        with app.app_context():
            return run_until_idle()

    return run


@pytest.fixture
def mails(app: Flask, tmp_path: Path, deliver: Callable[[], int]) -> Callable[[], list[Letter]]:
    """Every mail that has arrived by now, oldest first."""

    def read() -> list[Letter]:
        deliver()
        return letters_in(tmp_path / "mail")

    return read


@pytest.fixture
def cli(app: Flask) -> Callable[..., Result]:
    """Runs a command: `cli("reports", "progress", event)`."""

    def run(*words: str, stdin: str | None = None) -> Result:
        return app.test_cli_runner().invoke(args=list(words), input=stdin)

    return run


@pytest.fixture
def count_queries(app: Flask) -> Callable[..., int]:
    """How many statements a piece of work sends to the database; only those that begin with a word, where given."""

    def count(work: Callable[[], Any], beginning: str = "") -> int:
        statements: list[str] = []

        def note(*words: Any) -> None:
            statements.append(str(words[2]))

        with app.app_context():
            engine = db.engine
        listen(engine, "before_cursor_execute", note)
        try:
            work()
        finally:
            remove(engine, "before_cursor_execute", note)
        return sum(statement.startswith(beginning) for statement in statements)

    return count
