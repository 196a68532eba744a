"""The log of downloads, read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from press.accreditation.models import Application
from press.db import db
from press.distribution.models import Download
from press.kits.models import Asset, AssetRevision, Kit


@dataclass(frozen=True)
class DownloadRow:
    """One line of the log, for the desk."""

    at: datetime
    kit: str
    file_name: str
    revision: int


def downloads_of(account_id: int, *, event_id: int | None, limit: int = 50) -> Sequence[DownloadRow]:
    """What a person took of this event's kits, or with None of all, newest first. An officer sees one event's."""
    query = (
        select(Download.at, Kit.slug, AssetRevision.file_name, AssetRevision.number)
        .join(AssetRevision, AssetRevision.id == Download.asset_revision_id)
        .join(Asset, Asset.id == AssetRevision.asset_id)
        .join(Kit, Kit.id == Asset.kit_id)
        .where(Download.account_id == account_id)
        .order_by(Download.at.desc(), Download.id.desc())
        .limit(limit)
    )
    rows = db.session.execute(query if event_id is None else query.where(Kit.event_id == event_id))
    return [DownloadRow(*row) for row in rows]


def downloads_for_outlet(outlet_id: int, *, events: Iterable[int]) -> int:
    """How many files of these events' kits were taken by people who applied there for this outlet."""
    applied = select(Application.account_id).where(
        Application.outlet_id == outlet_id, Application.event_id == Kit.event_id
    )
    taken = (
        select(func.count())
        .select_from(Download)
        .join(AssetRevision, AssetRevision.id == Download.asset_revision_id)
        .join(Asset, Asset.id == AssetRevision.asset_id)
        .join(Kit, Kit.id == Asset.kit_id)
        .where(Kit.event_id.in_(list(events)), Download.account_id.in_(applied))
    )
    return db.session.scalar(taken) or 0
