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
from press.desk.forms.asking import AskForm

__all__ = [
    "ApproveForm",
    "AskForm",
    "DeclineForm",
    "EvidenceForm",
    "OutletForm",
    "OwnMediumForm",
    "RevokeForm",
    "VersionedForm",
]
