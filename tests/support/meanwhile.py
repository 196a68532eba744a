"""Two people at once, without luck: what the other one does is done and committed between two statements."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy.event import listen, remove

from press.db import db


@contextmanager
def in_between(app: Flask, read: str, work: Callable[[], object]) -> Iterator[list[str]]:
    """Somebody else's work, done right after the first statement that says `read`. That statement is noted."""
    seen: list[str] = []

    def note(*words: Any) -> None:
        statement = str(words[2])
        if not seen and read in statement:
            seen.append(statement)
            work()

    with app.app_context():
        engine = db.engine
    listen(engine, "after_cursor_execute", note)
    try:
        yield seen
    finally:
        remove(engine, "after_cursor_execute", note)
