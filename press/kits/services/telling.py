"""What a change of a published kit leaves to the worker."""

from datetime import datetime

from press.jobs.services import enqueue

PUBLISH = "kits.publish_draft"
FOLLOW = "kits.follow"
TELL_HOLDERS = "distribution.tell_holders"


def tell_holders(kit_id: int, kind: str, row_id: int, *, at: datetime) -> None:
    """Everybody who holds what has changed is to be told. `kind`: "corrected", "withdrawn", "killed", "embargo_moved",
    "file_withdrawn", "rights_ended"; `row_id`: the number of the Correction, ReleaseEnding, EmbargoChange, AssetEnding,
    or of the AssetEntry that says until when its file may be used."""
    enqueue(TELL_HOLDERS, {"kit_id": kit_id, "kind": kind, "row_id": row_id}, at=at)
