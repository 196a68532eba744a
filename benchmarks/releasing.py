"""The release of 200 recommendations in one transaction: places, decisions, credentials, audit, and every mail."""

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from statistics import median

from flask import Flask
from sqlalchemy import Table as Rows
from sqlalchemy import func, insert, select

from benchmarks.place import EVENT, LOAD_EVENT, Place, command
from benchmarks.tables import Table
from config import Config
from press.accreditation.models import Application, Decision
from press.accreditation.queries.recommendations import recommendations_of
from press.accreditation.services.recommending import propose
from press.accreditation.services.releasing import release
from press.accreditation.services.settling import Proposal
from press.accreditation.states import WAITING, ApplicationState
from press.app import create_app
from press.audit.services import COMMAND_LINE, record_many
from press.clock import now
from press.db import db, db_transaction
from press.events.queries import event_by_slug
from press.mail.models import OutboxMail
from tests.support.postgres import server_programs, shared_postgres

AT_ONCE = 200
TIMES = 5
APPLICATIONS = 6_000  # about a fifth of them wait


def measure(place: Place) -> Table:
    """SQLite, and PostgreSQL where it is installed."""
    table = Table(
        "Release of 200",
        ("database", "seconds, median", "of our processor", "longest", "aim", "bare writes, s", "to writes", "Indico"),
        "Every mail queued, in two languages, text and HTML. Bare writes: the same 200 decisions and mails, put in "
        "again by two INSERTs and committed. Indico: 200 approvals from its list.",
    )
    kinds = ["sqlite", *(["postgresql"] if server_programs() else [])]
    for kind in kinds:
        with _database(place, kind) as app:
            taken = [_release(app) for _time in range(TIMES)]
            bare = median(_bare(app) for _time in range(TIMES))
        seconds = [each for each, _busy in taken]
        typical = median(seconds)
        busy = median(each for _seconds, each in taken)
        figures = (f"{typical:.2f}", f"{busy:.2f}", f"{max(seconds):.2f}")
        table.add(kind, *figures, "< 1.5 s", f"{bare:.3f}", f"{typical / bare:.0f} ×", "9.6 s")
    return table


@contextmanager
def _database(place: Place, kind: str) -> Iterator[Flask]:
    config = Config.from_environ(place.environ_for("release"))
    if kind == "postgresql":
        socket = shared_postgres(place.folder)
        config = replace(config, database_url=f"postgresql://postgres@/postgres?host={socket}")
    app = create_app(config)
    command(app, "db", "upgrade")
    command(app, *LOAD_EVENT)
    command(app, "demo", "fill", EVENT, "--bare", "--applications", str(APPLICATIONS))
    yield app
    with app.app_context():
        db.engine.dispose()


def _release(app: Flask) -> tuple[float, float]:
    """Recommends 200 of those who wait, then releases them. Seconds of the release, commit included, and how many of
    them this process had a processor: on a busy machine it waits for the rest."""
    with app.test_request_context():
        with db_transaction():
            event = event_by_slug(EVENT)
            event.quotas = {"overall": APPLICATIONS, "per_outlet": APPLICATIONS, "by_medium": {"tv": APPLICATIONS}}
            waiting = select(Application).where(Application.event_id == event.id, Application.state.in_(WAITING))
            acts = [
                propose(one, Proposal(ApplicationState.APPROVED), version=one.version, by=COMMAND_LINE, at=now())[1]
                for one in db.session.scalars(waiting.order_by(Application.id).limit(AT_ONCE)).all()
            ]
            record_many(acts)
        versions = {each.application.ref: each.version for each in recommendations_of(event_by_slug(EVENT).id)}
        db.session.remove()
        start, busy = time.perf_counter(), time.process_time()
        with db_transaction():
            batch = release(
                versions, event=event_by_slug(EVENT), request_key=secrets.token_hex(8), by=COMMAND_LINE, at=now()
            )
            done = [row["result"] for row in batch.rows]
        taken = time.perf_counter() - start, time.process_time() - busy
    assert done == ["done"] * AT_ONCE, f"{len(done)} rows: {set(done)}"
    return taken


def _bare(app: Flask) -> float:
    """The last 200 decisions and mails, copied."""
    with app.app_context():
        copies = [(model.__table__, _last(model.__table__)) for model in (Decision, OutboxMail)]
        db.session.remove()
        start = time.perf_counter()
        with db_transaction():
            for table, rows in copies:
                db.session.execute(insert(table), rows)
        seconds = time.perf_counter() - start
        with db_transaction():
            for table, rows in copies:
                newest = select(func.max(table.c.id)).scalar_subquery()
                db.session.execute(table.delete().where(table.c.id > newest - len(rows)))
    return seconds


def _last(table: Rows) -> list[dict[str, object]]:
    found = db.session.execute(select(table).order_by(table.c.id.desc()).limit(AT_ONCE)).mappings()
    return [{name: value for name, value in row.items() if name != "id"} for row in found]
