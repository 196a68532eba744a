"""The draft as its readers will see it: its texts rendered, its pictures and documents themselves."""

from pathlib import PurePosixPath

from flask import Response, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from press.db import db
from press.distribution.disposition import attachment
from press.kits.errors import KitNotFound
from press.kits.queries import draft_file, draft_files, kept_file, kit_for_editor, open_draft_of
from press.kits.queries.writing import both, manifest_of
from press.kits.source.files import CONTENT_TYPES, is_text_name
from press.storage.keys import content_key
from press.storage.store import current_store
from press.studio import kit_words
from press.studio.readings import files_told, readings_of
from press.studio.views.blueprint import blueprint, kit_editors_only
from press.studio.views.opened import opened
from press.uploads.answers import guarded


@blueprint.get("/<slug>/preview")
@kit_editors_only
def preview(slug: str) -> ResponseReturnValue:
    """What readers will have once the draft is published; a button that begins a draft where there is none."""
    kit = kit_for_editor(slug, actor=current_user)
    draft = open_draft_of(kit.id)
    if draft is None:
        return render_template("studio/begin.html", kit=kit, event=kit.event)
    said = manifest_of(draft.id)
    return render_template(
        "studio/preview.html",
        kit=kit,
        event=kit.event,
        words={key: both(said, key) for key in ("title", "summary")},
        readings=readings_of(draft.id),
        files=files_told(draft.id),
        paths={file.path for file in draft_files(draft.id)},
        kit_words=kit_words,
    )


@blueprint.get("/<slug>/preview/<path:path>")
@kit_editors_only
def draft_file_itself(slug: str, path: str) -> ResponseReturnValue:
    """A file of the draft as it was handed in: a picture for a page, anything else to be saved. Texts have pages."""
    _kit, draft = opened(slug)
    file = draft_file(draft.id, path)
    if file is None or file.text is not None:
        raise KitNotFound
    return _itself(path, file.sha256)


@blueprint.get("/<slug>/before/<path:path>")
@kit_editors_only
def file_before_draft(slug: str, path: str) -> ResponseReturnValue:
    """The same file as it is in the revision that the draft was begun from."""
    kit, draft = opened(slug)
    file = kept_file(kit.id, draft.base_number, path)
    if file is None or is_text_name(path):
        raise KitNotFound
    return _itself(path, file.sha256)


def _itself(path: str, sha256: str) -> Response:
    name, key = PurePosixPath(path), content_key(sha256)
    media_type = CONTENT_TYPES.get(name.suffix.removeprefix("."), "application/octet-stream")
    db.session.rollback()  # nothing is held open while the store is asked
    stored = current_store().get(key)
    response = Response(stored.chunks, content_type=media_type)
    response.call_on_close(stored.close)
    response.headers["Content-Length"] = str(stored.length)
    if not media_type.startswith("image/"):
        response.headers["Content-Disposition"] = attachment(name.name)
    return guarded(response)
