"""Forms of the desk, by page."""

from press.desk.forms.application import (
    ApproveForm,
    BulkForm,
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
    "BulkForm",
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
