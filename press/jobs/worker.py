"""The background worker: claims jobs one by one and runs the handler of their kind."""

import logging
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from types import FrameType
from typing import Any

from flask import Flask, current_app

from press.clock import now
from press.db import OperationalError, db, db_transaction
from press.jobs.services import Claim, GiveUp, claim, ensure_one, fail, finish, is_waiting, renew, repeat

log = logging.getLogger(__name__)

Handler = Callable[[dict[str, Any]], None]
IDLE_SECONDS = 0.2
RENEW_SECONDS = 15.0  # a quarter of a lease


class NoHandler(Exception):
    """Nobody here does jobs of this kind. It waits as any that failed: a newer version of us may have left it."""


def handles(app: Flask, kind: str, handler: Handler, *, is_long: bool = False) -> None:
    """Names the function that does jobs of this kind. It opens its own transactions, none while it waits
    for the world outside, and may be run twice for one job. `is_long`: it may take longer than a lease, which is then
    renewed while it works."""
    app.extensions.setdefault("press.jobs", {})[kind] = handler
    if is_long:
        app.extensions.setdefault("press.jobs.long", set()).add(kind)


def repeats(app: Flask, kind: str, handler: Callable[[], None], *, every: timedelta) -> None:
    """Names a function that the worker runs again and again, `every` after it ended. Otherwise as `handles`."""
    handles(app, kind, lambda _payload: handler())
    app.extensions.setdefault("press.jobs.repeated", {})[kind] = every


def begin_repeated() -> None:
    """Begins what repeats, where it is not under way: when a worker starts."""
    with db_transaction():
        for kind in _repeated():
            ensure_one(kind, at=now())


def _repeated() -> dict[str, timedelta]:
    found: dict[str, timedelta] = current_app.extensions.get("press.jobs.repeated", {})
    return found


def run_one(kinds: tuple[str, ...] = ()) -> bool:
    """Runs the job that has waited longest. False when none is due."""
    waiting = is_waiting(at=now(), kinds=kinds)
    db.session.rollback()
    if not waiting:
        return False
    with db_transaction():
        claimed = claim(at=now(), kinds=kinds)
    if claimed is None:
        return False
    _run(claimed)
    return True


def _run(claimed: Claim) -> None:
    handler: Handler | None = current_app.extensions.get("press.jobs", {}).get(claimed.kind)
    try:
        if handler is None:
            raise NoHandler(claimed.kind)
        with _renewed(claimed):
            handler(claimed.payload)
    except Exception as error:  # whatever a handler meets, the job is kept and the worker goes on
        db.session.rollback()
        final = isinstance(error, GiveUp)
        log.warning("job %s (%s), attempt %s: %s", claimed.id, claimed.kind, claimed.attempts, type(error).__name__)
        with db_transaction():
            fail(claimed, f"{type(error).__name__}: {error}"[:500], at=now(), final=final)
    else:
        every = _repeated().get(claimed.kind)
        with db_transaction():
            if every is None:
                finish(claimed, at=now())
            else:
                repeat(claimed, at=now() + every)


@contextmanager
def _renewed(claimed: Claim) -> Iterator[None]:
    """Keeps the lease of a long job until the end of the `with`, for as long as this process lives."""
    if claimed.kind not in current_app.extensions.get("press.jobs.long", ()):
        yield
        return
    ended = threading.Event()
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    keeper = threading.Thread(target=_keep, args=(app, claimed, ended), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        keeper.join()


def _keep(app: Flask, claimed: Claim, ended: threading.Event) -> None:
    while not ended.wait(RENEW_SECONDS):
        # Where the database is locked for a moment, the next time is early enough.
        with app.app_context(), suppress(OperationalError), db_transaction():
            renew(claimed, at=now())


def run_until_idle(kinds: tuple[str, ...] = ()) -> int:
    """Runs every job that is due now and returns how many."""
    done = 0
    while run_one(kinds):
        done += 1
    return done


def run_forever() -> None:
    """Works until SIGTERM or SIGINT; a job in hand is finished first."""
    stop = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    begun = False
    while not stop.is_set():
        try:
            if not begun:
                begin_repeated()
                begun = True
            worked = run_one()
        except OperationalError as error:  # the database is locked or away: it will be back
            log.warning("the worker waits for the database: %s", type(error.orig).__name__)
            worked = False
        finally:
            db.session.remove()
        if not worked:
            stop.wait(IDLE_SECONDS)
