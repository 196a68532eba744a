"""Writing the next revision: begun from the folder that holds, changed by known people, written over by nobody."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from press.accounts.states import Role
from press.audit.services import By
from press.clock import now
from press.db import db, separate_transaction
from press.kits.errors import DraftMoved, DraftOpen, FileChanged
from press.kits.models import Kit, KitDraft
from press.kits.queries import draft_file, draft_files, is_author, open_draft_of
from press.kits.services import drafting
from press.kits.states import DraftState
from press.storage.store import ObjectStore
from tests.kits.test_publish import publish
from tests.support import people

TEXT = "releases/01-launch/en.md"


@pytest.fixture
def by(app: Flask) -> By:
    return By(people.staff(app, Role.EDITOR, now()).account_id, "Editor")


@pytest.fixture
def draft(in_app: Flask, folder: Path, store: ObjectStore, by: By) -> KitDraft:
    publish(in_app, folder)
    kit = db.session.scalars(select(Kit)).one()
    return drafting.open_draft(kit, store, by=by, at=now())


def test_a_draft_begins_with_every_file_of_the_folder(draft: KitDraft, folder: Path) -> None:
    held = {file.path: file for file in draft_files(draft.id)}
    lying = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    assert held.keys() == lying.keys()
    assert held[TEXT].text == lying[TEXT].read_text("utf-8")
    assert all(file.size == lying[path].stat().st_size for path, file in held.items())


def test_only_one_draft_is_open(draft: KitDraft, store: ObjectStore, by: By) -> None:
    with pytest.raises(DraftOpen):
        drafting.open_draft(draft.kit, store, by=by, at=now())
    drafting.discard(draft, by=by, at=now())
    assert open_draft_of(draft.kit_id) is None
    assert drafting.open_draft(draft.kit, store, by=by, at=now()).id != draft.id


def test_what_the_worker_has_just_published_is_not_discarded(draft: KitDraft, by: By, database: str) -> None:
    if database == "sqlite":
        pytest.skip("whoever changes something holds its one lock from the beginning")
    db.session.commit()
    assert draft.state is DraftState.DRAFT
    with separate_transaction() as worker:
        worker.execute(update(KitDraft).values(state=DraftState.PUBLISHED, closed_at=now()))

    with pytest.raises(DraftMoved):
        drafting.discard(draft, by=by, at=now())


def test_whoever_saves_second_is_told_and_writes_over_nobody(draft: KitDraft, by: By) -> None:
    drafting.write_text(draft, TEXT, "first", seen=1, by=by, at=now())
    with pytest.raises(FileChanged) as refusal:
        drafting.write_text(draft, TEXT, "second", seen=1, by=by, at=now())
    assert refusal.value.file is not None
    assert (refusal.value.file.text, refusal.value.file.version) == ("first", 2)
    # The same text again, as after a lost answer, is no conflict.
    assert drafting.write_text(draft, TEXT, "first", seen=1, by=by, at=now()).version == 2


def test_a_change_makes_an_author_and_sends_back_what_was_approved(draft: KitDraft, by: By) -> None:
    drafting.move(draft, DraftState.IN_REVIEW)
    assert not is_author(draft.id, by.account_id)
    drafting.write_text(draft, TEXT, "other", seen=1, by=by, at=now())
    assert is_author(draft.id, by.account_id)
    assert draft.state is DraftState.DRAFT


def test_a_file_may_be_replaced_and_taken_out(draft: KitDraft, by: By) -> None:
    path = "documents/ข้อมูล น้ำ.txt"
    drafting.put_file(draft, path, sha256="0" * 64, size=7, by=by, at=now())
    replaced = draft_file(draft.id, path)
    assert replaced is not None
    assert (replaced.sha256, replaced.size, replaced.version) == ("0" * 64, 7, 2)
    drafting.remove_file(draft, path, by=by, at=now())
    assert draft_file(draft.id, path) is None
