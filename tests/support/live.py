"""The application on a port of loopback, for programs that are not ours: a browser, curl, nginx."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

LONGEST_S = 30.0


class _Door:
    """Lets requests in until it is shut, and waits then for those that are inside. A browser that is closed leaves some
    under way: they would open the database that the next test gets in the same place."""

    def __init__(self) -> None:
        self._open = True
        self._inside = 0
        self._moved = threading.Condition()

    def enter(self) -> bool:
        with self._moved:
            self._inside += self._open
            return self._open

    def leave(self) -> None:
        with self._moved:
            self._inside -= 1
            self._moved.notify_all()

    def shut(self) -> None:
        with self._moved:
            self._open = False
            assert self._moved.wait_for(lambda: not self._inside, LONGEST_S), "a request does not end"


def _handler(door: _Door) -> type[WSGIRequestHandler]:
    class Handler(WSGIRequestHandler):
        def log_request(self, *_words: object) -> None:
            """Says nothing: what fails says enough."""

        def run_wsgi(self) -> None:
            if door.enter():
                try:
                    super().run_wsgi()
                finally:
                    door.leave()

    return Handler


@contextmanager
def served(app: Flask, port: int = 0) -> Iterator[str]:
    """The address of the running application; without `port`, on one that is free. At the end nothing of it runs."""
    door = _Door()
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=_handler(door))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(10)
        door.shut()
