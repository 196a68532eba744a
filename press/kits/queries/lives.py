"""Reads of what became of releases, and of those who had to do with it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from press.db import db
from press.kits.models import (
    Asset,
    AssetEnding,
    Correction,
    DraftAuthor,
    EmbargoChange,
    KitDraft,
    KitRevision,
    Release,
    ReleaseEnding,
    ReleaseText,
    RevisionFile,
)
from press.kits.states import EmbargoMove


def revision_numbered(kit_id: int, number: int) -> KitRevision | None:
    """One revision of a kit, for those who prepare it."""
    return db.session.scalar(select(KitRevision).where(KitRevision.kit_id == kit_id, KitRevision.number == number))


def revisions_of(kit_id: int) -> Sequence[KitRevision]:
    """Every revision of a kit, the newest first."""
    return db.session.scalars(
        select(KitRevision).where(KitRevision.kit_id == kit_id).order_by(KitRevision.number.desc())
    ).all()


def folder_of(revision_id: int) -> Sequence[RevisionFile]:
    """The folder that a revision was made of, sorted by path; nothing where it was not kept."""
    return db.session.scalars(
        select(RevisionFile).where(RevisionFile.kit_revision_id == revision_id).order_by(RevisionFile.path)
    ).all()


def kept_file(kit_id: int, number: int, path: str) -> RevisionFile | None:
    """One file of the folder that a revision was made of."""
    return db.session.scalar(
        select(RevisionFile)
        .join(KitRevision, KitRevision.id == RevisionFile.kit_revision_id)
        .where(KitRevision.kit_id == kit_id, KitRevision.number == number, RevisionFile.path == path)
    )


def release_called(kit_id: int, slug: str) -> Release | None:
    """A release by its folder, whether or not it still holds."""
    return db.session.scalar(select(Release).where(Release.kit_id == kit_id, Release.slug == slug))


def ended_releases(kit_id: int) -> dict[str, ReleaseEnding]:
    """The endings of a kit's releases, by the release's slug."""
    rows = db.session.scalars(
        select(ReleaseEnding)
        .join(ReleaseEnding.release)
        .options(joinedload(ReleaseEnding.release))
        .where(Release.kit_id == kit_id)
        .order_by(ReleaseEnding.at)
    )
    return {ending.release.slug: ending for ending in rows}


def ended_files(kit_id: int) -> dict[str, AssetEnding]:
    """The endings of a kit's files, by path."""
    rows = db.session.scalars(
        select(AssetEnding).join(AssetEnding.asset).options(joinedload(AssetEnding.asset)).where(Asset.kit_id == kit_id)
    )
    return {ending.asset.path: ending for ending in rows}


def texts_through_time(kit_id: int, release_id: int | None = None) -> Sequence[ReleaseText]:
    """Every text that the kit's releases, or one of them, ever had, the oldest revision first."""
    texts = (
        select(ReleaseText)
        .join(ReleaseText.kit_revision)
        .options(contains_eager(ReleaseText.kit_revision))
        .where(KitRevision.kit_id == kit_id)
        .order_by(KitRevision.number, ReleaseText.position, ReleaseText.language)
    )
    return db.session.scalars(texts.where(ReleaseText.release_id == release_id) if release_id else texts).all()


def corrections_of(kit_id: int, release_id: int | None = None) -> Sequence[Correction]:
    """Every correction of the kit's releases, or of one of them, the oldest first."""
    corrections = (
        select(Correction)
        .join(Correction.kit_revision)
        .options(contains_eager(Correction.kit_revision), joinedload(Correction.release))
        .where(KitRevision.kit_id == kit_id)
        .order_by(Correction.at, Correction.id)
    )
    own = corrections.where(Correction.release_id == release_id) if release_id else corrections
    return db.session.scalars(own).all()


def moves_of(kit_id: int) -> Sequence[EmbargoChange]:
    """Every move of the kit's clocks, the newest first."""
    return db.session.scalars(
        select(EmbargoChange).where(EmbargoChange.kit_id == kit_id).order_by(EmbargoChange.id.desc())
    ).all()


def waiting_move(kit_id: int) -> EmbargoChange | None:
    """The move that waits for a second person."""
    return db.session.scalar(
        select(EmbargoChange).where(EmbargoChange.kit_id == kit_id, EmbargoChange.state == EmbargoMove.WAITING)
    )


def draft_of_revision(revision: KitRevision) -> KitDraft | None:
    """The draft that a revision was made of; None when it came from a folder."""
    return db.session.scalar(
        select(KitDraft).where(KitDraft.kit_id == revision.kit_id, KitDraft.revision_number == revision.number)
    )


def authors_of(draft: KitDraft) -> set[int]:
    """Everybody who may not approve this draft: whoever changed it, and whoever began a kit with it."""
    authors = set(db.session.scalars(select(DraftAuthor.account_id).where(DraftAuthor.draft_id == draft.id)))
    return authors | ({draft.opened_by_id} if draft.opened_by_id and not draft.base_number else set())
