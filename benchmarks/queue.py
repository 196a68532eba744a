"""The officer's queue at 20,000 applications and 2,000 outlets, on SQLite and on PostgreSQL: each filter, order and
search as a whole page, one officer, one request at a time. The limit beside it is the same page with nothing found,
measured in the same run: what is above it is the price of finding."""

import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from statistics import median

from flask import Flask
from sqlalchemy import insert, text

from benchmarks.place import EVENT, LOAD_EVENT, Place, command
from benchmarks.tables import Table
from config import Config
from press.accounts.states import Role
from press.app import create_app
from press.clock import now
from press.db import db, db_transaction
from press.outlets.models import Outlet, OutletAlias
from press.outlets.names import fold
from press.outlets.states import Medium, OutletState
from tests.support import people
from tests.support.browser import Browser
from tests.support.databases import _administer, postgres_url
from tests.support.postgres import server_programs, shared_postgres

APPLICATIONS, OUTLETS = 20_000, 2_000
TIMES = 15
MOST_MS = 100
NOTHING = "state=all&q=nobodyatall"
THAI = {"Accept-Language": "th"}
ASKED = {
    "who waits": "",
    "all states": "state=all",
    "all, last page": f"state=all&page={APPLICATIONS // 50}",
    "by medium": "state=all&medium=radio",
    "two states, foreign": "state=approved&state=declined&country=foreign",
    "by grade": "state=all&grade=B",
    "waiting longer than 3 days": "state=all&days=3",
    "outlet not verified": "state=all&unverified=1",
    "flagged": "state=all&flagged=1",
    "claimed by nobody": "claimed=nobody",
    "changed since I looked": "state=all&seen=changed",
    "not looked at yet": "state=all&seen=never",
    "by name": "state=all&sort=name",
    "by outlet": "state=all&sort=outlet",
    "by state": "state=all&sort=state",
    "search, Latin": "q=suankluai",
    "search, Thai": "q=สวนกล้วย",
    "search, two words": "q=somchai+news",
}


def measure(place: Place) -> Iterable[Table]:
    """One table for each database that there is."""
    config = Config.from_environ(place.environ_for("queue"))
    urls = {"SQLite": config.database_url}
    if server_programs() is not None:
        urls["PostgreSQL"] = _postgres(place.folder)
    for name, url in urls.items():
        yield _table(name, create_app(replace(config, database_url=url)))


def _postgres(folder: Path) -> str:
    socket = shared_postgres(folder)
    _administer(socket, "CREATE DATABASE queue")
    return postgres_url(socket, "queue")


def _table(name: str, app: Flask) -> Table:
    _fill(app)
    officer = people.staff(app, Role.OFFICER, now(), lang="th").browser
    nothing = _milliseconds(officer, NOTHING)
    table = Table(
        f"Queue of {APPLICATIONS:,} applications, {OUTLETS:,} outlets, {name}",
        ("asked for", "ms, median", "longest", "against nothing found", "limit"),
        f"Whole pages in one process, Thai, {TIMES} times each. Nothing found: {nothing[0]:.0f} ms.",
    )
    for title, query in ASKED.items():
        middle, longest = _milliseconds(officer, query)
        table.add(title, f"{middle:.0f}", f"{longest:.0f}", f"{middle / nothing[0]:.1f} ×", f"< {MOST_MS} ms")
    with app.app_context():
        db.engine.dispose()
    return table


def _milliseconds(officer: Browser, query: str) -> tuple[float, float]:
    taken = []
    for _time in range(TIMES + 1):
        start = time.perf_counter()
        # By the client itself: the browser of the tests would read the page, which takes as long as making it.
        page = officer.client.get(f"/desk/{EVENT}/applications?{query}", headers=THAI)
        taken.append(1000 * (time.perf_counter() - start))
        assert page.status_code == 200, f"{query}: {page.status_code}"
    return median(taken[1:]), max(taken[1:])


def _fill(app: Flask) -> None:
    command(app, "db", "upgrade")
    command(app, *LOAD_EVENT)
    command(app, "demo", "fill", EVENT, "--bare", "--applications", str(APPLICATIONS))
    at = now()
    with app.app_context(), db_transaction():
        plain = {"medium": Medium.DIGITAL, "country": "TH", "state": OutletState.UNVERIFIED, "created_at": at}
        rows = [{**plain, "name_th": "", "name_en": f"Outlet number {number}"} for number in range(OUTLETS)]
        numbers = db.session.scalars(insert(Outlet).returning(Outlet.id, sort_by_parameter_order=True), rows).all()
        names = [
            {"outlet_id": number, "alias": row["name_en"], "folded": fold(str(row["name_en"]))}
            for number, row in zip(numbers, rows, strict=True)
        ]
        db.session.execute(insert(OutletAlias), names)
    with app.app_context(), db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
