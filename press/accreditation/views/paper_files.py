"""Files of papers for a script: piece by piece, resumed where it was; and the owner's own previews."""

from flask import flash, jsonify
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from press.accreditation import paper_words
from press.accreditation.errors import ApplicationNotFound
from press.accreditation.queries.papers import paper_of
from press.accreditation.services import papers as service
from press.accreditation.views.blueprint import blueprint
from press.accreditation.views.papers import received
from press.accreditation.views.papers_page import asked_kind, own, owner_only
from press.clock import now
from press.events.settings import WORDS, PaperKind
from press.uploads.answers import announced, drawn_response, in_json, take_piece, told
from press.uploads.models import Upload
from press.uploads.queries import upload_of
from press.uploads.states import RenditionKind
from press.web.limits import limited
from press.web.transaction import waits_outside


@blueprint.post("/applications/<ref>/papers/<kind>/uploads")
@limited("300/hour")
@owner_only
@in_json
def begin_upload(ref: str, kind: str) -> ResponseReturnValue:
    """Begins a file, or says what of it is here already."""
    application = own(ref, for_update=True)
    asked = asked_kind(application, kind)
    if asked in WORDS:
        raise ApplicationNotFound
    upload = service.begin_file(application, asked, **announced(), at=now())
    if upload.is_received:
        _said(ref, upload)
    return jsonify(told(upload))


@blueprint.get("/applications/<ref>/uploads/<key>")
@owner_only
@in_json
def upload_state(ref: str, key: str) -> ResponseReturnValue:
    """Where a file stands: which pieces are here, and what the check found."""
    return jsonify(told(upload_of(key, subject=own(ref).subject)))


@blueprint.post("/applications/<ref>/uploads/<key>/pieces/<int(max=999):number>")
@waits_outside
@owner_only
@in_json
def put_piece(ref: str, key: str, number: int) -> ResponseReturnValue:
    """Takes one piece. With the last one, and not before, the answer says "received"."""

    def find() -> Upload:
        return upload_of(key, subject=own(ref, for_update=True).subject, for_update=True)

    return jsonify(take_piece(find, number, lambda upload: _said(ref, upload)))


@blueprint.get("/applications/<ref>/papers/<int(max=2147483647):paper_id>/thumbnail")
@owner_only
def paper_thumbnail(ref: str, paper_id: int) -> ResponseReturnValue:
    """A small picture of what this person handed in."""
    paper = paper_of(own(ref), paper_id)
    drawn = paper.upload.rendition(RenditionKind.THUMBNAIL) if paper.upload else None
    if paper.upload is None or drawn is None:
        raise ApplicationNotFound
    return drawn_response(paper.upload.key, drawn.sha256, drawn.media_type)


def _said(ref: str, upload: Upload) -> None:
    received(ref, upload)
    flash(_("Received: %(paper)s.", paper=paper_words.name(PaperKind(upload.purpose))), "success")
