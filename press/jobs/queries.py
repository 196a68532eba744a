"""Reads of jobs, for pages that say how far something is."""

from typing import Any

from sqlalchemy import select

from press.db import db
from press.jobs.models import Job


def unfinished_job(kind: str, payload: dict[str, Any]) -> Job | None:
    """The newest job of this kind about this that is not done: it waits, is being run, or was given up."""
    jobs = db.session.scalars(select(Job).where(Job.kind == kind, Job.done_at.is_(None)).order_by(Job.id.desc()))
    return next((job for job in jobs if job.payload == payload), None)
