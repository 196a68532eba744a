"""The least that a WSGI application can do, on the same server with the same workers: what the server itself costs."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from granian import Granian
from granian.constants import Interfaces

from embedded.settings import HOST, PORT, port_from
from embedded.web import THREADS, WORKERS

BODY = b"Hello, world!\n"


def app(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(BODY)))])
    return [BODY]


def main() -> None:
    """Serves until told to end."""
    Granian(
        "benchmarks.hello:app",
        address=HOST,
        port=port_from(os.environ, "PORT", PORT),
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        log_access=False,
    ).serve()


if __name__ == "__main__":
    main()
