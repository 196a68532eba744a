"""What is left to the worker, as pages tell of it: that it is on its way, was tried in vain, or that nobody begins."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from press.jobs.models import Job
from press.jobs.queries import left_to_do
from press.jobs.services import GiveUp

WORKER_SECONDS = 60  # for which a job may be due before the worker is said to be away


@dataclass(frozen=True)
class Waiting:
    """How far it is. `job` is None when nothing of it is left to do; `late`: it has been due for a while, and nobody
    has taken it."""

    job: Job | None
    late: bool

    @property
    def is_given_up(self) -> bool:
        return self.job is not None and self.job.failed_at is not None

    @property
    def reason(self) -> str:
        """Why it was given up, where the worker knows that trying again cannot help; else empty."""
        kind, _, reason = ((self.job.last_error or "") if self.job else "").partition(": ")
        return reason if self.is_given_up and kind == GiveUp.__name__ else ""

    @property
    def is_slow(self) -> bool:
        """Whether there is more to say than that it takes a moment."""
        return self.late or (self.job is not None and self.job.last_error is not None)


def waiting_for(job: Job | None, at: datetime) -> Waiting:
    """How far this job is. A lease that nobody renewed is due again when it ends, so that a worker that died on it is
    noticed, too."""
    due = job.run_at if job else None
    return Waiting(job, due is not None and at - due > timedelta(seconds=WORKER_SECONDS))


def all_waiting(kinds: Collection[str], key: str, numbers: Iterable[int], at: datetime) -> dict[int, Waiting]:
    """The same for several things, whose number stands under `key` in the jobs about them; in one statement, and in
    none where there is nothing to wait for."""
    wanted = list(numbers)
    jobs = left_to_do(kinds, key, wanted) if wanted else {}
    return {number: waiting_for(jobs.get(number), at) for number in wanted}
