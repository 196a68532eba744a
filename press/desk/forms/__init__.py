"""Forms of the desk, by page."""

from press.desk.forms.application import (
    ApproveForm,
    DeclineForm,
    EvidenceForm,
    OutletForm,
    OwnMediumForm,
    RevokeForm,
    VersionedForm,
)
from press.desk.forms.teamwork import NoteForm, ReasonForm, ViewForm

__all__ = [
    "ApproveForm",
    "DeclineForm",
    "EvidenceForm",
    "NoteForm",
    "OutletForm",
    "OwnMediumForm",
    "ReasonForm",
    "RevokeForm",
    "VersionedForm",
    "ViewForm",
]
