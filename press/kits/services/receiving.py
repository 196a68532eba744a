"""Files on their way into a draft: handed in by somebody, checked by the worker, entered with a table of their own."""

import hashlib
import re
import unicodedata
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from press.audit.services import By
from press.db import db
from press.kits.models import DraftUpload, KitDraft
from press.kits.queries.kept import draft_file
from press.kits.queries.writing import draft_text, licences_in, manifest_of, rows_of
from press.kits.services.drafting import put_file, write_text
from press.kits.services.writing import add_row
from press.kits.source.files import clean_name
from press.kits.source.parts import DOCUMENTS, LOGO, PARTS, PHOTOS
from press.kits.source.writing import toml_lines
from press.kits.states import Colour, Language, Layout, MarkKind
from press.uploads.models import Upload
from press.uploads.services.receiving import begin
from press.uploads.services.settling import delete
from press.uploads.states import UploadState

CHECKED = "kits.file_checked"  # the job when a file's check has ended
PNG_WIDTHS = [512, 1024, 2048]
MOST_BYTES_OF_NAME = 200  # without the ending; systems take 255 in all
_NOT_PLAIN = re.compile(r"[^a-z0-9.]+")


def subject_of(draft: KitDraft) -> str:
    return f"draft:{draft.id}"


def begin_file(draft: KitDraft, part: str, *, name: str, size: int, sha256: str, by: By, at: datetime) -> Upload:
    """Begins a file for this part of the draft. Raises FileRefused, TooManyFiles."""
    upload = begin(subject=subject_of(draft), purpose=part, name=name, size=size, sha256=sha256, told=CHECKED, at=at)
    if db.session.get(DraftUpload, upload.id) is None:
        db.session.add(DraftUpload(upload_id=upload.id, draft_id=draft.id, by_id=by.account_id))
        db.session.flush()
    return upload


def enter(coming: DraftUpload, *, by: By, at: datetime) -> None:
    """The file has been found good and lies in the store under its content: it becomes a file of the draft, in place
    of one of the same name, or with a table of its own that says no more than is known: its titles, and the licence
    of a photo, are for people to give."""
    upload, draft = coming.upload, coming.draft
    part = upload.purpose
    name = _file_name(part, upload.name)
    put_file(draft, f"{PARTS[part].folder}/{name}", sha256=upload.sha256, size=upload.size, by=by, at=at)
    if name not in {row.get("path") for row in rows_of(draft.id, part)}:
        if part == LOGO and draft_file(draft.id, PARTS[LOGO].path) is None:
            _begin_pack(draft, by, at)
        add_row(draft, part, _known(draft, part, name), by=by, at=at)
    dismiss(coming, at=at)


def dismiss(coming: DraftUpload, *, at: datetime) -> None:
    """Nothing more is to be said of this upload."""
    upload = coming.upload
    db.session.delete(coming)
    db.session.flush()
    if upload.state in {UploadState.CLEAN, UploadState.REFUSED}:
        delete(upload, at=at)


def _file_name(part: str, name: str) -> str:
    """As it is called in the folder, its ending in small letters; logos are called in plain ASCII."""
    if part == LOGO:
        return plain_ascii(name)
    path = PurePosixPath(clean_name(name))
    return f"{_short(path.stem)}{path.suffix.lower()}"


def _short(stem: str) -> str:
    """A name that a folder on a disk can hold, which counts bytes: a Thai letter has three. What is cut leaves a mark
    of its own, so that two long names stay two."""
    whole = stem.encode("utf-8")
    if len(whole) <= MOST_BYTES_OF_NAME:
        return stem
    return f"{whole[:MOST_BYTES_OF_NAME].decode('utf-8', 'ignore').rstrip()}-{hashlib.sha256(whole).hexdigest()[:8]}"


def plain_ascii(name: str) -> str:
    """A name of a–z, 0–9, dots and hyphens with the same ending."""
    path = PurePosixPath(name)
    letters = unicodedata.normalize("NFKD", path.stem).encode("ascii", "ignore").decode().lower()
    return f"{_NOT_PLAIN.sub('-', letters).strip('-.') or 'file'}{path.suffix.lower()}"


def _known(draft: KitDraft, part: str, name: str) -> dict[str, Any]:
    nothing = {"th": "", "en": ""}
    known: dict[str, Any] = {"path": name}
    if part != LOGO:
        known["ascii_name"] = _free_ascii_name(draft, part, plain_ascii(name))
    if part == LOGO:
        known |= {"layout": Layout.HORIZONTAL.value, "colour": Colour.FULL.value}
    if part != PHOTOS:
        known["language"] = Language.NONE.value
    if part != LOGO:
        known["credit"] = ""
    if part == PHOTOS:
        known |= {"licence": "", "creator": "", "copyright": ""}
    known["title"] = nothing
    if part != DOCUMENTS:
        known["alt"] = nothing
    if part == PHOTOS:
        known["caption"] = nothing
    return known


def _free_ascii_name(draft: KitDraft, part: str, wanted: str) -> str:
    taken = {row.get("ascii_name") or row.get("path") for row in rows_of(draft.id, part)}
    path = PurePosixPath(wanted)
    numbered = (f"{path.stem}-{number}{path.suffix}" for number in range(2, len(taken) + 3))
    return next(name for name in (wanted, *numbered) if name not in taken)


def _licence(draft: KitDraft) -> str:
    licences = licences_in(draft.id)
    return str(manifest_of(draft.id).get("licence") or next(iter(licences), ""))


def _begin_pack(draft: KitDraft, by: By, at: datetime) -> None:
    """A logo pack begins with its first file: what is not known stays empty, and is found by the check."""
    pack = {
        "kind": MarkKind.PROGRAMME_MARK.value,
        "sample": False,
        "licence": _licence(draft),
        "credit": "",
        "renditions": {"png": PNG_WIDTHS},
        "title": {"th": "ชุดตราสัญลักษณ์", "en": "Logo pack"},
    }
    write_text(draft, PARTS[LOGO].path, f"[pack]\n{toml_lines(pack)}\n", seen=0, by=by, at=at)
    for language, title in (("th", "วิธีใช้ตราสัญลักษณ์"), ("en", "How to use the logo")):
        path = f"{PARTS[LOGO].folder}/usage.{language}.md"
        if not draft_text(draft.id, path):
            write_text(draft, path, f'+++\ntitle = "{title}"\n+++\n', seen=0, by=by, at=at)
