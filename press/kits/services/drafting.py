"""Writing the next revision of a kit: a folder in the database, begun from the one that holds.

Every change is somebody's: whoever makes one is an author of the draft, and sends it back to *draft* from review or
approval. The person's own version of a file says what they began from, so that nobody writes over another."""

import hashlib
from datetime import datetime

from sqlalchemy import delete, func, select

from press.audit.services import By, record
from press.db import db
from press.kits.errors import DraftMoved, DraftOpen, FileChanged, NothingKept
from press.kits.models import DraftAuthor, DraftFile, Kit, KitDraft, KitRevision, RevisionFile
from press.kits.queries import draft_file, is_author, open_draft_of
from press.kits.source.files import is_text_name
from press.kits.states import DRAFT_MOVES, DraftState
from press.storage.keys import content_key
from press.storage.store import ObjectStore


def open_draft(kit: Kit, store: ObjectStore, *, by: By, at: datetime) -> KitDraft:
    """Begins the next revision from the one that holds. Raises DraftOpen when one is open, NothingKept when the
    folder of the revision was not kept (it was published before folders were)."""
    if open_draft_of(kit.id) is not None:
        raise DraftOpen
    files = db.session.scalars(
        select(RevisionFile)
        .join(KitRevision, KitRevision.id == RevisionFile.kit_revision_id)
        .where(KitRevision.kit_id == kit.id, KitRevision.number == kit.current_number)
        .order_by(RevisionFile.path)
    ).all()
    if kit.current_number and not files:
        raise NothingKept
    draft = new_draft(kit, by=by, at=at)
    for file in files:
        text = None
        if is_text_name(file.path):
            with store.get(content_key(file.sha256)) as stored:
                text = stored.read().decode("utf-8")
        _add(draft, file.path, file.sha256, file.size, text, by, at)
    db.session.flush()
    return draft


def new_draft(kit: Kit, *, by: By, at: datetime) -> KitDraft:
    """An open draft without files. Its version, and those of its files, go on from the kit's last draft: whoever has
    a page of that one open neither approves nor writes over what is in this."""
    last = db.session.scalar(select(func.max(KitDraft.version)).where(KitDraft.kit_id == kit.id)) or 0
    draft = KitDraft(
        kit=kit,
        state=DraftState.DRAFT,
        base_number=kit.current_number,
        version=last + 1,
        emergency=False,
        remark="",
        opened_at=at,
        opened_by_id=by.account_id,
    )
    db.session.add(draft)
    db.session.flush()
    record("draft.opened", f"kit:{kit.slug}", by=by, at=at, base=draft.base_number)
    return draft


def write_text(draft: KitDraft, path: str, text: str, *, seen: int, by: By, at: datetime) -> DraftFile:
    """Saves a text of the draft. `seen` is the version that the writer began from, 0 for a new file. Raises
    FileChanged with what stands there now when somebody else saved in the meantime; nothing is lost then."""
    body = text.encode("utf-8")
    digest = hashlib.sha256(body).hexdigest()
    file = _locked(draft, path)
    if file is not None and file.sha256 == digest:
        return file
    if (file.version if file else 0) != seen:
        raise FileChanged(file, text)
    if file is None:
        file = _add(draft, path, digest, len(body), text, by, at)
    else:
        file.sha256, file.size, file.text = digest, len(body), text
        file.version += 1
        file.changed_at, file.changed_by_id = at, by.account_id
    _changed(draft, by, at)
    return file


def put_file(draft: KitDraft, path: str, *, sha256: str, size: int, by: By, at: datetime) -> DraftFile:
    """Enters a file whose bytes are in the store already, in place of what the path held. Size in bytes."""
    file = _locked(draft, path)
    if file is None:
        file = _add(draft, path, sha256, size, None, by, at)
    elif file.sha256 != sha256:
        file.sha256, file.size, file.text = sha256, size, None
        file.version += 1
        file.changed_at, file.changed_by_id = at, by.account_id
    _changed(draft, by, at)
    return file


def remove_file(draft: KitDraft, path: str, *, by: By, at: datetime) -> None:
    """Takes a file out of the draft; the revisions that held it keep it."""
    file = _locked(draft, path)
    if file is not None:
        db.session.delete(file)
        _changed(draft, by, at)


def discard(draft: KitDraft, *, by: By, at: datetime) -> None:
    """Ends a draft without a revision. Raises DraftMoved when it is over already: the worker may be just publishing."""
    lock(draft)
    move(draft, DraftState.DISCARDED)
    draft.closed_at = at
    db.session.execute(delete(DraftFile).where(DraftFile.draft_id == draft.id))
    record("draft.discarded", f"kit:{draft.kit.slug}", by=by, at=at, base=draft.base_number)
    db.session.flush()


def move(draft: KitDraft, state: DraftState) -> None:
    """Moves a draft along `DRAFT_MOVES`. Raises DraftMoved when it cannot go there from where it is."""
    if state not in DRAFT_MOVES[draft.state]:
        raise DraftMoved
    draft.state = state
    draft.version += 1


def lock(draft: KitDraft) -> None:
    """Locks the draft's row and reads it anew: one change of a draft at a time."""
    db.session.refresh(draft, with_for_update={"of": KitDraft})


def _locked(draft: KitDraft, path: str) -> DraftFile | None:
    lock(draft)
    return draft_file(draft.id, path)


def _add(draft: KitDraft, path: str, sha256: str, size: int, text: str | None, by: By, at: datetime) -> DraftFile:
    file = DraftFile(
        draft_id=draft.id,
        path=path,
        sha256=sha256,
        size=size,
        text=text,
        version=draft.version,
        changed_at=at,
        changed_by_id=by.account_id,
    )
    db.session.add(file)
    return file


def _changed(draft: KitDraft, by: By, at: datetime) -> None:
    """After any change: its author is known, its check is void, and what was read by somebody is to be read again."""
    if draft.closed_at is not None:
        raise DraftMoved
    if by.account_id is not None and not is_author(draft.id, by.account_id):
        db.session.add(DraftAuthor(draft_id=draft.id, account_id=by.account_id))
    if draft.state is not DraftState.DRAFT:
        record("draft.sent_back", f"kit:{draft.kit.slug}", by=by, at=at, was=draft.state)
        draft.state = DraftState.DRAFT
        draft.approved_at = draft.approved_by_id = None
    draft.faults = None
    draft.version += 1
    db.session.flush()
