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

    def note(statement: str) -> None:
        if not seen and read in statement:
            seen.append(statement)
            work()

    with _told(app, "after_cursor_execute", note):
        yield seen


@contextmanager
def meanwhile(app: Flask, number: int, act: Callable[[], object]) -> Iterator[list[int]]:
    """Within, `act` is done once, in an application context of its own, before the statement `number` (from 1). Gives
    the count of the statements, in a list of one."""
    count = [0]
    busy = False

    def before(_statement: str) -> None:
        nonlocal busy
        if busy:
            return
        count[0] += 1
        if count[0] == number:
            busy = True
            with app.app_context():
                act()
            busy = False

    with _told(app, "before_cursor_execute", before):
        yield count


@contextmanager
def _told(app: Flask, moment: str, hear: Callable[[str], None]) -> Iterator[None]:
    def listener(*words: Any) -> None:
        hear(str(words[2]))

    with app.app_context():
        engine = db.engine
    listen(engine, moment, listener)
    try:
        yield
    finally:
        remove(engine, moment, listener)
