"""Queue, claim, finish. A claim is one UPDATE; only its holder may finish the job, so a worker that was
killed or went to sleep loses it when the lease ends, and the work is done by another. Handlers must
therefore bear being run twice."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, String, cast, delete, insert, select, update

from press.db import db
from press.jobs.models import Job

LEASE = timedelta(seconds=60)
FIRST_RETRY = timedelta(seconds=10)
LONGEST_RETRY = timedelta(hours=1)
MOST_ATTEMPTS = 56  # about two days: the first eight within half an hour, then one an hour


@dataclass(frozen=True)
class Claim:
    """A job that this worker holds until its lease ends."""

    id: int
    kind: str
    payload: dict[str, Any]
    attempts: int
    lease: str


class GiveUp(Exception):
    """A handler's word that trying again cannot help."""


def enqueue(kind: str, payload: dict[str, Any], *, at: datetime) -> Job:
    """Puts a job beside the change that causes it: it exists once that change is committed."""
    job = Job(kind=kind, payload=payload, created_at=at, run_at=at)
    db.session.add(job)
    return job


def enqueue_many(kind: str, payloads: Sequence[dict[str, Any]], *, at: datetime) -> None:
    """The same for many at once, in one statement."""
    if not payloads:
        return
    db.session.execute(
        insert(Job), [{"kind": kind, "payload": payload, "created_at": at, "run_at": at} for payload in payloads]
    )


def is_waiting(*, at: datetime, kinds: tuple[str, ...] = ()) -> bool:
    """Whether a claim could succeed: a plain read, which disturbs nobody."""
    return db.session.scalar(_waiting(at, kinds).limit(1)) is not None


def _waiting(at: datetime, kinds: tuple[str, ...]) -> Select[Any]:
    waiting = select(Job.id).where(Job.run_at <= at)
    return waiting.where(Job.kind.in_(kinds)) if kinds else waiting


def claim(*, at: datetime, kinds: tuple[str, ...] = ()) -> Claim | None:
    """Takes the job that has waited longest, or None. Call in a transaction of its own and commit."""
    first = _waiting(at, kinds).order_by(Job.run_at).limit(1).with_for_update(skip_locked=True)
    token = secrets.token_hex(16)
    row = db.session.execute(
        update(Job)
        .where(Job.id.in_(first.scalar_subquery()), Job.run_at <= at)
        # The end of the lease is the next moment at which the job is anybody's again.
        .values(lease=token, run_at=at + LEASE, attempts=Job.attempts + 1)
        .returning(Job.id, Job.kind, Job.payload, Job.attempts)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    return Claim(row.id, row.kind, row.payload, row.attempts, token) if row else None


def ensure_one(kind: str, *, at: datetime) -> None:
    """Begins a job that repeats, unless it is there already. Call it while no worker but this one starts, or bear that
    the job is there twice."""
    if db.session.scalar(select(Job.id).where(Job.kind == kind, Job.run_at.is_not(None)).limit(1)) is None:
        enqueue(kind, {}, at=at)


def forget_address(address: str) -> None:
    """No job names this address any more: those that are about it are deleted, over or not, and what a server said of
    it is emptied."""
    db.session.execute(delete(Job).where(cast(Job.payload, String).contains(json.dumps(address), autoescape=True)))
    db.session.execute(update(Job).where(Job.last_error.contains(address, autoescape=True)).values(last_error=None))


def payloads_waiting(kind: str) -> list[dict[str, Any]]:
    """What jobs of this kind are about that are not over yet."""
    return list(db.session.scalars(select(Job.payload).where(Job.kind == kind, Job.run_at.is_not(None))))


def renew(claim: Claim, *, at: datetime) -> bool:
    """Lets the lease last from now on. False when it had ended and somebody else holds the job."""
    renewed = db.session.execute(
        update(Job)
        .where(Job.id == claim.id, Job.lease == claim.lease)
        .values(run_at=at + LEASE)
        .execution_options(synchronize_session=False)
    )
    return bool(renewed.rowcount)  # type: ignore[attr-defined]


def repeat(claim: Claim, *, at: datetime) -> bool:
    """Puts a job that repeats back until `at`, as if it were new. False when somebody else holds it."""
    return _close(claim, run_at=at, attempts=0, last_error=None)


def finish(claim: Claim, *, at: datetime) -> bool:
    """Marks the job done. False when the lease had ended and somebody else holds it."""
    return _close(claim, run_at=None, done_at=at, last_error=None)


def fail(claim: Claim, error: str, *, at: datetime, final: bool = False) -> bool:
    """Puts the job back for later, waiting twice as long each time, or gives it up."""
    if final or claim.attempts >= MOST_ATTEMPTS:
        return _close(claim, run_at=None, failed_at=at, last_error=error)
    doublings = min(claim.attempts - 1, 10)  # from there on it is the longest anyway
    wait = min(FIRST_RETRY * 2**doublings, LONGEST_RETRY)
    return _close(claim, run_at=at + wait, last_error=error)


def _close(claim: Claim, **values: Any) -> bool:
    closed = db.session.execute(
        update(Job)
        .where(Job.id == claim.id, Job.lease == claim.lease)
        .values(lease=None, **values)
        .execution_options(synchronize_session=False)
    )
    return bool(closed.rowcount)  # type: ignore[attr-defined]
