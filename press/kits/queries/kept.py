"""Reads of kits for those who prepare them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from press.accounts.actor import Actor, Nobody
from press.accounts.rules import may_edit_kits_in
from press.db import db
from press.kits.errors import KitNotFound
from press.kits.models import DraftAuthor, DraftFile, Kit, KitDraft, KitRevision


def kit_for_editor(slug: str, *, actor: Actor | Nobody) -> Kit:
    """The kit, for somebody who prepares the kits of its event. Raises KitNotFound."""
    kit = db.session.scalar(select(Kit).options(joinedload(Kit.event)).where(Kit.slug == slug))
    if kit is None or not may_edit_kits_in(actor, kit.event_id):
        raise KitNotFound
    return kit


def lock_kit(slug: str) -> Kit | None:
    """The kit, with its row locked: one publication, ending or move of its clock at a time."""
    return db.session.scalar(
        select(Kit).where(Kit.slug == slug).with_for_update(of=Kit).execution_options(populate_existing=True)
    )


def kits_of_editor(actor: Actor | Nobody) -> Sequence[tuple[Kit, KitRevision | None, KitDraft | None]]:
    """Every kit of this person's events, the newest first, with the revision that holds and the open draft."""
    rows = db.session.execute(
        select(Kit, KitRevision, KitDraft)
        .options(joinedload(Kit.event))
        .outerjoin(KitRevision, (KitRevision.kit_id == Kit.id) & (KitRevision.number == Kit.current_number))
        .outerjoin(KitDraft, (KitDraft.kit_id == Kit.id) & KitDraft.closed_at.is_(None))
        .order_by(Kit.id.desc())
    )
    return [(kit, revision, draft) for kit, revision, draft in rows if may_edit_kits_in(actor, kit.event_id)]


def open_draft_of(kit_id: int) -> KitDraft | None:
    """What is being written for this kit."""
    return db.session.scalar(select(KitDraft).where(KitDraft.kit_id == kit_id, KitDraft.closed_at.is_(None)))


def draft_files(draft_id: int) -> Sequence[DraftFile]:
    """Every file of a draft, sorted by path."""
    return db.session.scalars(select(DraftFile).where(DraftFile.draft_id == draft_id).order_by(DraftFile.path)).all()


def draft_file(draft_id: int, path: str) -> DraftFile | None:
    """One file of a draft, as it is now: who waited for the draft's lock has read an older one before."""
    query = select(DraftFile).where(DraftFile.draft_id == draft_id, DraftFile.path == path)
    return db.session.scalar(query.execution_options(populate_existing=True))


def is_author(draft_id: int, account_id: int | None) -> bool:
    """Whether this person has changed the draft, and therefore does not approve it."""
    known = select(DraftAuthor.draft_id).where(DraftAuthor.draft_id == draft_id, DraftAuthor.account_id == account_id)
    return db.session.scalar(known) is not None


def has_authors(draft_id: int) -> bool:
    """Whether anybody has changed the draft in the studio."""
    return db.session.scalar(select(DraftAuthor.draft_id).where(DraftAuthor.draft_id == draft_id).limit(1)) is not None
