"""The page of papers: what is asked, what is there, and how to hand it in without a script."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from press.accreditation import paper_words
from press.accreditation.errors import ApplicationNotFound
from press.accreditation.forms.papers import CannotForm, FileForm, WordsForm
from press.accreditation.models import Application
from press.accreditation.queries.papers import PapersState, papers_state
from press.accreditation.services import papers as service
from press.accreditation.views.blueprint import blueprint
from press.accreditation.views.papers_page import TYPED_HERE, asked_kind, by, own, owner_only, page
from press.clock import now
from press.db import db
from press.errors import Invalid, TooMany
from press.events.settings import WORDS, PaperKind
from press.storage.errors import StorageUnavailable
from press.uploads.answers import keep_whole, store_is_away
from press.uploads.models import MOST_BYTES, Upload
from press.uploads.queries import upload_of
from press.web.bodies import takes_file
from press.web.limits import limited
from press.web.transaction import waits_outside


@blueprint.get("/applications/<ref>/papers")
@owner_only
def papers(ref: str) -> ResponseReturnValue:
    """What the event asks of this applicant, and what of it is there."""
    return page(own(ref))


@blueprint.post("/applications/<ref>/papers/<kind>/words")
@owner_only
def paper_in_words(ref: str, kind: str) -> ResponseReturnValue:
    """Keeps what is answered in words."""
    application = own(ref, for_update=True)
    asked = asked_kind(application, kind)
    if asked not in TYPED_HERE:
        raise ApplicationNotFound
    form = WordsForm(asked)
    if not form.validate_on_submit():
        return page(application, {asked: form}), 422
    service.hand_in_words(application, asked, form.words.data, by=by(), at=now())
    return _received(ref, asked)


@blueprint.post("/applications/<ref>/papers/<kind>/file")
@limited("300/hour")
@takes_file(MOST_BYTES)
@waits_outside
@owner_only
def paper_as_file(ref: str, kind: str) -> ResponseReturnValue:
    """Keeps a file that came in an ordinary form."""
    asked = asked_kind(own(ref), kind)
    if asked in WORDS:
        raise ApplicationNotFound
    form = FileForm(asked)
    try:
        keep_whole(
            lambda name, size, sha256: service.begin_file(
                own(ref, for_update=True), asked, name=name, size=size, sha256=sha256, at=now()
            ),
            lambda key: upload_of(key, subject=own(ref, for_update=True).subject, for_update=True),
            _chosen(form),
            lambda upload: received(ref, upload),
        )
    except (Invalid, TooMany) as refusal:
        db.session.rollback()
        form.file.errors = [refusal.message]
        return page(own(ref), {asked: form}), refusal.status
    except StorageUnavailable:
        db.session.rollback()
        form.file.errors = [store_is_away()]
        return page(own(ref), {asked: form}), 503
    return _received(ref, asked)


@blueprint.post("/applications/<ref>/papers/<kind>/cannot")
@owner_only
def paper_cannot(ref: str, kind: str) -> ResponseReturnValue:
    """Keeps why a paper cannot be provided."""
    application = own(ref, for_update=True)
    asked = asked_kind(application, kind)
    form = CannotForm(asked)
    if not form.validate_on_submit():
        return page(application, {asked: form}), 422
    service.cannot_provide(application, asked, form.reason.data, by=by(), at=now())
    flash(_("Noted. An officer will read why."), "success")
    return redirect(_place(ref, asked), 303)


@blueprint.post("/applications/<ref>/papers/<kind>/again")
@owner_only
def paper_again(ref: str, kind: str) -> ResponseReturnValue:
    """Takes what was proven at an earlier event."""
    application = own(ref, for_update=True)
    asked = asked_kind(application, kind)
    service.take_again(application, asked, by=by(), at=now())
    return _received(ref, asked)


@blueprint.app_template_global()
def papers_card(application: Application) -> PapersState | None:
    """What the status page says of the papers; None while there is nothing that could be done about them."""
    return papers_state(application) if service.takes_papers(application) else None


def received(ref: str, upload: Upload) -> None:
    """The last piece is there: from now on the file is the paper."""
    service.hand_in_file(own(ref, for_update=True), upload, by=by(), at=now())


def _chosen(form: FileForm) -> FileStorage:
    sent = [request.files.get(field.name) for field in (form.file, form.camera)]
    return next((each for each in sent if each is not None and each.filename), FileStorage())


def _received(ref: str, kind: PaperKind) -> ResponseReturnValue:
    flash(_("Received: %(paper)s.", paper=paper_words.name(kind)), "success")
    return redirect(_place(ref, kind), 303)


def _place(ref: str, kind: PaperKind) -> str:
    return url_for("accreditation.papers", ref=ref, _anchor=f"paper-{kind}")
