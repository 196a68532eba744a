"""The minute of the lift: many readers, each with their own session, asking before and after the second itself."""

import http.client
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import select

from benchmarks.place import EVENT, Place, Server, command
from benchmarks.tables import Table
from config import ROOT
from press.accounts.models import Account
from press.accounts.states import Strength
from press.accreditation.models import Application, Credential
from press.clock import BANGKOK, now
from press.db import db
from press.storage.store import current_store
from tests.support.people import signed_in

NAME = "lift"
READERS = 2_000
SECONDS = 60
BEFORE = 10  # seconds of the minute in which nothing may be there yet
THREADS = 64


@dataclass(frozen=True)
class Answer:
    """When it was asked for and when it had come, in seconds of the clock; its status."""

    asked: float
    came: float
    status: int


def measure(place: Place) -> Table:
    """The table of the lift."""
    app = place.database(NAME, applications=600)
    with app.app_context():
        current_store().ensure_bucket()
    cookies = _readers(app)
    table = Table(
        f"The lift: {READERS:,} readers in {SECONDS} s",
        ("page", "answers", "failed", "early", "late", "median ms", "p99 ms", "longest ms"),
        f"Each reader has a session and a credential and comes once, at any moment from {BEFORE} s before the lift on. "
        "Early: there although the answer had come before the lift. Late: not there although asked for after it.",
    )
    with place.web(NAME) as server:
        for page in (f"/kits/{EVENT}", f"/kits/{EVENT}/releases/01-launch"):
            lift = datetime.fromtimestamp(int(time.time()) + 25, BANGKOK)
            command(app, "kits", "publish", str(_kit(place.folder, lift)))
            table.add(
                page.replace(EVENT, "…"), *_row(_crowd(server, page, cookies, lift.timestamp()), lift.timestamp())
            )
    return table


def _row(answers: list[Answer], lift: float) -> tuple[str, ...]:
    took = sorted((each.came - each.asked) * 1000 for each in answers)
    failed = sum(each.status not in {200, 404} for each in answers)
    early = sum(each.status == 200 and each.came < lift for each in answers)
    late = sum(each.status == 404 and each.asked >= lift for each in answers)
    figures = (took[len(took) // 2], took[int(len(took) * 0.99)], took[-1])
    return (f"{len(answers):,}", str(failed), str(early), str(late), *(f"{each:.0f}" for each in figures))


def _crowd(server: Server, page: str, cookies: list[str], lift: float) -> list[Answer]:
    moments = sorted(random.uniform(lift - BEFORE, lift - BEFORE + SECONDS) for _ in cookies)
    held = threading.local()

    def come(visit: tuple[float, str]) -> Answer:
        moment, cookie = visit
        time.sleep(max(0.0, moment - time.time()))
        if not hasattr(held, "connection"):
            held.connection = http.client.HTTPConnection(urlsplit(server.base_url).netloc, timeout=30)
        asked = time.time()
        held.connection.request("GET", page, headers={"Cookie": cookie, "Accept-Language": "th"})
        answer = held.connection.getresponse()
        answer.read()
        return Answer(asked, time.time(), answer.status)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(come, zip(moments, cookies, strict=True)))


def _readers(app: Flask) -> list[str]:
    """The cookie of a session of each who has a credential; some come with two browsers, until there are enough."""
    with app.app_context():
        held = db.session.scalars(
            select(Account.id)
            .join(Application, Application.account_id == Account.id)
            .join(Credential, Credential.application_id == Application.id)
            .distinct()
        ).all()
    cookies = []
    for number in range(READERS):
        browser = signed_in(app, held[number % len(held)], Strength.LINK, now())
        cookie = browser.client.get_cookie("press")
        assert cookie is not None
        cookies.append(f"press={cookie.value}")
    return cookies


def _kit(folder: Path, lift: datetime) -> Path:
    """The first kit, held until then; the same folder each time, later and later."""
    kit = folder / "lift" / EVENT
    for source in sorted((ROOT / "press_kits" / EVENT).rglob("*")):
        if source.is_file():
            target = kit / source.relative_to(ROOT / "press_kits" / EVENT)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    manifest = kit / "kit.toml"
    held = "2019-03-11T09:00:00+07:00"
    manifest.write_text(manifest.read_text("utf-8").replace(held, lift.isoformat(timespec="seconds")), "utf-8")
    return kit
