"""Who took a file that nobody may use any more, and which file a notice tells of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased, joinedload

from press.db import db
from press.distribution.models import Download, Notice
from press.distribution.queries.carrying import files_carried
from press.distribution.states import NoticeKind
from press.kits.models import Asset, AssetEnding, AssetEntry, AssetRevision


@dataclass(frozen=True)
class ToldFile:
    """The file that a notice tells of, as it was called last. `usable_until`: when the right to use it has ended, where
    that is what is told."""

    asset: Asset
    title_th: str
    title_en: str
    usable_until: datetime | None

    @property
    def titles(self) -> dict[str, str]:
        return {"th": self.title_th, "en": self.title_en}

    @property
    def name(self) -> str:
        return self.asset.path.rpartition("/")[2]


def with_file(asset: Asset) -> Select[Any]:
    """Accounts that took a file in any of its revisions, what is drawn from it, or a zip in which it may be."""
    own = select(AssetRevision.id).where(AssetRevision.asset_id == asset.id)
    carried = files_carried([asset.id]).subquery()
    taken = or_(Download.asset_revision_id.in_(own), Download.asset_revision_id.in_(select(carried.c.revision_id)))
    return select(Download.account_id).where(Download.account_id.is_not(None), taken)


def rights_ended(at: datetime) -> Sequence[AssetEntry]:
    """Files that may be used no longer by what was said of them last, and whose holders were not told of that day. One
    that was taken back, they were told of already."""
    later, told = aliased(AssetEntry), aliased(AssetEntry)
    revision_later, revision_told = aliased(AssetRevision), aliased(AssetRevision)
    said_later = (
        select(later.id)
        .join(revision_later, revision_later.id == later.asset_revision_id)
        .where(revision_later.asset_id == AssetRevision.asset_id, later.id > AssetEntry.id)
    )
    was_told = (
        select(Notice.id)
        .join(told, told.id == Notice.cause_id)
        .join(revision_told, revision_told.id == told.asset_revision_id)
        .where(
            Notice.kind == NoticeKind.RIGHTS_ENDED,
            revision_told.asset_id == AssetRevision.asset_id,
            told.usable_until == AssetEntry.usable_until,
        )
    )
    return db.session.scalars(
        select(AssetEntry)
        .join(AssetRevision, AssetRevision.id == AssetEntry.asset_revision_id)
        .join(Asset, Asset.id == AssetRevision.asset_id)
        .where(
            AssetEntry.usable_until <= at,
            Asset.rendition_of_id.is_(None),
            Asset.id.not_in(select(AssetEnding.asset_id)),
            ~said_later.exists(),
            ~was_told.exists(),
        )
        .order_by(AssetEntry.id)
    ).all()


def file_of(notice: Notice) -> ToldFile | None:
    """The file that a notice tells of, if it tells of one."""
    return files_of([notice]).get(notice.id)


def files_of(notices: Sequence[Notice]) -> dict[int, ToldFile]:
    """For each notice that tells of a file, by its number, which."""
    found: dict[int, ToldFile] = {}
    endings = _causes(notices, NoticeKind.FILE_WITHDRAWN)
    for ending in db.session.scalars(
        select(AssetEnding).where(AssetEnding.id.in_(endings)).options(joinedload(AssetEnding.asset))
    ):
        found[endings[ending.id]] = ToldFile(ending.asset, ending.title_th, ending.title_en, None)
    entries = _causes(notices, NoticeKind.RIGHTS_ENDED)
    for entry in db.session.scalars(select(AssetEntry).where(AssetEntry.id.in_(entries))):
        found[entries[entry.id]] = ToldFile(entry.asset, entry.title_th, entry.title_en, entry.usable_until)
    return found


def _causes(notices: Sequence[Notice], kind: NoticeKind) -> dict[int, int]:
    return {notice.cause_id: notice.id for notice in notices if notice.kind is kind}
