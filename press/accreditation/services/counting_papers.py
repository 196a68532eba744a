"""How many papers an application still lacks, kept beside it for the queue."""

from press.accreditation.models import Application
from press.accreditation.queries.papers import papers_state


def count_missing(application: Application) -> None:
    """Counts anew: to be called by every verb that changes papers, medium or role."""
    application.papers_missing = papers_state(application).missing
