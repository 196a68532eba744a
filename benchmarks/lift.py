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

from benchmarks.place import EVENT, Place, Server, command
from benchmarks.readers import cookies_of_readers
from benchmarks.tables import Table
from config import ROOT
from press.clock import BANGKOK
from press.storage.store import current_store

NAME = "lift"
READERS = 2_000
SECONDS = 60
BEFORE = 10  # seconds of the minute in which nothing may be there yet
PREPARE = 120  # seconds until the lift when the folder is written: publishing draws every picture first
THREADS = 64
KIT = f"/kits/{EVENT}"
PAGES = (KIT, f"{KIT}/releases/01-launch")


@dataclass(frozen=True)
class Answer:
    """What was asked for, when, and when it had come, in seconds of the clock; its status."""

    page: str
    asked: float
    came: float
    status: int


def measure(place: Place) -> Table:
    """The table of the lift."""
    app = place.database(NAME, applications=600)
    with app.app_context():
        current_store().ensure_bucket()
    cookies = cookies_of_readers(app, READERS)
    table = Table(
        f"The lift: {READERS:,} readers in {SECONDS} s",
        ("page", "answers", "failed", "early", "late", "median ms", "p99 ms", "longest ms"),
        f"Each reader has a session and a credential, comes once, at any moment from {BEFORE} s before the lift on, "
        "and asks for the kit and then for its first release. Early: there although it had come before the lift. "
        "Late: not there although asked for after it.",
    )
    with place.web(NAME) as server:
        lift = datetime.fromtimestamp(int(time.time()) + PREPARE, BANGKOK)
        command(app, "kits", "publish", str(_kit(place.folder, lift)))
        left = lift.timestamp() - time.time()
        assert left > BEFORE, f"publishing ended {-left:.0f} s after the lift less {BEFORE} s: PREPARE is too short"
        answers = _crowd(server, cookies, lift.timestamp())
    for page in PAGES:
        table.add(page.replace(EVENT, "…"), *_row([each for each in answers if each.page == page], lift.timestamp()))
    return table


def _row(answers: list[Answer], lift: float) -> tuple[str, ...]:
    took = sorted((each.came - each.asked) * 1000 for each in answers)
    failed = sum(each.status not in {200, 404} for each in answers)
    early = sum(each.status == 200 and each.came < lift for each in answers)
    late = sum(each.status == 404 and each.asked >= lift for each in answers)
    figures = (took[len(took) // 2], took[int(len(took) * 0.99)], took[-1])
    return (f"{len(answers):,}", str(failed), str(early), str(late), *(f"{each:.0f}" for each in figures))


def _crowd(server: Server, cookies: list[str], lift: float) -> list[Answer]:
    moments = sorted(random.uniform(lift - BEFORE, lift - BEFORE + SECONDS) for _ in cookies)
    held = threading.local()

    def come(visit: tuple[float, str]) -> list[Answer]:
        moment, cookie = visit
        time.sleep(max(0.0, moment - time.time()))
        if not hasattr(held, "connection"):
            held.connection = http.client.HTTPConnection(urlsplit(server.base_url).netloc, timeout=30)
        return [_ask(held.connection, page, cookie) for page in PAGES]

    with ThreadPoolExecutor(THREADS) as pool:
        return [answer for visit in pool.map(come, zip(moments, cookies, strict=True)) for answer in visit]


def _ask(connection: http.client.HTTPConnection, page: str, cookie: str) -> Answer:
    asked = time.time()
    connection.request("GET", page, headers={"Cookie": cookie, "Accept-Language": "th"})
    answer = connection.getresponse()
    answer.read()
    return Answer(page, asked, time.time(), answer.status)


def _kit(folder: Path, lift: datetime) -> Path:
    """The first kit, held until then."""
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
