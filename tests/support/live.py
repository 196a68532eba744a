"""The application on a port of loopback, for programs that are not ours: a browser, curl, nginx."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server


class _Silent(WSGIRequestHandler):
    def log_request(self, *_words: object) -> None:
        """Says nothing: what fails says enough."""


@contextmanager
def served(app: Flask, port: int = 0) -> Iterator[str]:
    """The address of the running application; without `port`, on one that is free."""
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=_Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(10)
