"""The pictures of an applicant's papers, and their originals: opened for an officer, never shown as pages of ours."""

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accreditation.errors import ApplicationNotFound
from press.accreditation.models import Paper
from press.accreditation.queries import application_for_officer
from press.accreditation.queries.papers import paper_of, was_opened
from press.accreditation.services.papers import note_opened
from press.clock import now
from press.db import db_transaction
from press.desk.views.blueprint import blueprint, officers_only
from press.distribution.disposition import attachment
from press.errors import Unavailable
from press.storage.errors import StorageUnavailable
from press.uploads.answers import drawn_response, original_response
from press.uploads.models import Upload
from press.uploads.states import RenditionKind, UploadState


@blueprint.get("/applications/<ref>/papers/<int(max=2147483647):paper_id>/picture")
@officers_only
def paper_picture(ref: str, paper_id: int) -> ResponseReturnValue:
    """The picture of a paper, drawn anew when it came."""
    return _drawn(ref, paper_id, RenditionKind.PICTURE, 1)


@blueprint.get("/applications/<ref>/papers/<int(max=2147483647):paper_id>/pages/<int(max=99):number>")
@officers_only
def paper_page(ref: str, paper_id: int, number: int) -> ResponseReturnValue:
    """A page of a PDF, as a picture."""
    return _drawn(ref, paper_id, RenditionKind.PAGE, number)


@blueprint.get("/applications/<ref>/papers/<int(max=2147483647):paper_id>/original")
@officers_only
def paper_original(ref: str, paper_id: int) -> ResponseReturnValue:
    """The file as it was handed in, to be saved."""
    paper, upload = _file(ref, paper_id)
    place = (upload.key, upload.sha256, attachment(upload.name))
    _note(ref, paper)
    try:
        return original_response(*place)
    except StorageUnavailable as fault:
        raise _away() from fault


def _drawn(ref: str, paper_id: int, kind: RenditionKind, number: int) -> Response:
    paper, upload = _file(ref, paper_id)
    found = upload.rendition(kind, number)
    if found is None:
        raise ApplicationNotFound
    place = (upload.key, found.sha256, found.media_type)
    _note(ref, paper)
    try:
        return drawn_response(*place)
    except StorageUnavailable as fault:
        raise _away() from fault


def _file(ref: str, paper_id: int) -> tuple[Paper, Upload]:
    paper = paper_of(application_for_officer(ref, actor=current_user), paper_id)
    if paper.upload is None or paper.upload.state is not UploadState.CLEAN:
        raise ApplicationNotFound
    return paper, paper.upload


def _note(ref: str, paper: Paper) -> None:
    """Whoever opens a paper that identifies somebody stands in the audit, once an hour."""
    if not paper.is_identifying or was_opened(paper, by=current_user.by, at=now()):
        return
    paper_id = paper.id
    with db_transaction():
        application = application_for_officer(ref, actor=current_user, for_update=True)
        note_opened(paper_of(application, paper_id), by=current_user.by, at=now())


def _away() -> Unavailable:
    return Unavailable(_("Files cannot be reached at the moment. Try again in a few minutes."))
