"""Files come into a draft through quarantine: each is what it says, or is refused with the reason."""

import hashlib
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from press.accounts.states import Role
from press.clock import now
from press.kits.queries import draft_file, draft_files, kit_row, open_draft_of
from press.kits.source.reader import read_kit
from press.kits.source.writing import values_of
from press.storage.keys import content_key
from press.storage.s3 import S3Store
from tests.kits.folders import DOCUMENTS, PACK, SLUG, SVG, put
from tests.kits.pictures import PHOTOS, add_photo, jpeg, pdf_with
from tests.kits.test_publish import publish
from tests.support import files, people
from tests.support.browser import Browser, Page
from tests.support.people import Person

pytestmark = pytest.mark.sqlite_only


@pytest.fixture
def hand_in(kit: str, editor: Person, deliver: Callable[[], int]) -> Callable[..., Page]:
    """Hands a file in by the ordinary form, and lets the worker look into it."""

    def send(part: str, name: str, body: bytes) -> Page:
        form = editor.browser.get(f"{kit}/files").form(f"/files/{part}")
        data = {"csrf_token": form.fields["csrf_token"], "file": (BytesIO(body), name)}
        answer = editor.browser.post(form.action, data, content_type="multipart/form-data")
        assert answer.status == 303, answer.text
        deliver()
        return editor.browser.get(f"{kit}/files")

    return send


def paths(app: Flask) -> dict[str, str]:
    """Every file of the draft with the SHA-256 of its content."""
    with app.app_context():
        kit = kit_row(SLUG)
        assert kit is not None
        draft = open_draft_of(kit.id)
        assert draft is not None
        return {file.path: file.sha256 for file in draft_files(draft.id)}


def test_a_good_file_is_kept_untouched_and_listed(
    app: Flask, store: S3Store, hand_in: Callable[..., Page], text_of: Callable[..., str]
) -> None:
    body = files.jpeg(60, 40)
    page = hand_in("photos", "ภาพ เปิดงาน.jpg", body)
    assert "ภาพ เปิดงาน" in page.text
    assert "no credit line yet" in page.text
    digest = hashlib.sha256(body).hexdigest()
    assert paths(app)["assets/photos/ภาพ เปิดงาน.jpg"] == digest
    with store.get(content_key(digest)) as kept:
        assert kept.read() == body
    [row] = values_of(text_of("assets/photos/photos.toml"))["files"]
    assert row["title"] == {"th": "", "en": ""}
    assert row["licence"] == ""
    assert "no title yet" in page.text
    assert "no licence yet" in page.text


def test_a_name_that_no_disk_holds_is_cut(app: Flask, kit: str, editor: Person, hand_in: Callable[..., Page]) -> None:
    for number, ending in enumerate(("หนึ่ง", "สอง")):
        hand_in("documents", f"{'ข้อมูล' * 30}{ending}.txt", f"{number}".encode())

    added = [path for path in paths(app) if path.startswith("documents/ข้อมูลข้อมูล")]
    assert len(added) == 2
    assert max(len(path.removeprefix("documents/").encode()) for path in added) <= 255
    page = editor.browser.get(f"{kit}/review")
    assert editor.browser.send(page, "/review/check").status == 303


def test_what_is_said_of_a_file_is_written_into_its_list(
    kit: str, editor: Person, hand_in: Callable[..., Page], text_of: Callable[..., str]
) -> None:
    hand_in("photos", "opening.jpg", files.jpeg(60, 40))
    page = editor.browser.get(f"{kit}/lists/photos/0")
    said = {
        "title_th": "เปิดงาน",
        "title_en": "The opening",
        "licence": "mark",
        "credit": "Agency / Ann",
        "alt_en": "A hall",
        "creator": "Ann",
        "caption_en": "Opened.",
    }
    for needed, words in {"title_en": "Enter the title in English", "licence": "whose terms cover pictures."}.items():
        refused = editor.browser.send(page, "/lists/photos/0", **{**said, needed: ""})
        assert refused.status == 422
        assert words in refused.text
    assert "The file is called opening.jpg" in page.text
    assert editor.browser.send(page, "/lists/photos/0", **said).status == 303
    [row] = values_of(text_of("assets/photos/photos.toml"))["files"]
    assert (row["title"]["th"], row["credit"], row["alt"]["en"]) == ("เปิดงาน", "Agency / Ann", "A hall")
    assert (row["creator"], row["caption"]["en"], "usable_until" in row) == ("Ann", "Opened.", False)


def test_a_file_of_the_same_name_takes_its_place(
    app: Flask, hand_in: Callable[..., Page], text_of: Callable[..., str]
) -> None:
    hand_in("documents", "ข้อมูล น้ำ.txt", "ใหม่\n".encode())
    assert paths(app)["documents/ข้อมูล น้ำ.txt"] == hashlib.sha256("ใหม่\n".encode()).hexdigest()
    assert text_of("documents/documents.toml") == DOCUMENTS
    hand_in("logo", "mark-EN.svg", SVG.replace("#0b3d91", "#123456").encode())
    assert text_of("assets/logo/pack.toml") == PACK
    hand_in("logo", "Mark New.svg", SVG.encode())
    assert values_of(text_of("assets/logo/pack.toml"))["files"][2]["path"] == "mark-new.svg"


@pytest.mark.parametrize(
    ("part", "name", "body", "reason"),
    [
        ("photos", "photo.jpg", b"MZ\x90\x00 a program", "The content is not what the file's name says."),
        ("photos", "photo.jpg", b"\xff\xd8\xff but no picture", "The file is damaged or incomplete."),
        ("photos", "page.pdf", b"%PDF-1.4", "Files of this type are not accepted here."),
        ("documents", "all.zip", b"PK\x03\x04", "Files of this type are not accepted here."),
        ("documents", "words.txt", b"\xff\xfe\x00", "The content is not what the file's name says."),
        ("documents", "speech.pdf", b"<html>", "The content is not what the file's name says."),
        ("logo", "mark.svg", SVG.replace("<path", "<script>1</script><path").encode(), "The SVG holds what a kit"),
        ("logo", "mark.svg", b"\x89PNG\r\n\x1a\n", "The content is not what the file's name says."),
        ("photos", "photo.jpg", jpeg((60, 40), located=True), "The picture, or one inside the PDF, tells where"),
        ("documents", "scan.pdf", pdf_with(jpeg((60, 40), located=True)), "The picture, or one inside the PDF, tells"),
        ("documents", "scan.jpg", jpeg((60, 40), located=True), "The picture, or one inside the PDF, tells where"),
    ],
)
def test_what_is_not_what_it_says_is_refused_with_the_reason(
    app: Flask, kit: str, editor: Person, hand_in: Callable[..., Page], part: str, name: str, body: bytes, reason: str
) -> None:
    before = paths(app)
    page = hand_in(part, name, body)
    assert f"Refused: {name}" in page.text
    assert reason in page.text
    assert paths(app) == before
    assert editor.browser.send(page, "/dismiss").status == 303
    assert "Refused" not in editor.browser.get(f"{kit}/files").text


def test_a_file_goes_with_its_entry(app: Flask, kit: str, editor: Person, text_of: Callable[..., str]) -> None:
    page = editor.browser.get(f"{kit}/files")
    assert editor.browser.send(page, "/lists/logo/0/move", to="down").status == 303
    page = editor.browser.get(f"{kit}/files")
    assert editor.browser.send(page, "/lists/logo/1/remove").status == 303
    assert [row["path"] for row in values_of(text_of("assets/logo/pack.toml"))["files"]] == ["mark-open.svg"]
    assert "assets/logo/mark-en.svg" not in paths(app)


def test_a_script_sends_it_in_pieces_and_waits_until_it_is_in_the_draft(
    app: Flask, kit: str, editor: Person, deliver: Callable[[], int]
) -> None:
    body = files.jpeg(900, 700, quality=95)
    token = {"X-CSRFToken": editor.browser.token()}
    announced = {"name": "hall.jpg", "size": len(body), "sha256": hashlib.sha256(body).hexdigest()}
    begun = editor.browser.post(f"{kit}/files/photos/uploads", json=announced, headers=token).json
    for number in range(begun["piece_count"]):
        part = body[number * begun["piece_bytes"] : (number + 1) * begun["piece_bytes"]]
        headers = {**token, "X-Piece-SHA256": hashlib.sha256(part).hexdigest()}
        sent = editor.browser.post(
            f"{kit}/uploads/{begun['key']}/pieces/{number}",
            part,
            content_type="application/octet-stream",
            headers=headers,
        )
        assert sent.status == 200
    assert editor.browser.get(f"{kit}/uploads/{begun['key']}").json["state"] == "quarantined"
    deliver()
    assert editor.browser.get(f"{kit}/uploads/{begun['key']}").json["state"] == "deleted"  # it lies in the draft now
    assert "assets/photos/hall.jpg" in paths(app)


def test_a_file_for_a_draft_that_is_gone_changes_nothing(
    app: Flask, kit: str, editor: Person, deliver: Callable[[], int]
) -> None:
    form = editor.browser.get(f"{kit}/files").form("/files/documents")
    data = {"csrf_token": form.fields["csrf_token"], "file": (BytesIO(b"late\n"), "late.txt")}
    assert editor.browser.post(form.action, data, content_type="multipart/form-data").status == 303
    assert editor.browser.send(editor.browser.get(f"{kit}/write"), "/write/discard").status == 303
    deliver()
    assert editor.browser.send(editor.browser.get(f"{kit}/write"), f"{kit}/write").status == 303
    with app.app_context():
        kit_found = kit_row(SLUG)
        assert kit_found is not None
        draft = open_draft_of(kit_found.id)
        assert draft is not None
        assert draft_file(draft.id, "documents/late.txt") is None


def test_what_is_uploaded_and_described_passes_the_check_of_folders(
    app: Flask, store: S3Store, kit: str, editor: Person, hand_in: Callable[..., Page], tmp_path: Path
) -> None:
    hand_in("documents", "Speech.TXT", b"Words.\n")
    hand_in("photos", "Hall.JPG", files.jpeg(60, 40))
    hand_in("logo", "Mark New.svg", SVG.encode())
    both = {f"{name}_{language}": "…" for name in ("title", "alt", "caption") for language in ("th", "en")}
    said = {"licence": "texts", "credit": "Agency", "creator": "Ann", "copyright": "Agency", **both}
    for entry in ("documents/1", "photos/0", "logo/2"):
        page = editor.browser.get(f"{kit}/lists/{entry}")
        assert editor.browser.send(page, f"/lists/{entry}", **said).status == 303
    folder = tmp_path / "again" / SLUG
    with app.app_context():
        row = kit_row(SLUG)
        draft = open_draft_of(row.id) if row else None
        assert draft is not None
        for file in draft_files(draft.id):
            with store.get(content_key(file.sha256)) if file.text is None else BytesIO(file.text.encode()) as body:
                put(folder, file.path, body.read())
    source, warnings = read_kit(folder)
    assert {file.relative for file in source.files()} >= {"documents/Speech.txt", "assets/logo/mark-new.svg"}
    assert [fault for fault in warnings if "photos" not in fault.file] == []


def test_whoever_approves_sees_pictures_and_documents_themselves(
    kit: str, editor: Person, other_editor: Person, hand_in: Callable[..., Page]
) -> None:
    picture = files.jpeg(60, 40)
    hand_in("photos", "ภาพ เปิดงาน.jpg", picture)
    hand_in("documents", "speech.txt", b"Good morning\n")
    for page in (other_editor.browser.get(f"{kit}/review"), other_editor.browser.get(f"{kit}/preview")):
        [shown] = re.findall(r'<img src="([^"]+/preview/assets/photos/[^"]+)"', page.html)
        answer = other_editor.browser.get(shown)
        assert (answer.status, answer.headers["Content-Type"]) == (200, "image/jpeg")
        assert answer.response.data == picture
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        [document] = [address for address in page.links if "/preview/documents/speech" in address]
        saved = other_editor.browser.get(document)
        assert saved.response.data == b"Good morning\n"
        assert saved.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("path", ["assets/logo/mark-en.svg", "assets/photos/opening.jpg"])
def test_a_picture_that_replaces_another_stands_beside_it(
    app: Flask, kit: str, editor: Person, other_editor: Person, hand_in: Callable[..., Page], tmp_path: Path, path: str
) -> None:
    folder, part = tmp_path / SLUG, path.split("/")[1]
    before, after = SVG.encode(), SVG.replace("#0b3d91", "#a3121b").encode()
    if part == "photos":
        before, after = jpeg((60, 40)), jpeg((40, 60))
        add_photo(folder, before, PHOTOS.replace("square.jpg", "opening.jpg"), "opening.jpg")
        with app.app_context():
            assert publish(app, folder).exit_code == 0
        page = editor.browser.get(f"{kit}/review")
        assert editor.browser.send(page, "/review/give-up").status == 303
        page = editor.browser.get(f"{kit}/write")
        assert editor.browser.send(page, f"{kit}/write").status == 303
    hand_in(part, path.rpartition("/")[2], after)

    page = other_editor.browser.get(f"{kit}/review")

    shown = re.findall(rf'<img src="([^"]+{path})"', page.html)
    assert [other_editor.browser.get(address).response.data for address in shown] == [before, after]
    assert re.search(r"Before: revision \d After: this draft", page.text)


def test_what_was_before_is_given_out_as_the_draft_is(app: Flask, kit: str, editor: Person, reporter: Person) -> None:
    address = f"{kit}/before/assets/logo/mark-en.svg"
    answer = editor.browser.get(address)
    assert (answer.status, answer.headers["Cache-Control"]) == (200, "private, no-store")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert editor.browser.get(f"{kit}/before/kit.toml").status == 404
    assert editor.browser.get(f"{kit}/before/assets/logo/none.svg").status == 404
    assert reporter.browser.get(address).status == 404
    elsewhere = people.staff(app, Role.EDITOR, now(), event=people.another_event(app))
    assert elsewhere.browser.get(address).status == 404
    assert Browser(app).get(address).location.startswith("/staff/sign-in")


def test_only_files_that_are_no_texts_are_given_out_and_only_to_editors(app: Flask, kit: str, editor: Person) -> None:
    address = f"{kit}/preview/assets/logo/mark-en.svg"
    assert editor.browser.get(address).status == 200
    assert editor.browser.get(f"{kit}/preview/kit.toml").status == 404
    assert editor.browser.get(f"{kit}/preview/assets/logo/none.svg").status == 404
    assert Browser(app).get(address).location.startswith("/staff/sign-in")
