"""What the form's page weighs on the wire, and what the service weighs in memory."""

import http.client
import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from benchmarks.load import load
from benchmarks.pages import FEW, QUEUE, SIZES
from benchmarks.place import EVENT, Place
from benchmarks.tables import Table

FORM = f"/events/{EVENT}/apply"
_IN_PAGE = re.compile(r'<(?:link|script|img)\b[^>]*?\b(?:href|src)="([^"]+)"')
_ALTERNATE = re.compile(r'<link\b[^>]*rel="(?:alternate|canonical)"[^>]*>')
_FACE = re.compile(r"@font-face\s*{[^}]*}")
_URL = re.compile(r"url\(['\"]?([^)'\"]+)")
LIMIT_KB = 100
LIMIT_MB = 200


def form_page(place: Place) -> Table:
    """Each file that a browser asks for to show the form for the first time."""
    table = Table(
        "Form page, first visit",
        ("file", "bytes on the wire"),
        f"Headers included, Accept-Encoding: br. Limit {LIMIT_KB} KB. pretix: 485 KB in 10 requests; "
        "Indico: 3,084 KB in 43.",
    )
    place.database(FEW, applications=SIZES[FEW])
    with place.web(FEW) as server:
        sizes = {path: _weight(server.base_url, path) for path in _files(server.base_url)}
    for path, size in sizes.items():
        table.add(urlsplit(path).path, f"{size:,}")
    table.add(f"**all, {len(sizes)} requests**", f"**{sum(sizes.values()) / 1000:.1f} KB**")
    return table


def memory(place: Place) -> Table:
    """Web and worker, before and after load."""
    place.database(FEW, applications=SIZES[FEW])
    table = Table(
        "Memory of web and worker",
        ("when", "resident, MB", "shared pages counted once, MB", "processes"),
        f"Limit {LIMIT_MB} MB. pretix: 541 MB idle; Indico: 790 MB.",
    )
    with place.web(FEW) as server, place.worker(FEW, server.base_url) as worker:
        officer = server.officer()
        officer.get(QUEUE)
        table.add("idle", *_memory(server.process, worker))
        load(server.base_url + FORM, seconds=3)
        load(f"{server.base_url}/events/{EVENT}", seconds=3)
        load(server.base_url + QUEUE, cookie=officer.cookie, seconds=3)
        table.add("after load", *_memory(server.process, worker))
    return table


def _files(base_url: str) -> list[str]:
    html = _get(base_url, FORM, "identity")[1].decode()
    found = [urljoin(FORM, path) for path in _IN_PAGE.findall(_ALTERNATE.sub("", html))]
    for sheet in [path for path in found if urlsplit(path).path.endswith(".css")]:
        rules = _get(base_url, sheet, "identity")[1].decode()
        faces = " ".join(_FACE.findall(rules))
        found += [urljoin(sheet, path) for path in _URL.findall(faces)]
    return list(dict.fromkeys([FORM, *found]))


def _weight(base_url: str, path: str) -> int:
    headers, body = _get(base_url, path, "br, gzip")
    return headers + len(body)


def _get(base_url: str, path: str, encoding: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(urlsplit(base_url).netloc, timeout=10)
    connection.request("GET", path, headers={"Accept-Encoding": encoding, "Accept-Language": "th"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status == 200, f"{path}: {answer.status}"
    return sum(len(f"{name}: {value}\r\n") for name, value in answer.getheaders()) + 17, body


def _memory(*roots: int) -> tuple[str, str, str]:
    some = [process for root in roots for process in family(root)]
    resident = sum(kilobytes(process, "status", "VmRSS") for process in some)
    once = sum(kilobytes(process, "smaps_rollup", "Pss") for process in some)
    return f"{resident / 1000:.0f}", f"{once / 1000:.0f}", str(len(some))


def family(root: int) -> list[int]:
    """A process and all that came of it."""
    found = [root]
    for task in Path(f"/proc/{root}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += family(int(child))
    return found


def kilobytes(process: int, file: str, name: str) -> int:
    """A figure of a process from a file of its own below /proc."""
    text = Path(f"/proc/{process}/{file}").read_text()
    found = re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) if found else 0
