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

__all__ = [
    "ApproveForm",
    "DeclineForm",
    "EvidenceForm",
    "OutletForm",
    "OwnMediumForm",
    "RevokeForm",
    "VersionedForm",
]
