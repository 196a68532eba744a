"""The organisers' own media stay uncounted through merges, and only they do after these are undone."""

from sqlalchemy import select

from press.db import db
from press.outlets.models import OutletMerge, OwnMedium
from press.outlets.queries.finding import own_media_of
from press.outlets.queries.history import standing_merges


def carry_own_media(outlet_id: int, into_id: int) -> list[int]:
    """Where the one is the organisers' own, the other is from now on. Returns the numbers of events that are new to
    it."""
    new = sorted(own_media_of(outlet_id) - own_media_of(into_id))
    db.session.add_all(OwnMedium(event_id=event_id, outlet_id=into_id) for event_id in new)
    db.session.flush()
    return new


def give_own_media_back(merge: OutletMerge, chain: list[int]) -> None:
    """Takes what the merge brought from each outlet of the chain, unless another merged outlet brings it, too."""
    events = set(merge.moved.get("own_media", []))
    for survivor in chain:
        for event_id in sorted(events):
            _take_back(event_id, survivor)
        further = _standing(survivor)
        if further is None:
            return
        events &= set(further.moved.get("own_media", [])) - own_media_of(survivor)


def _take_back(event_id: int, outlet_id: int) -> None:
    for other in standing_merges([outlet_id]):
        if event_id in own_media_of(other.merged_id):
            brought = sorted({*other.moved.get("own_media", []), event_id})
            other.moved = {**other.moved, "own_media": brought}
            return
    own = db.session.get(OwnMedium, (event_id, outlet_id))
    if own is not None:
        db.session.delete(own)
        db.session.flush()


def _standing(merged_id: int) -> OutletMerge | None:
    query = select(OutletMerge).where(OutletMerge.merged_id == merged_id, OutletMerge.undone_at.is_(None))
    return db.session.scalar(query)
