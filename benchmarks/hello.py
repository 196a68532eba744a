"""The least that a WSGI application can do: what the server itself costs."""

from collections.abc import Callable, Iterable
from typing import Any

BODY = b"Hello, world!\n"


def app(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(BODY)))])
    return [BODY]
