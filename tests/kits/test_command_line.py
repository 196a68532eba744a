"""`kits publish` says what changes; `--draft` hands a folder to the studio; `kits export` gives it back as it came."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import delete, select

from press.accounts.states import Role
from press.audit.services import By
from press.clock import now
from press.db import db, db_transaction
from press.kits.models import DraftFile, Kit, KitDraft, KitRevision, RevisionFile
from press.kits.queries import draft_file, draft_files, open_draft_of
from press.kits.services import drafting
from press.kits.states import DraftState
from press.storage.s3 import S3Store
from press.storage.store import EXTENSION, ObjectStore
from tests.kits.folders import SLUG, edit, explain, put
from tests.kits.pictures import PHOTOS, add_photo
from tests.kits.test_publish import publish
from tests.support import people

TEXT = "releases/01-launch/en.md"

pytestmark = pytest.mark.usefixtures("in_app", "store")


def run(app: Flask, *arguments: object) -> Result:
    db.session.rollback()
    return app.test_cli_runner().invoke(args=["kits", *map(str, arguments)])


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_publish_says_what_it_changed(app: Flask, folder: Path) -> None:
    add_photo(folder, name="before.jpg", manifest=PHOTOS.replace("square.jpg", "before.jpg"))
    publish(app, folder)
    edit(folder, TEXT, "Launch", "Lift-off")
    edit(folder, "kit.toml", "embargo_until = 2030-01-02", "embargo_until = 2030-01-03")
    put(folder, "documents/ข้อมูล น้ำ.txt", "ใหม่\n")
    explain(folder, "แก้ไขถ้อยคำ · Wording mended")
    (folder / "assets/photos/before.jpg").unlink()
    add_photo(folder)
    said = [
        "  added    assets/photos/square.jpg",
        "  changed  CHANGELOG.md",
        "  changed  assets/photos/photos.toml",
        "  changed  documents/ข้อมูล น้ำ.txt",
        "  changed  kit.toml",
        f"  changed  {TEXT}",
        "  removed  assets/photos/before.jpg",
        "  release  01-launch: changed",
        "  embargo_until: 2030-01-02T09:00:00+07:00 → 2030-01-03T09:00:00+07:00",
    ]

    before = run(app, "publish", folder, "--dry-run")
    assert before.stdout.splitlines() == ["sample-kit: this would change", *said]
    assert db.session.scalars(select(KitRevision.number)).all() == [1]

    done = publish(app, folder)
    assert done.stdout.splitlines() == ["sample-kit: revision 2 published", *said]
    assert run(app, "publish", folder, "--dry-run").stdout == "sample-kit: nothing to change\n"


def test_a_fact_that_changes_a_release_is_told(app: Flask, folder: Path) -> None:
    publish(app, folder)
    edit(folder, "facts.toml", "7 <b>", "8 <b>")
    explain(folder, "แก้ไขตัวเลข · A figure mended")

    assert publish(app, folder).stdout.splitlines()[1:] == [
        "  changed  CHANGELOG.md",
        "  changed  facts.toml",
        "  release  01-launch: changed",
    ]


def test_export_gives_the_bytes_back_and_publishing_them_changes_nothing(
    app: Flask, folder: Path, tmp_path: Path
) -> None:
    add_photo(folder)
    put(folder, "CHANGELOG.md", "\ufeff# Changes\r\n\r\nNone.\r\n")  # as some editors save a text
    publish(app, folder)
    target = tmp_path / "out" / SLUG

    done = run(app, "export", SLUG, target)

    assert done.output == f"sample-kit: revision 1 written, {len(bytes_of(folder))} files\n"
    assert bytes_of(target) == bytes_of(folder)
    assert "documents/ข้อมูล น้ำ.txt" in bytes_of(target)
    assert run(app, "publish", target).output == "sample-kit: nothing to change\n"


def test_a_former_revision_is_exported_by_its_number(app: Flask, folder: Path, tmp_path: Path) -> None:
    publish(app, folder)
    first = bytes_of(folder)
    put(folder, "documents/ข้อมูล น้ำ.txt", "ใหม่\n")
    publish(app, folder)

    assert run(app, "export", SLUG, tmp_path / "a", "--revision", 1).exit_code == 0
    assert run(app, "export", SLUG, tmp_path / "b").exit_code == 0

    assert (bytes_of(tmp_path / "a"), bytes_of(tmp_path / "b")) == (first, bytes_of(folder))


def test_export_writes_over_nothing(app: Flask, folder: Path, tmp_path: Path) -> None:
    publish(app, folder)
    (tmp_path / "full").mkdir()
    put(tmp_path / "full", "mine.txt", "mine")

    done = run(app, "export", SLUG, tmp_path / "full")

    assert done.exit_code == 1
    assert "is not empty" in done.stderr
    assert bytes_of(tmp_path / "full") == {"mine.txt": b"mine"}


def test_export_with_a_dead_store_leaves_no_half_folder(app: Flask, folder: Path, tmp_path: Path) -> None:
    publish(app, folder)
    live = app.extensions[EXTENSION]
    app.extensions[EXTENSION] = S3Store(
        endpoint_url="http://127.0.0.1:9", bucket="none", region="us-east-1", access_key="a", secret_key="b"
    )

    done = run(app, "export", SLUG, tmp_path / "out" / SLUG)

    app.extensions[EXTENSION] = live
    assert (done.exit_code, list((tmp_path / "out").iterdir())) == (1, [])
    assert "Nothing was written." in done.stderr


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("other",), "there is no published kit 'other'; there are: sample-kit"),
        ((SLUG, "--revision", "2"), "sample-kit has no revision 2; the newest is 1"),
    ],
)
def test_what_is_not_there_is_not_exported(
    app: Flask, folder: Path, tmp_path: Path, asked: tuple[str, ...], said: str
) -> None:
    publish(app, folder)

    done = run(app, "export", asked[0], tmp_path / "x", *asked[1:])

    assert (done.exit_code, (tmp_path / "x").exists()) == (1, False)
    assert done.stderr == f"Error: {said}\n"


def test_export_says_so_when_the_clock_was_moved_since(app: Flask, folder: Path, tmp_path: Path) -> None:
    publish(app, folder)
    kit = db.session.scalars(select(Kit)).one()
    kit.embargo_until = kit.embargo_until.replace(year=2031)
    db.session.commit()

    done = run(app, "export", SLUG, tmp_path / "out" / SLUG)

    assert done.exit_code == 0
    assert "it says 2031-01-02T09:00:00+07:00, this folder 2030-01-02T09:00:00+07:00" in done.stderr
    assert run(app, "publish", tmp_path / "out" / SLUG).output == "sample-kit: nothing to change\n"


def test_export_of_what_was_published_before_folders_were_kept(app: Flask, folder: Path, tmp_path: Path) -> None:
    publish(app, folder)
    db.session.execute(delete(RevisionFile))
    db.session.commit()

    assert "its folder was not kept" in run(app, "export", SLUG, tmp_path / SLUG).stderr


def draft() -> KitDraft:
    db.session.rollback()
    kit = db.session.scalars(select(Kit)).one()
    found = open_draft_of(kit.id)
    assert found is not None
    return found


def test_a_new_kit_can_begin_as_a_draft_that_readers_know_nothing_of(app: Flask, folder: Path) -> None:
    done = run(app, "publish", folder, "--draft")

    assert done.stdout.startswith("sample-kit: in the draft, to be reviewed in the studio\n  added    CHANGELOG.md\n")
    assert {file.path for file in draft_files(draft().id)} == bytes_of(folder).keys()
    assert draft().kit.current_number == 0
    assert db.session.scalars(select(KitRevision)).all() == []
    assert app.test_client().get(f"/kits/{SLUG}").status_code == 404
    assert publish(app, folder).output.splitlines()[0] == "sample-kit: revision 1 published"


def test_a_folder_goes_into_the_draft_and_not_to_the_readers(app: Flask, folder: Path) -> None:
    publish(app, folder)
    assert run(app, "publish", folder, "--draft").output == "sample-kit: nothing to change\n"
    edit(folder, TEXT, "Launch", "Lift-off")
    put(folder, "documents/ข้อมูล น้ำ.txt", "ใหม่\n")

    done = run(app, "publish", folder, "--draft")

    assert done.stdout.splitlines()[1:] == ["  changed  documents/ข้อมูล น้ำ.txt", f"  changed  {TEXT}"]
    held = {file.path: file for file in draft_files(draft().id)}
    assert held[TEXT].text == (folder / TEXT).read_text("utf-8")
    assert held["documents/ข้อมูล น้ำ.txt"].size == len("ใหม่\n".encode())
    assert draft().kit.current_number == 1
    # Once more, after another change: what came from here before is nobody's work that could be lost.
    edit(folder, TEXT, "Lift-off", "Take-off")
    assert run(app, "publish", folder, "--draft").stdout.splitlines()[1:] == [f"  changed  {TEXT}"]


def test_what_somebody_wrote_in_the_draft_is_not_undone_unasked(app: Flask, folder: Path, store: ObjectStore) -> None:
    publish(app, folder)
    editor = By(people.staff(app, Role.EDITOR, now()).account_id, "Editor")
    with db_transaction():
        opened = drafting.open_draft(db.session.scalars(select(Kit)).one(), store, by=editor, at=now())
        drafting.write_text(opened, TEXT, "written in the studio", seen=1, by=editor, at=now())
    edit(folder, "CHANGELOG.md", "No corrections", "None")

    refused = run(app, "publish", folder, "--draft")

    assert refused.exit_code == 1
    assert f"the draft holds what this folder does not know of: {TEXT}" in refused.stderr
    assert draft_text() == "written in the studio"
    assert run(app, "publish", folder, "--draft", "--overwrite").exit_code == 0
    assert draft_text() == (folder / TEXT).read_text("utf-8")


def draft_text() -> str | None:
    file = draft_file(draft().id, TEXT)
    assert isinstance(file, DraftFile)
    return file.text


def test_a_kit_that_was_published_from_the_studio_is_left_alone_where_that_is_asked(app: Flask, folder: Path) -> None:
    publish(app, folder)
    edit(folder, TEXT, "Launch", "Lift-off")
    run(app, "publish", folder, "--draft")
    ready = draft()
    drafting.move(ready, DraftState.APPROVED)
    drafting.move(ready, DraftState.PUBLISHED)
    ready.closed_at = now()
    db.session.commit()

    done = run(app, "publish", folder, "--keep-studio")

    assert done.output == "sample-kit: left as it is, it was published from the studio\n"
    assert db.session.scalars(select(KitRevision.number)).all() == [1]
