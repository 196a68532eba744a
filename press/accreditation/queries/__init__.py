"""Reads of accreditation, by noun. Each application is fetched *for* somebody."""

from press.accreditation.queries.applications import (
    application_for_officer,
    application_for_owner,
    application_for_staff,
    live_application,
    own_applications,
)
from press.accreditation.queries.credentials import has_credential, is_credentialed
from press.accreditation.queries.export import Exported, exported, matching
from press.accreditation.queries.filtering import QueueFilter, Reader
from press.accreditation.queries.progress import Progress, progress, progress_at_end
from press.accreditation.queries.queue import (
    Counts,
    count_each,
    exactly,
    next_waiting,
    queue,
    shown,
    state_counts,
)

__all__ = [
    "Counts",
    "Exported",
    "Progress",
    "QueueFilter",
    "Reader",
    "application_for_officer",
    "application_for_owner",
    "application_for_staff",
    "count_each",
    "exactly",
    "exported",
    "has_credential",
    "is_credentialed",
    "live_application",
    "matching",
    "next_waiting",
    "own_applications",
    "progress",
    "progress_at_end",
    "queue",
    "shown",
    "state_counts",
]
