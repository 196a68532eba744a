"""The applicant's pages, by noun. Importing a module adds its views to the blueprint."""

from press.accreditation.views import (
    applying,
    confirming,
    crew,
    drafts,
    draws,
    editor,
    following,
    invited,
    paper_files,
    papers,
    status,
)
from press.accreditation.views.blueprint import blueprint

__all__ = [
    "applying",
    "blueprint",
    "confirming",
    "crew",
    "drafts",
    "draws",
    "editor",
    "following",
    "invited",
    "paper_files",
    "papers",
    "status",
]
