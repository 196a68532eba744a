"""Reads of jobs, for pages that say how far something is."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from press.db import db
from press.jobs.models import Job


def unfinished_job(kind: str, payload: dict[str, Any]) -> Job | None:
    """The newest job of this kind about this that is not done: it waits, is being run, or was given up."""
    jobs = db.session.scalars(select(Job).where(Job.kind == kind, Job.done_at.is_(None)).order_by(Job.id.desc()))
    return next((job for job in jobs if job.payload == payload), None)


def left_to_do(kinds: Collection[str], key: str, numbers: Collection[int]) -> dict[int, Job]:
    """Of each thing whose number stands under `key` in the jobs about it, the newest job of these kinds that waits or
    is being run, or else the last one, where it was given up. A thing with neither is left out. One statement."""
    about = Job.payload[key].as_integer()
    rows = db.session.scalars(select(Job).where(Job.kind.in_(kinds), about.in_(numbers)).order_by(Job.id.desc()))
    newest: dict[int, Job] = {}
    waiting: dict[int, Job] = {}
    for job in rows:
        newest.setdefault(job.payload[key], job)
        if job.run_at is not None:
            waiting.setdefault(job.payload[key], job)
    return {number: job for number, job in newest.items() if job.failed_at is not None} | waiting
