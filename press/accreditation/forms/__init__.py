"""Forms of the applicant's pages, by noun."""

from press.accreditation.forms.applying import ApplicationForm
from press.accreditation.forms.editor import EditorForm
from press.accreditation.forms.following import AnswerForm, AppealForm, ChangeForm
from press.accreditation.forms.newsroom import NewsroomForm, NotOursForm, newsroom_form
from press.accreditation.forms.people import PeopleForm

__all__ = [
    "AnswerForm",
    "AppealForm",
    "ApplicationForm",
    "ChangeForm",
    "EditorForm",
    "NewsroomForm",
    "NotOursForm",
    "PeopleForm",
    "newsroom_form",
]
