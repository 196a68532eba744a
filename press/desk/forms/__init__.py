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
from press.desk.forms.confirmation import AskDeskForm, DomainForm, JudgeForm

__all__ = [
    "ApproveForm",
    "AskDeskForm",
    "DeclineForm",
    "DomainForm",
    "EvidenceForm",
    "JudgeForm",
    "OutletForm",
    "OwnMediumForm",
    "RevokeForm",
    "VersionedForm",
]
