"""Forms of the desk, by page."""

from press.desk.forms.application import (
    ApproveForm,
    BulkForm,
    DeclineForm,
    EvidenceForm,
    LimitedForm,
    MergeForm,
    MergeSeenForm,
    OutletForm,
    OwnMediumForm,
    RevokeForm,
    VersionedForm,
    WaitlistForm,
)
from press.desk.forms.asking import AskForm
from press.desk.forms.confirmation import AskDeskForm, DomainForm, JudgeForm
from press.desk.forms.teamwork import NoteForm, ReasonForm, ViewForm

__all__ = [
    "ApproveForm",
    "AskDeskForm",
    "AskForm",
    "BulkForm",
    "DeclineForm",
    "DomainForm",
    "EvidenceForm",
    "JudgeForm",
    "LimitedForm",
    "MergeForm",
    "MergeSeenForm",
    "NoteForm",
    "OutletForm",
    "OwnMediumForm",
    "ReasonForm",
    "RevokeForm",
    "VersionedForm",
    "ViewForm",
    "WaitlistForm",
]
