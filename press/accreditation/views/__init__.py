"""The applicant's pages, by noun. Importing a module adds its views to the blueprint."""

from press.accreditation.views import applying, draws, status
from press.accreditation.views.blueprint import blueprint

__all__ = ["applying", "blueprint", "draws", "status"]
