"""What a reviewer reads: the draft against the revision that it was begun from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from press.db import db
from press.jobs.queries import unfinished_job
from press.kits.differences import Piece, differences
from press.kits.materials import Material, materials_of
from press.kits.models import DraftFile, KitDraft, RevisionFile
from press.kits.queries import authors_of, draft_files, folder_of, revision_numbered
from press.kits.services.telling import PUBLISH
from press.kits.source.files import CONTENT_TYPES, is_text_name
from press.kits.states import DraftState
from press.storage.errors import StorageUnavailable
from press.storage.keys import content_key
from press.storage.store import ObjectStore
from press.studio.waiting import Waiting, waiting_for


@dataclass(frozen=True)
class FileChange:
    """One file that differs. `pieces` are the differences of a text; None for what is not written."""

    path: str
    was_there: bool
    is_there: bool
    pieces: list[Piece] | None

    @property
    def release(self) -> str:
        """The release that it is a text of, or none."""
        parts = self.path.split("/")
        return parts[1] if len(parts) == 3 and parts[0] == "releases" else ""

    @property
    def is_picture(self) -> bool:
        return CONTENT_TYPES.get(self.path.rpartition(".")[2], "").startswith("image/")

    @property
    def language(self) -> str:
        return self.path.rpartition("/")[2].removesuffix(".md")


@dataclass(frozen=True)
class ReleaseChange:
    """A release whose texts differ: one a language, side by side."""

    slug: str
    texts: dict[str, FileChange]


@dataclass(frozen=True)
class Comparison:
    """Everything that differs, the releases first."""

    releases: list[ReleaseChange]
    files: list[FileChange]

    @property
    def is_empty(self) -> bool:
        return not self.releases and not self.files


def comparison_of(draft: KitDraft, store: ObjectStore) -> Comparison | None:
    """What the draft changes; None while the store, which keeps the older texts, does not answer."""
    base = revision_numbered(draft.kit_id, draft.base_number)
    old: Sequence[RevisionFile] = folder_of(base.id) if base else []
    new = draft_files(draft.id)
    before, after = (_by_path(files) for files in (old, new))
    db.session.rollback()  # nothing is held open while the store is asked
    paths = sorted(path for path in before.keys() | after.keys() if not _same(before.get(path), after.get(path)))
    try:
        changes = [_change(path, before.get(path), after.get(path), store) for path in paths]
    except StorageUnavailable:
        return None
    return Comparison(_releases(changes), [change for change in changes if not change.release])


def publishing_of(draft: KitDraft, at: datetime) -> Waiting | None:
    """How far the worker is with an approved draft; None for any other."""
    if draft.state is not DraftState.APPROVED:
        return None
    return waiting_for(unfinished_job(PUBLISH, {"draft_id": draft.id}), at)


def notes_wanted(draft: KitDraft) -> list[str]:
    """The releases whose correction wants a note, as the last check found."""
    faults: list[dict[str, Any]] = draft.faults or []
    return list(dict.fromkeys(fault["release"] for fault in faults if fault.get("release")))


def may_approve(draft: KitDraft, account_id: int) -> bool:
    """Whether this person's eyes would be the second pair."""
    return account_id not in authors_of(draft)


def _by_path(files: Iterable[DraftFile | RevisionFile]) -> dict[str, Material]:
    return {material.path: material for material in materials_of(files)}


def _same(old: Material | None, new: Material | None) -> bool:
    return old is not None and new is not None and old.sha256 == new.sha256


def _change(path: str, old: Material | None, new: Material | None, store: ObjectStore) -> FileChange:
    pieces = differences(_text(old, store), _text(new, store)) if is_text_name(path) else None
    return FileChange(path, old is not None, new is not None, pieces)


def _text(material: Material | None, store: ObjectStore) -> str:
    if material is None:
        return ""
    if material.text is not None:
        return material.text
    with store.get(content_key(material.sha256)) as stored:
        return stored.read().decode("utf-8", "replace")


def _releases(changes: Iterable[FileChange]) -> list[ReleaseChange]:
    found: dict[str, ReleaseChange] = {}
    for change in changes:
        if change.release:
            found.setdefault(change.release, ReleaseChange(change.release, {})).texts[change.language] = change
    return list(found.values())
