"""Forms of the desk, by page."""

from press.desk.forms.application import (
    ApproveForm,
    DeclineForm,
    EvidenceForm,
    LimitedForm,
    MergeForm,
    OutletForm,
    OwnMediumForm,
    RevokeForm,
    VersionedForm,
    WaitlistForm,
)

__all__ = [
    "ApproveForm",
    "DeclineForm",
    "EvidenceForm",
    "LimitedForm",
    "MergeForm",
    "OutletForm",
    "OwnMediumForm",
    "RevokeForm",
    "VersionedForm",
    "WaitlistForm",
]
