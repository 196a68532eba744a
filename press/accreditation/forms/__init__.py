"""Forms of the applicant's pages, by noun."""

from press.accreditation.forms.applying import ApplicationForm

__all__ = ["ApplicationForm"]
