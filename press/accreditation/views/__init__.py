"""The applicant's pages, by noun. Importing a module adds its views to the blueprint."""

from press.accreditation.views import applying, drafts, following, status
from press.accreditation.views.blueprint import blueprint

__all__ = ["applying", "blueprint", "drafts", "following", "status"]
