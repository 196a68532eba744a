"""Writing the next revision: begun from the folder that holds, changed by known people, written over by nobody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest
from flask import Flask
from sqlalchemy import select, text, update

from press.accounts.states import Role
from press.audit.services import By
from press.clock import now
from press.db import db, db_transaction, separate_transaction
from press.errors import Invalid
from press.events.models import Event
from press.kits.errors import DraftMoved, DraftOpen, FileChanged
from press.kits.models import Kit, KitDraft
from press.kits.queries import draft_file, draft_files, is_author, open_draft_of
from press.kits.queries.writing import draft_releases, draft_version
from press.kits.services import drafting, writing
from press.kits.services.beginning import begin_kit
from press.kits.source.model import Both
from press.kits.source.parts import KIT
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


def test_a_page_of_an_earlier_draft_writes_over_nothing_in_the_next(
    draft: KitDraft, store: ObjectStore, by: By
) -> None:
    held = draft_file(draft.id, TEXT)
    assert held is not None
    earlier, seen = draft.version, held.version
    drafting.write_text(draft, TEXT, "published by now", seen=seen, by=by, at=now())
    drafting.discard(draft, by=by, at=now())
    following = drafting.open_draft(draft.kit, store, by=by, at=now())
    assert following.version > draft.version > earlier

    for stale in (seen, seen + 1):
        with pytest.raises(FileChanged):
            drafting.write_text(following, TEXT, "typed long ago", seen=stale, by=by, at=now())


def test_two_who_add_a_release_at_once_each_add_theirs(in_app: Flask, draft: KitDraft, by: By, database: str) -> None:
    if database == "sqlite":
        pytest.skip("whoever changes something holds its one lock from the beginning")
    number = draft.id
    db.session.commit()

    def add_second() -> None:
        with in_app.app_context(), db_transaction():
            writing.add_release(db.session.get_one(KitDraft, number), "03-second", by=by, at=now())

    with ThreadPoolExecutor(1) as pool:
        with db_transaction():
            drafting.lock(draft)
            second = pool.submit(add_second)
            wait_until_blocked()
            writing.add_release(draft, "02-first", by=by, at=now())
        second.result(timeout=30)

    assert [release.slug for release in draft_releases(number)] == ["01-launch", "02-first", "03-second"]


def wait_until_blocked() -> None:
    """Until somebody waits for a lock of this test's transaction."""
    blocked = text("SELECT count(*) FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))")
    ends = monotonic() + 30
    while not db.session.scalar(blocked):
        assert monotonic() < ends, "nobody waits"


def test_what_is_published_meanwhile_is_not_scheduled_earlier(in_app: Flask, by: By, database: str) -> None:
    if database == "sqlite":
        pytest.skip("whoever changes something holds its one lock from the beginning")
    until = now() + timedelta(days=2)
    event = db.session.scalars(select(Event)).one()
    draft = begin_kit("new-kit", event, Both("ใหม่", "New"), until, by=by, at=now())
    db.session.commit()
    assert draft.kit.current_number == 0
    with separate_transaction() as elsewhere:
        elsewhere.execute(update(Kit).values(current_number=1))

    seen = draft_version(draft.id, KIT)
    with pytest.raises(Invalid):
        writing.schedule(draft, now(), now() + timedelta(days=1), seen=seen, by=by, at=now())
