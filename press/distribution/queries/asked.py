"""What of a kit waits for the PR team's word."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from press.db import db
from press.distribution.models import AdoptionReport, EmblemRequest
from press.distribution.states import EmblemState, ReportState


@dataclass(frozen=True)
class Asked:
    """How many requests for the kit's emblem nobody has decided on, and how many reports of where its mark is used
    nobody has looked at."""

    emblems: int
    uses: int


def asked_of(kit_ids: Collection[int]) -> dict[int, Asked]:
    """What waits at each of these kits."""
    emblems = _waiting(EmblemRequest, EmblemState.REQUESTED, kit_ids)
    uses = _waiting(AdoptionReport, ReportState.WAITING, kit_ids)
    return {each: Asked(emblems.get(each, 0), uses.get(each, 0)) for each in kit_ids}


def _waiting(
    model: type[EmblemRequest | AdoptionReport], state: EmblemState | ReportState, kit_ids: Collection[int]
) -> dict[int, int]:
    counted = select(model.kit_id, func.count()).where(model.kit_id.in_(kit_ids), model.state == state)
    return dict(db.session.execute(counted.group_by(model.kit_id)).all())
