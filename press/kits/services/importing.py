"""A folder becomes the kit's draft, to be read and approved in the studio like what is written there."""

from datetime import datetime

from sqlalchemy import select

from press.audit.services import By
from press.db import db
from press.events.models import Event
from press.kits.errors import DraftChanged
from press.kits.models import DraftFile, Kit, KitDraft
from press.kits.queries import (
    Changes,
    differences,
    draft_files,
    folder_of,
    has_authors,
    kit_row,
    open_draft_of,
    revision_numbered,
)
from press.kits.services import drafting
from press.kits.services.publishing import differs
from press.kits.source.files import is_text_name
from press.kits.source.model import SourceKit
from press.storage.store import ObjectStore


def put_into_draft(
    source: SourceKit, store: ObjectStore, *, overwrite: bool, by: By, at: datetime
) -> tuple[KitDraft, Changes] | None:
    """The kit's open draft, or a new one, with the files of this folder and no others; None when that changes nothing.
    The store must hold them already. A new kit is made with it, which readers know nothing of. Raises DraftChanged
    when that would undo what somebody has done in the draft, unless `overwrite`; else as `differs` does."""
    is_new = differs(source, at=at)
    kit = kit_row(source.slug)
    draft = open_draft_of(kit.id) if kit else None
    if draft is None and not is_new:
        return None
    draft = draft or _begun(kit or _new_kit(source), store, by, at)
    held = {file.path: file for file in draft_files(draft.id)}
    given = {file.relative: file.sha256 for file in source.folder}
    changes = Changes(*differences({path: file.sha256 for path, file in held.items()}, given))
    if not (changes.added or changes.changed or changes.removed):
        return None
    if not overwrite and (lost := _others_work(draft, held, given)):
        raise DraftChanged(f"the draft holds what this folder does not know of: {', '.join(lost)}")
    _apply(source, draft, held, changes, by, at)
    return draft, changes


def _new_kit(source: SourceKit) -> Kit:
    event = db.session.scalars(select(Event).where(Event.slug == source.event)).one()
    kit = Kit(
        slug=source.slug,
        event_id=event.id,
        current_number=0,
        available_from=source.available_from,
        embargo_until=source.embargo_until,
    )
    db.session.add(kit)
    db.session.flush()
    return kit


def _begun(kit: Kit, store: ObjectStore, by: By, at: datetime) -> KitDraft:
    revision = revision_numbered(kit.id, kit.current_number)
    if revision is not None and folder_of(revision.id):
        return drafting.open_draft(kit, store, by=by, at=at)
    return drafting.new_draft(kit, by=by, at=at)  # there is no folder to begin from: this one is whole


def _others_work(draft: KitDraft, held: dict[str, DraftFile], given: dict[str, str]) -> list[str]:
    """Paths at which somebody has made the draft differ from the revision that it began from, and this folder would
    make it differ from that. What came from the command line before is nobody's."""
    base = revision_numbered(draft.kit_id, draft.base_number)
    began = {file.path: file.sha256 for file in folder_of(base.id)} if base else {}
    lost = [
        path
        for path, file in held.items()
        if file.changed_by_id is not None and file.sha256 not in {began.get(path), given.get(path)}
    ]
    if has_authors(draft.id):
        lost += [path for path in began if path not in held and path in given]
    return sorted(lost)


def _apply(
    source: SourceKit, draft: KitDraft, held: dict[str, DraftFile], changes: Changes, by: By, at: datetime
) -> None:
    wanted = {*changes.added, *changes.changed}
    for path in changes.removed:
        drafting.remove_file(draft, path, by=by, at=at)
    for file in source.folder:
        if file.relative not in wanted:
            continue
        if is_text_name(file.relative):
            seen = held[file.relative].version if file.relative in held else 0
            drafting.write_text(draft, file.relative, file.path.read_bytes().decode(), seen=seen, by=by, at=at)
        else:
            drafting.put_file(draft, file.relative, sha256=file.sha256, size=file.size, by=by, at=at)
