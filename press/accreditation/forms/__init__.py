"""Forms of the applicant's pages, by noun."""

from press.accreditation.forms.applying import ApplicationForm
from press.accreditation.forms.following import AnswerForm, AppealForm, ChangeForm

__all__ = ["AnswerForm", "AppealForm", "ApplicationForm", "ChangeForm"]
