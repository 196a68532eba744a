"""A WSGI application whose answer is broken off as the gate breaks one off, to be served by a real server."""

from __future__ import annotations

import socket
from collections.abc import Iterable, Iterator
from typing import Any

from press.distribution import gate

PIECE = b"x" * 1_000_000
ANNOUNCED = 5_000_000
SENT = 2_000_000


def app(_environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Announces five pieces and sends two."""
    gate.AGAIN_BYTES = len(PIECE)
    answers = iter([True, False])
    start_response("200 OK", [("Content-Type", "application/zip"), ("Content-Length", str(ANNOUNCED))])
    return gate.watched(_pieces(), lambda: next(answers))


def _pieces() -> Iterator[bytes]:
    for _each in range(ANNOUNCED // len(PIECE)):
        yield PIECE


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
