"""The queue as a file: 2,000 applications with all answers, from the press of the button to the last byte."""

import time
from statistics import median

from benchmarks.browser import Browser, Unexpected
from benchmarks.pages import FEW, QUEUE, SIZES
from benchmarks.place import EVENT, Place
from benchmarks.tables import Table

TIMES = 5
# Ending, aim, pretix, Indico.
FILES = (("csv", "< 0.5 s", "8.2 s", "3.0 s"), ("xlsx", "< 1.5 s", "18.5 s", "3.0 s"))


def measure(place: Place) -> Table:
    """CSV and XLSX, one officer."""
    place.database(FEW, applications=SIZES[FEW])
    table = Table(
        "Exports of 2,000 applications",
        ("file", "seconds, median", "longest", "aim", "pretix", "Indico"),
        "One officer, all states, all answers, written to the audit. Indico: without the answers.",
    )
    with place.web(FEW) as server:
        officer = server.officer()
        for ending, *beside in FILES:
            taken = [_seconds(officer, ending) for _time in range(TIMES)]
            table.add(ending.upper(), f"{median(taken):.2f}", f"{max(taken):.2f}", *beside)
    return table


def _seconds(officer: Browser, ending: str) -> float:
    officer.get(QUEUE)
    start = time.perf_counter()
    officer.send(f"/desk/{EVENT}/applications.{ending}", status=200, queue="state=all")
    seconds = time.perf_counter() - start
    whole = officer.html.count("SCT-") >= SIZES[FEW] if ending == "csv" else officer.html.startswith("PK")
    if not whole:
        raise Unexpected(f"the {ending} is not whole: {officer.html[:200]}")
    return seconds
