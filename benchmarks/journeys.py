"""Whole applications by HTTP: the form, the mailed link, the button; one client, and eight at once."""

import re
import statistics
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from benchmarks.browser import Browser, Unexpected
from benchmarks.place import EVENT, Place
from benchmarks.tables import Table

NAME = "journeys"
APPLY = f"/events/{EVENT}/apply"
ALONE, AT_ONCE, EACH = 12, 8, 8
MAIL_SECONDS = 20
_LINK = re.compile(r"/applications/confirm/[\w-]+")


@dataclass(frozen=True)
class Journey:
    """Milliseconds: in the four requests, and from the first to the last with the mail between them."""

    requests: float
    whole: float


class Mailbox:
    """Reads the mails as they arrive; applicants wait for theirs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._links: dict[str, str] = {}
        self._arrived = threading.Condition()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def link_for(self, address: str) -> str:
        """The path of the link that was mailed to this address. Raises Unexpected when none comes."""
        with self._arrived:
            if not self._arrived.wait_for(lambda: address in self._links, MAIL_SECONDS):
                raise Unexpected(f"no mail for {address} within {MAIL_SECONDS} s")
            return self._links[address]

    def close(self) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        read: set[Path] = set()
        while not self._over.wait(0.01):
            for path in set(self._folder.glob("*.eml")) - read:
                read.add(path)
                self._take(path)

    def _take(self, path: Path) -> None:
        message = message_from_bytes(path.read_bytes(), policy=default)
        body = message.get_body(("plain",))
        found = _LINK.search(body.get_content() if body is not None else "")
        if found:
            with self._arrived:
                self._links[str(message["to"])] = found[0]
                self._arrived.notify_all()


def measure(place: Place) -> Table:
    """The table of journeys."""
    place.database(NAME, applications=200)
    with place.web(NAME) as server, place.worker(NAME, server.base_url):
        mailbox = Mailbox(place.mails(NAME))

        def go(number: int) -> Journey:
            return apply_once(server.base_url, mailbox, number)

        try:
            go(0)  # the first waits for templates to be compiled
            alone = [go(number) for number in range(1, ALONE + 1)]
            together, seconds = _together(go)
        finally:
            mailbox.close()
    table = Table(
        "Whole application",
        (
            "clients",
            "four requests, ms (p95)",
            "with the mail between, ms",
            "applications/s",
            "pretix",
            "Indico",
        ),
        "Form, POST, mailed link, POST: the address is proven, which the peers do not do. The worker looks for mail "
        "five times a second; the mail is read from a folder.",
    )
    table.add("one", *_figures(alone), f"{1000 / _mean(alone):.1f}", "764 ms", "101 ms")
    table.add("eight", *_figures(together), f"{len(together) / seconds:.1f}", "1.6/s", "14.9/s")
    return table


def apply_once(base_url: str, mailbox: Mailbox, number: int) -> Journey:
    """One person's application, in a browser of its own."""
    browser = Browser(base_url)
    try:
        return apply_in(browser, mailbox, f"person{number}@example.com")
    finally:
        browser.close()


def apply_in(browser: Browser, mailbox: Mailbox, address: str) -> Journey:
    """From the empty form to the proven address; the applicant is signed in then."""
    began = time.perf_counter()
    browser.get(APPLY)
    browser.send(
        APPLY,
        email=address,
        name_th="กานดา ริมคลอง",
        name_en="Kanda Rimkhlong",
        phone="02-000-1234",
        outlet="Hinghoi Television",
        medium="tv",
        country="TH",
        role="reporter",
        consent="y",
    )
    sent = time.perf_counter()
    link = mailbox.link_for(address)
    read = time.perf_counter()
    browser.get(link)
    status = browser.send(link)
    over = time.perf_counter()
    if not status.startswith("/applications/"):
        raise Unexpected(f"the proof led to {status}")
    return Journey(1000 * (sent - began + over - read), 1000 * (over - began))


def _together(go: Callable[[int], Journey]) -> tuple[list[Journey], float]:
    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as clients:
        done = list(clients.map(go, range(1000, 1000 + AT_ONCE * EACH)))
    return done, time.perf_counter() - began


def _mean(journeys: list[Journey]) -> float:
    return statistics.mean(journey.requests for journey in journeys)


def _figures(journeys: list[Journey]) -> tuple[str, str]:
    spent = sorted(journey.requests for journey in journeys)
    late = spent[min(len(spent) - 1, round(0.95 * len(spent)))]
    whole = statistics.median(journey.whole for journey in journeys)
    return f"{statistics.median(spent):.0f} ({late:.0f})", f"{whole:.0f}"
