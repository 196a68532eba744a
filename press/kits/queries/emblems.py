"""Certification emblems: their files are for those alone who were allowed to use them, for as long as they were."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select

from press.kits.models import AssetEntry, Kit, LogoPack
from press.kits.states import MarkKind


@dataclass(frozen=True)
class EmblemGrant:
    """Somebody may use the emblem of this kit from one moment until another."""

    kit_id: int
    valid_from: datetime
    valid_until: datetime


# Marks, and what is drawn of them, alone have a layout.
IS_MARK = AssetEntry.layout.is_not(None)
_HAS_EMBLEM = AssetEntry.kit_revision_id.in_(
    select(LogoPack.kit_revision_id).where(LogoPack.kind == MarkKind.CERTIFICATION_EMBLEM)
)


def no_emblem_but(grants: Iterable[EmblemGrant], at: datetime) -> ColumnElement[bool]:
    """Any file but those of an emblem for which there is no grant now."""
    held = [grant.kit_id for grant in grants if grant.valid_from <= at < grant.valid_until]
    return or_(~IS_MARK, ~_HAS_EMBLEM, Kit.id.in_(held))
