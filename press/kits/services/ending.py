"""Taking back what was published: a release (withdrawn, or killed: "do not use") or a file. It is gone from the commit
on; a tombstone stays, the kit is made anew without it, and everybody who holds it is told."""

from datetime import datetime

from sqlalchemy import select

from press.audit.services import By, record
from press.db import db
from press.jobs.services import enqueue
from press.kits.errors import ReleaseHasEnded, ReleaseNotThere
from press.kits.models import (
    Asset,
    AssetEnding,
    AssetEntry,
    AssetRevision,
    Kit,
    KitRevision,
    ReleaseEnding,
    ReleaseText,
)
from press.kits.queries import current_revision, ended_files, ended_releases, lock_kit, release_called
from press.kits.services.telling import FOLLOW, tell_holders
from press.kits.states import AssetKind, EndingKind

# What is made of others ends with what it is made of.
FILES_WITH_AN_END = (AssetKind.DOCUMENT, AssetKind.PHOTO, AssetKind.LOGO)


def end_release(
    kit: Kit, slug: str, kind: EndingKind, *, reason_th: str, reason_en: str, by: By, at: datetime
) -> ReleaseEnding:
    """Withdraws or kills a release of the revision that holds. Raises ReleaseNotThere, ReleaseHasEnded."""
    lock_kit(kit.slug)
    if slug in ended_releases(kit.id):
        raise ReleaseHasEnded
    release, texts = release_called(kit.id, slug), _texts_now(kit, slug)
    if release is None or not texts:
        raise ReleaseNotThere
    titles = {str(text.language): text.title for text in texts}
    title = next(iter(titles.values()))
    ending = ReleaseEnding(
        release=release,
        kind=kind,
        title_th=titles.get("th", title),
        title_en=titles.get("en", title),
        reason_th=reason_th,
        reason_en=reason_en,
        at=at,
        by_id=by.account_id,
    )
    db.session.add(ending)
    db.session.flush()
    tell_holders(kit.id, kind, ending.id, at=at)
    enqueue(FOLLOW, {"kit_id": kit.id}, at=at)
    record(f"release.{kind}", f"kit:{kit.slug}", by=by, at=at, release=slug, reason=reason_en)
    return ending


def end_file(kit: Kit, path: str, *, reason_th: str, reason_en: str, by: By, at: datetime) -> AssetEnding:
    """Takes a file of the revision that holds back, with whatever is drawn from it. Raises ReleaseNotThere,
    ReleaseHasEnded."""
    lock_kit(kit.slug)
    if path in ended_files(kit.id):
        raise ReleaseHasEnded
    entry = _entry_now(kit, path)
    if entry is None:
        raise ReleaseNotThere
    ending = AssetEnding(
        asset=entry.asset,
        title_th=entry.title_th,
        title_en=entry.title_en,
        reason_th=reason_th,
        reason_en=reason_en,
        at=at,
        by_id=by.account_id,
    )
    db.session.add(ending)
    db.session.flush()
    tell_holders(kit.id, "file_withdrawn", ending.id, at=at)
    enqueue(FOLLOW, {"kit_id": kit.id}, at=at)
    record("file.withdrawn", f"kit:{kit.slug}", by=by, at=at, file=path, reason=reason_en)
    return ending


def _texts_now(kit: Kit, slug: str) -> list[ReleaseText]:
    revision = current_revision(kit.id)
    release = release_called(kit.id, slug)
    if revision is None or release is None:
        return []
    texts = select(ReleaseText).where(ReleaseText.kit_revision_id == revision.id, ReleaseText.release_id == release.id)
    return list(db.session.scalars(texts.order_by(ReleaseText.language)))


def _entry_now(kit: Kit, path: str) -> AssetEntry | None:
    return db.session.scalar(
        select(AssetEntry)
        .join(AssetEntry.kit_revision)
        .join(AssetEntry.asset_revision)
        .join(AssetRevision.asset)
        .where(
            KitRevision.kit_id == kit.id,
            KitRevision.number == kit.current_number,
            Asset.path == path,
            Asset.kind.in_(FILES_WITH_AN_END),
        )
    )
