"""`kits publish` against the real store: whole or not at all, and nothing when nothing changed."""

import csv
import hashlib
import io
import os
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from config import ROOT
from press.audit.models import AuditEntry
from press.clock import now
from press.db import db
from press.kits.bundle import bundled
from press.kits.models import Asset, AssetEntry, AssetRevision, Kit, KitRevision
from press.kits.source.reader import read_kit
from press.kits.states import AssetKind
from press.storage.s3 import S3Store
from press.storage.store import EXTENSION, ObjectStore
from tests.kits.folders import SVG, edit, explain, put
from tests.kits.pictures import add_photo
from tests.support import people


def publish(app: Flask, folder: Path) -> Result:
    db.session.rollback()
    return app.test_cli_runner().invoke(args=["kits", "publish", str(folder)])


def rows(model: type) -> int:
    db.session.rollback()  # what another session has committed
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def newest(path: str) -> AssetRevision:
    found = select(AssetRevision).join(AssetRevision.asset).where(Asset.path == path)
    return db.session.scalars(found.order_by(AssetRevision.number.desc())).first()


@pytest.mark.usefixtures("in_app", "store")
def test_publish_stores_every_file_and_makes_a_revision(app: Flask, folder: Path, store: ObjectStore) -> None:
    done = publish(app, folder)

    assert (done.exit_code, done.output.splitlines()[0]) == (0, "sample-kit: revision 1 published")
    revision = db.session.scalars(select(KitRevision)).one()
    assert revision.kit.current_number == 1
    # A release in two languages as three files each, a document, two logos with two renditions each, a zip for each
    # audience.
    paths = [entry.asset.path for entry in db.session.scalars(select(AssetEntry).order_by(AssetEntry.position))]
    assert paths == [
        *(f"releases/01-launch/{name}" for name in ("th.pdf", "th.docx", "th.txt", "en.pdf", "en.docx", "en.txt")),
        "documents/ข้อมูล น้ำ.txt",
        "assets/logo/mark-en.svg",
        "assets/logo/mark-en.svg@png-64",
        "assets/logo/mark-en.svg@png-128",
        "assets/logo/mark-open.svg",
        "assets/logo/mark-open.svg@png-64",
        "assets/logo/mark-open.svg@png-128",
        "zips/all@accredited",
        "zips/all@public",
    ]
    for held in db.session.scalars(select(AssetRevision)):
        with store.get(held.storage_key) as stored:
            body = stored.read()
        assert hashlib.sha256(body).hexdigest() == held.sha256
        assert len(body) == held.size
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.subject == "kit:sample-kit")).one()
    assert (entry.action, entry.subject, entry.actor) == ("kit.published", "kit:sample-kit", "command line")


@pytest.mark.usefixtures("in_app", "store")
def test_renditions_are_as_wide_as_they_say(app: Flask, folder: Path, store: ObjectStore) -> None:
    publish(app, folder)

    with store.get(newest("assets/logo/mark-en.svg@png-128").storage_key) as stored:
        png = stored.read()
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(png[16:20], "big") == 128


class Untouched:
    """A store that nobody may ask for anything."""

    def __getattr__(self, name: str) -> None:
        raise AssertionError(f"the store was asked to {name}")


@pytest.mark.usefixtures("in_app", "store")
def test_again_without_change_does_nothing(app: Flask, folder: Path) -> None:
    publish(app, folder)
    before = [rows(model) for model in (KitRevision, AssetRevision, AssetEntry, AuditEntry)]
    app.extensions[EXTENSION] = Untouched()

    done = publish(app, folder)

    assert (done.exit_code, done.output) == (0, "sample-kit: nothing to change\n")
    assert [rows(model) for model in (KitRevision, AssetRevision, AssetEntry, AuditEntry)] == before


@pytest.mark.usefixtures("in_app", "store")
def test_only_what_changed_gets_a_new_revision(app: Flask, folder: Path) -> None:
    publish(app, folder)
    refs = {asset.path: asset.ref for asset in db.session.scalars(select(Asset))}
    put(folder, "assets/logo/mark-en.svg", SVG.replace("#0b3d91", "#a3121b"))

    publish(app, folder)

    assert {held.asset.path for held in db.session.scalars(select(AssetRevision).where(AssetRevision.number == 2))} == {
        "assets/logo/mark-en.svg",
        "assets/logo/mark-en.svg@png-64",
        "assets/logo/mark-en.svg@png-128",
        "zips/all@accredited",
    }
    assert {asset.path: asset.ref for asset in db.session.scalars(select(Asset))} == refs


@pytest.mark.usefixtures("in_app", "store")
def test_dead_store_changes_nothing(app: Flask, folder: Path) -> None:
    live = app.extensions[EXTENSION]
    app.extensions[EXTENSION] = S3Store(
        endpoint_url="http://127.0.0.1:9", bucket="none", region="us-east-1", access_key="a", secret_key="b"
    )

    done = publish(app, folder)

    assert done.exit_code == 1
    assert "Nothing was changed." in done.output
    assert rows(Kit) == rows(Asset) == rows(KitRevision) == 0
    app.extensions[EXTENSION] = live
    assert publish(app, folder).exit_code == 0


@pytest.mark.usefixtures("in_app", "store")
def test_broken_folder_changes_nothing(app: Flask, folder: Path) -> None:
    publish(app, folder)
    edit(folder, "kit.toml", "+07:00", "")

    done = publish(app, folder)

    assert done.exit_code == 1
    assert done.stderr == (
        f"{folder}/kit.toml:5: available_from needs a date, a time and an offset, such as 2019-03-11T09:00:00+07:00\n"
    )
    assert rows(KitRevision) == 1


@pytest.mark.usefixtures("in_app", "store")
def test_fault_in_the_transaction_undoes_all_of_it(app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("press.kits.services.publishing.record", fail)
    assert publish(app, folder).exit_code == 1
    monkeypatch.undo()

    assert rows(Kit) == rows(KitRevision) == rows(Asset) == rows(AssetRevision) == 0
    assert publish(app, folder).output.startswith("sample-kit: revision 1 published\n")


@pytest.mark.usefixtures("in_app")
def test_event_that_is_not_there(app: Flask, folder: Path) -> None:
    edit(folder, "kit.toml", 'event = "smart-city-thailand-takeoff"', 'event = "other"')

    done = publish(app, folder)

    assert done.exit_code == 1
    assert done.stderr.startswith(f"{folder}/kit.toml:2: there is no event 'other' yet")


@pytest.mark.usefixtures("in_app", "store")
def test_a_kit_stays_with_its_event(app: Flask, folder: Path) -> None:
    publish(app, folder)
    other = people.another_event(app)
    edit(folder, "kit.toml", 'event = "smart-city-thailand-takeoff"', f'event = "{other}"')

    done = publish(app, folder)

    assert done.exit_code == 1
    assert done.stderr == f"{folder}/kit.toml:2: the kit is one of smart-city-thailand-takeoff, and stays there\n"
    assert rows(KitRevision) == 1


@pytest.mark.usefixtures("in_app", "store")
def test_embargo_moves_later_never_earlier(app: Flask, folder: Path) -> None:
    publish(app, folder)
    edit(folder, "kit.toml", "embargo_until = 2030-01-02T09:00:00", "embargo_until = 2030-01-02T08:59:59")

    earlier = publish(app, folder)

    assert earlier.exit_code == 1
    assert earlier.stderr.startswith(f"{folder}/kit.toml:6: embargo_until would move earlier")
    assert rows(KitRevision) == 1
    edit(folder, "kit.toml", "2030-01-02T08:59:59", "2030-01-02T09:00:01")
    assert publish(app, folder).output.startswith("sample-kit: revision 2 published\n")
    lifts = [one.embargo_until for one in db.session.scalars(select(KitRevision).order_by(KitRevision.number))]
    assert lifts[1] - lifts[0] == timedelta(seconds=1)


@pytest.mark.usefixtures("in_app", "store")
@pytest.mark.parametrize("options", [(), ("--dry-run",), ("--draft",)])
def test_what_has_lifted_is_never_put_under_embargo_again(app: Flask, folder: Path, options: tuple[str, ...]) -> None:
    for day in ("01", "02"):
        edit(folder, "kit.toml", f"2030-01-{day}T09:00:00+07:00", "2019-03-11T09:00:00+07:00")
    publish(app, folder)
    edit(folder, "kit.toml", "embargo_until = 2019-03-11T09:00:00", "embargo_until = 2999-01-01T09:00:00")

    later = app.test_cli_runner().invoke(args=["kits", "publish", str(folder), *options])

    assert later.exit_code == 1
    assert later.stderr.startswith(
        f"{folder}/kit.toml:6: the kit lifted at 2019-03-11T09:00:00+07:00, and what was published"
    )
    assert rows(KitRevision) == 1
    assert db.session.scalars(select(Kit)).one().has_lifted(now())


@pytest.mark.usefixtures("in_app", "store")
def test_check_tells_faults_and_asks_neither_store_nor_database(app: Flask, folder: Path) -> None:
    edit(folder, "releases/01-launch/en.md", "cities", "towns")
    app.extensions[EXTENSION] = Untouched()

    done = app.test_cli_runner().invoke(args=["kits", "check", str(folder)])

    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.startswith(f"{folder}/releases/01-launch/en.md:8: unknown fact {{{{ towns }}}}")


def zip_of(folder: Path, path: str = "zips/all@accredited") -> bytes:
    with bundled(read_kit(folder)[0]) as pieces:
        piece = next(piece for piece in pieces if piece.path == path)
        with piece.open() as body:
            return body.read()


def test_same_content_gives_the_same_zip(folder: Path, tmp_path: Path) -> None:
    first = zip_of(folder)
    for path in sorted(folder.rglob("*"), reverse=True):  # other times, another order on the disk
        if path.is_file():
            path.write_bytes(path.read_bytes())
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    folder.rename(moved / folder.name)

    assert zip_of(moved / folder.name) == first


def test_another_process_gives_the_same_zip(folder: Path) -> None:
    """Nothing that this process remembers of a PDF, no order of its hashes and no clock of its own stands in it."""
    program = "import sys, tests.kits.test_publish as t; sys.stdout.buffer.write(t.zip_of(t.Path(sys.argv[1])))"

    made = subprocess.run(
        [sys.executable, "-c", program, str(folder)],
        check=True,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "America/New_York", "SOURCE_DATE_EPOCH": "1000000000"},
    )

    assert hashlib.sha256(made.stdout).hexdigest() == hashlib.sha256(zip_of(folder)).hexdigest()


def test_zip_holds_each_release_as_the_files_of_the_download_page(folder: Path) -> None:
    with bundled(read_kit(folder)[0]) as pieces:
        offered = {
            f"releases/01-launch.{piece.path.rpartition('/')[2]}": piece.open().read()
            for piece in pieces
            if piece.kind is AssetKind.TEXT
        }
        whole = next(piece for piece in pieces if piece.path == "zips/all@accredited").open().read()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        held = {name: archive.read(name) for name in archive.namelist() if name.startswith("releases/")}
        sums = archive.read("SHA256SUMS.txt").decode().splitlines()

    assert sorted(held) == [
        f"releases/01-launch.{language}.{ending}" for language in ("en", "th") for ending in ("docx", "pdf", "txt")
    ]
    assert held == offered
    assert {f"{hashlib.sha256(body).hexdigest()}  {name}" for name, body in held.items()} < set(sums)


def test_zip_holds_everything_under_plain_names(folder: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(zip_of(folder))) as archive:
        assert archive.testzip() is None
        members = archive.infolist()
        names = [member.filename for member in members]
        sums = archive.read("SHA256SUMS.txt").decode().splitlines()
        sheet = list(csv.reader(io.StringIO(archive.read("CREDITS.csv").decode("utf-8-sig"))))
        text = archive.read("releases/01-launch.th.txt").decode()
        hashes = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in names}

    assert names[:-1] == sorted(names[:-1])
    assert names[-1] == "SHA256SUMS.txt"
    assert all(name.isascii() for name in names)
    assert {"README.th.txt", "README.en.txt", "documents/facts-th.txt", "logo/png/mark-en-128.png"} <= set(names)
    assert {"licences/texts.th.txt", "licences/mark.en.txt", "logo/USAGE.th.txt"} <= set(names)
    assert {member.compress_type for member in members} == {zipfile.ZIP_STORED}
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    assert sums == [f"{hashes[name]}  {name}" for name in names[:-1]]
    assert text.startswith("ห้ามเผยแพร่ก่อน")
    assert "\n\nเปิดตัว\n\nBANGKOK" in text
    assert [row[1] for row in sheet if row[0] == "documents/facts-th.txt"] == ["'=cmd|' /C calc'!A0"]


def test_zip_for_everyone_holds_the_open_part_only(folder: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(zip_of(folder, "zips/all@public"))) as archive:
        names = archive.namelist()

    assert "logo/svg/mark-open.svg" in names
    assert not [name for name in names if name.startswith(("releases/", "documents/")) or "mark-en" in name]
    assert not [name for name in names if name.startswith("licences/texts")]


@pytest.mark.usefixtures("in_app", "store")
def test_a_picture_is_drawn_once(app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_photo(folder)
    edit(folder, "kit.toml", '"documents", "logo"', '"documents", "photos", "logo"')
    publish(app, folder)
    first = zip_of(folder)
    edit(folder, "releases/01-launch/en.md", "Launch", "Lift-off")
    explain(folder, "แก้ไขถ้อยคำ · Wording mended")

    def fail(*_arguments: object) -> bytes:
        raise RuntimeError("this was drawn before")

    monkeypatch.setattr("press.kits.renditions.png_of", fail)
    monkeypatch.setattr("press.kits.darkroom.PROGRAM", "nowhere")
    assert publish(app, folder).output.startswith("sample-kit: revision 2 published\n")
    monkeypatch.undo()

    drawn = select(AssetRevision.number).join(AssetRevision.asset).where(Asset.rendition_of_id.is_not(None))
    assert set(db.session.scalars(drawn)) == {1}
    # The zip, which needs their bytes, is what it would be if they had been drawn anew.
    assert newest("zips/all@accredited").sha256 == hashlib.sha256(zip_of(folder)).hexdigest()
    assert first != zip_of(folder)


@pytest.mark.usefixtures("in_app", "store")
def test_a_photo_whose_rights_are_worded_anew_is_drawn_again(app: Flask, folder: Path) -> None:
    add_photo(folder)
    publish(app, folder)
    edit(folder, "assets/photos/photos.toml", 'credit = "กรมตัวอย่าง', 'credit = "สำนักงานตัวอย่าง')
    publish(app, folder)

    photo = "assets/photos/square.jpg"
    assert [newest(path).number for path in (photo, f"{photo}@jpg-800", f"{photo}@jpg-1200")] == [1, 2, 2]
