"""Load by wrk: one thread, connections kept open, as fast as the answers come."""

import re
import subprocess
from dataclasses import dataclass

from benchmarks.browser import Unexpected

CLIENTS = 8
SECONDS = 6
WARM_UP_SECONDS = 1

_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
_SIZES = {"B": 1, "KB": 1024, "MB": 1024**2, "GB": 1024**3}


@dataclass(frozen=True)
class Load:
    """Requests a second, half and 99 of 100 answers within so many milliseconds, bytes a second."""

    per_second: float
    median: float
    p99: float
    bytes_per_second: float


def load(url: str, *, cookie: str = "", seconds: int = SECONDS, clients: int = CLIENTS) -> Load:
    """Asks for one address again and again. Raises Unexpected when any answer was not 200."""
    _wrk(url, cookie, WARM_UP_SECONDS, clients)
    said = _wrk(url, cookie, seconds, clients)
    if "Non-2xx" in said or "Socket errors" in said:
        raise Unexpected(f"{url}\n{said}")
    speed, unit = _found(r"Transfer/sec:\s+([\d.]+)(\w+)", said)
    return Load(
        per_second=float(_found(r"Requests/sec:\s+([\d.]+)", said)[0]),
        median=_milliseconds(said, 50),
        p99=_milliseconds(said, 99),
        bytes_per_second=float(speed) * _SIZES[unit],
    )


def load_redirected(url: str, *, cookie: str = "", seconds: int = SECONDS, clients: int = CLIENTS) -> float:
    """How often a second an address leads on (302), which wrk does not follow."""
    said = _wrk(url, cookie, seconds, clients)
    if "Non-2xx" in said or "Socket errors" in said:
        raise Unexpected(f"{url}\n{said}")
    return float(_found(r"Requests/sec:\s+([\d.]+)", said)[0])


def _wrk(url: str, cookie: str, seconds: int, clients: int) -> str:
    words = ["wrk", "--latency", "--threads", "1", "--connections", str(clients), "--duration", f"{seconds}s"]
    headers = {"Cookie": cookie, "Accept-Language": "th", "Accept-Encoding": "gzip, br"}
    for name, value in headers.items():
        if value:
            words += ["--header", f"{name}: {value}"]
    return subprocess.run([*words, "--timeout", "30s", url], capture_output=True, text=True, check=True).stdout


def _milliseconds(said: str, percentile: int) -> float:
    number, unit = _found(rf"\s{percentile}%\s+([\d.]+)(\w+)", said)
    return float(number) * _UNITS[unit]


def _found(pattern: str, said: str) -> tuple[str, ...]:
    found = re.search(pattern, said)
    if found is None:
        raise Unexpected(said)
    return found.groups()
