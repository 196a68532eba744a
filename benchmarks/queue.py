"""The officer's lists at 20,000 applications and 2,000 outlets, on SQLite and on PostgreSQL: each filter, order and
search of the queue and of the registry as a whole page, one officer, one request at a time. The limit beside it is the
same page with nothing found, measured in the same run: what is above it is the price of finding."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from flask import Flask
from sqlalchemy import case, insert, select, text, update

from benchmarks.place import EVENT, LOAD_EVENT, Place, command
from benchmarks.tables import Table
from config import Config
from press.accounts.states import Role
from press.accreditation.models import Application, Look
from press.app import create_app
from press.clock import now
from press.db import db, db_transaction
from press.outlets.models import Outlet, OutletAlias
from press.outlets.names import fold
from press.outlets.states import Medium, OutletState
from tests.support import people
from tests.support.browser import Browser
from tests.support.databases import administer, postgres_url
from tests.support.people import Person
from tests.support.postgres import server_programs, shared_postgres

APPLICATIONS, OUTLETS = 20_000, 2_000
TIMES = 15
MOST_MS = 100
THAI = {"Accept-Language": "th"}


@dataclass(frozen=True)
class Listing:
    """A page of the desk, what it is asked for, and a question to which there is no answer."""

    title: str
    path: str
    nothing: str
    asked: Mapping[str, str]


QUEUE = Listing(
    f"Queue of {APPLICATIONS:,} applications, {OUTLETS:,} outlets",
    f"/desk/{EVENT}/applications",
    "state=all&q=nobodyatall",
    {
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
    },
)
REGISTRY = Listing(
    f"Registry of {OUTLETS:,} outlets, {APPLICATIONS:,} applications",
    "/desk/outlets",
    "q=nobodyatall",
    {
        "all, by name": "",
        "all, last page": f"page={OUTLETS // 50}",
        "newest first": "sort=newest",
        "to be verified": "state=to_verify",
        "by medium": "medium=digital",
        "by country": "country=TH",
        "search, many found": "q=outlet+number",
        "search, Latin": "q=suankluai",
        "search, Thai": "q=สวนกล้วย",
    },
)


def measure(place: Place) -> Iterable[Table]:
    """Two tables for each database that there is."""
    config = Config.from_environ(place.environ_for("queue"))
    urls = {"SQLite": config.database_url}
    if server_programs() is not None:
        urls["PostgreSQL"] = _postgres(place.folder)
    for name, url in urls.items():
        app = create_app(replace(config, database_url=url))
        officer = _fill(app)
        yield from (_table(name, officer.browser, listing) for listing in (QUEUE, REGISTRY))
        with app.app_context():
            db.engine.dispose()


def _postgres(folder: Path) -> str:
    socket = shared_postgres(folder)
    administer(socket, "CREATE DATABASE queue")
    return postgres_url(socket, "queue")


def _table(name: str, officer: Browser, listing: Listing) -> Table:
    nothing = _milliseconds(officer, listing, listing.nothing)[0]
    table = Table(
        f"{listing.title}, {name}",
        ("asked for", "ms, median", "longest", "of our processor", "against nothing found", "limit"),
        f"Whole pages in one process, Thai, {TIMES} times each. Nothing found: {nothing:.0f} ms.",
    )
    for title, query in listing.asked.items():
        figures = _milliseconds(officer, listing, query)
        against = f"{figures[0] / nothing:.1f} ×"
        table.add(title, *(f"{each:.0f}" for each in figures), against, f"< {MOST_MS} ms")
    return table


def _milliseconds(officer: Browser, listing: Listing, query: str) -> tuple[float, float, float]:
    """Until the page was there: median, longest, and for how long of it this process had a processor: on a busy machine
    it waits for the rest. SQLite is part of this process, PostgreSQL is not."""
    taken, busy = [], []
    for _time in range(TIMES + 1):
        start, before = time.perf_counter(), time.process_time()
        # By the client itself: the browser of the tests would read the page, which takes as long as making it.
        page = officer.client.get(f"{listing.path}?{query}", headers=THAI)
        taken.append(1000 * (time.perf_counter() - start))
        busy.append(1000 * (time.process_time() - before))
        assert page.status_code == 200, f"{query}: {page.status_code}"
    return median(taken[1:]), max(taken[1:]), median(busy[1:])


def _fill(app: Flask) -> Person:
    """Applications, outlets, and an officer who has looked at every other application, of which every tenth has changed
    since."""
    command(app, "db", "upgrade")
    command(app, *LOAD_EVENT)
    command(app, "demo", "fill", EVENT, "--bare", "--applications", str(APPLICATIONS))
    at = now()
    officer = people.staff(app, Role.OFFICER, at, lang="th")
    with app.app_context(), db_transaction():
        _add_outlets()
        _look(officer.account_id)
    with app.app_context():
        if db.engine.dialect.name == "postgresql":
            _vacuum()
    return officer


def _vacuum() -> None:
    """As the server does by itself within a minute, where that is not switched off as for the tests."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM (ANALYZE)"))


def _add_outlets() -> None:
    plain = {"medium": Medium.DIGITAL, "country": "TH", "state": OutletState.UNVERIFIED, "created_at": now()}
    rows = [{**plain, "name_th": "", "name_en": f"Outlet number {number}"} for number in range(OUTLETS)]
    numbers = db.session.scalars(insert(Outlet).returning(Outlet.id, sort_by_parameter_order=True), rows).all()
    names = [
        {"outlet_id": number, "alias": row["name_en"], "folded": fold(str(row["name_en"]))}
        for number, row in zip(numbers, rows, strict=True)
    ]
    db.session.execute(insert(OutletAlias), names)


def _look(account_id: int) -> None:
    seen = case((Application.id % 20 == 0, Application.version - 1), else_=Application.version)
    looks = select(account_id, Application.id, seen, Application.created_at).where(Application.id % 2 == 0)
    db.session.execute(insert(Look).from_select(["account_id", "application_id", "version", "looked_at"], looks))
    claimed = update(Application).where(Application.id % 100 == 0)
    db.session.execute(claimed.values(claimed_by_id=account_id, claimed_at=now()))
