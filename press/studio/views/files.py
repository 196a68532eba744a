"""Documents, photos and logos of the draft, and files on their way into it."""

from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import FileStorage

from press.clock import now
from press.db import db
from press.errors import Invalid, TooMany
from press.kits.errors import KitNotFound
from press.kits.models import DraftUpload, Kit, KitDraft
from press.kits.queries import draft_files
from press.kits.queries.writing import draft_version, rows_of, uploads_of_draft
from press.kits.services import receiving
from press.kits.source.parts import FILE_PARTS, PARTS
from press.storage.errors import StorageUnavailable
from press.studio import kit_words
from press.studio.views.blueprint import blueprint, kit_editors_only
from press.studio.views.opened import opened
from press.studio.waiting import all_waiting
from press.uploads import words as upload_words
from press.uploads.answers import announced, in_json, keep_whole, store_is_away, take_piece, told
from press.uploads.models import MOST_BYTES, Upload
from press.uploads.queries import upload_of
from press.uploads.services.receiving import CHECK
from press.uploads.states import UploadState
from press.web.bodies import takes_file
from press.web.limits import limited
from press.web.transaction import waits_outside

ON_THEIR_WAY = {UploadState.QUARANTINED, UploadState.CLEAN}  # received whole, and left to the worker


@blueprint.get("/<slug>/files")
@kit_editors_only
def files(slug: str) -> ResponseReturnValue:
    """What the draft holds of each sort."""
    return _page(*opened(slug))


@blueprint.post("/<slug>/files/<part>")
@limited("300/hour")
@takes_file(MOST_BYTES)
@waits_outside
@kit_editors_only
def add_file(slug: str, part: str) -> ResponseReturnValue:
    """Takes a file that came in an ordinary form."""
    _taken(part)
    opened(slug)
    by = current_user.by
    try:
        keep_whole(
            lambda name, size, sha256: receiving.begin_file(
                opened(slug)[1], part, name=name, size=size, sha256=sha256, by=by, at=now()
            ),
            lambda key: _upload(slug, key, for_update=True),
            request.files.get("file") or FileStorage(),
            lambda _upload: None,
        )
    except (Invalid, TooMany) as refusal:
        db.session.rollback()
        return _page(*opened(slug), {part: refusal.message}), refusal.status
    except StorageUnavailable:
        db.session.rollback()
        return _page(*opened(slug), {part: store_is_away()}), 503
    flash(_("Received. It is being checked, and then stands in the list."), "success")
    return redirect(url_for("studio.files", slug=slug, _anchor=part), 303)


@blueprint.post("/<slug>/files/<part>/uploads")
@limited("300/hour")
@kit_editors_only
@in_json
def begin_file(slug: str, part: str) -> ResponseReturnValue:
    """Begins a file, or says what of it is here already."""
    _taken(part)
    _kit, draft = opened(slug)
    upload = receiving.begin_file(draft, part, **announced(), by=current_user.by, at=now())
    return jsonify(told(upload))


@blueprint.get("/<slug>/uploads/<key>")
@kit_editors_only
@in_json
def file_state(slug: str, key: str) -> ResponseReturnValue:
    """Where a file stands. Good is not enough: it must be in the draft."""
    upload = _upload(slug, key)
    answer = told(upload)
    if upload.state is UploadState.CLEAN and db.session.get(DraftUpload, upload.id) is not None:
        answer["state"] = UploadState.QUARANTINED.value
    return jsonify(answer)


@blueprint.post("/<slug>/uploads/<key>/pieces/<int(max=999):number>")
@waits_outside
@kit_editors_only
@in_json
def put_piece(slug: str, key: str, number: int) -> ResponseReturnValue:
    """Takes one piece."""
    return jsonify(take_piece(lambda: _upload(slug, key, for_update=True), number, lambda _upload: None))


@blueprint.post("/<slug>/uploads/<key>/dismiss")
@kit_editors_only
def dismiss_file(slug: str, key: str) -> ResponseReturnValue:
    """Somebody has read why a file was refused."""
    upload = _upload(slug, key)
    coming = db.session.get(DraftUpload, upload.id)
    if coming is not None and upload.state is UploadState.REFUSED:
        receiving.dismiss(coming, at=now())
    return redirect(url_for("studio.files", slug=slug, _anchor=upload.purpose), 303)


def _upload(slug: str, key: str, *, for_update: bool = False) -> Upload:
    _kit, draft = opened(slug)
    return upload_of(key, subject=receiving.subject_of(draft), for_update=for_update)


def _taken(part: str) -> None:
    if part not in FILE_PARTS:
        raise KitNotFound


def _page(kit: Kit, draft: KitDraft, refused: dict[str, str] | None = None) -> str:
    sizes = {file.path: file.size for file in draft_files(draft.id)}
    parts: dict[str, dict[str, Any]] = {
        part: {
            "part": PARTS[part],
            "version": draft_version(draft.id, PARTS[part].path),  # before the rows: nobody removes what was not shown
            "rows": rows_of(draft.id, part),
            "coming": uploads_of_draft(draft.id, part),
        }
        for part in FILE_PARTS
    }
    coming = [each for held in parts.values() for each in held["coming"] if each.upload.state in ON_THEIR_WAY]
    return render_template(
        "studio/files.html",
        kit=kit,
        event=kit.event,
        draft=draft,
        parts=parts,
        sizes=sizes,
        refused=refused or {},
        UploadState=UploadState,
        waiting=all_waiting((CHECK, receiving.CHECKED), "upload", [each.upload_id for each in coming], now()),
        upload_words=upload_words,
        kit_words=kit_words,
        most_megabytes=MOST_BYTES // 1024**2,
    )
