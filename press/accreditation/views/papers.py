"""The page of papers: what is asked, what is there, and how to hand it in without a script."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import FileStorage

from press.accounts.rules import is_signed_in
from press.accreditation import paper_words, words
from press.accreditation.errors import ApplicationNotFound
from press.accreditation.forms.papers import CannotForm, EditorForm, FileForm, WordsForm
from press.accreditation.models import Application
from press.accreditation.queries import application_for_owner
from press.accreditation.queries.papers import PapersState, papers_state, proven_earlier
from press.accreditation.services import papers as service
from press.accreditation.services.applying import APPLICANT
from press.accreditation.views.blueprint import blueprint
from press.audit.services import By
from press.clock import now
from press.db import db
from press.errors import Invalid, TooMany
from press.events.settings import IDENTIFYING, WORDS, PaperKind
from press.storage.errors import StorageUnavailable
from press.uploads import words as upload_words
from press.uploads.answers import keep_whole, store_is_away
from press.uploads.models import MOST_BYTES, Upload
from press.uploads.queries import upload_of
from press.uploads.states import UploadState
from press.web.bodies import takes_file
from press.web.fields import Form
from press.web.guards import requires
from press.web.limits import limited
from press.web.transaction import waits_outside

owner_only = requires(is_signed_in, sign_in="accounts.ask_link")


@blueprint.get("/applications/<ref>/papers")
@owner_only
def papers(ref: str) -> ResponseReturnValue:
    """What the event asks of this applicant, and what of it is there."""
    return _page(own(ref))


@blueprint.post("/applications/<ref>/papers/<kind>/words")
@owner_only
def paper_in_words(ref: str, kind: str) -> ResponseReturnValue:
    """Keeps what is answered in words."""
    application = own(ref, for_update=True)
    asked = asked_kind(application, kind)
    if asked not in WORDS:
        raise ApplicationNotFound
    form = _words_form(asked)
    if not form.validate_on_submit():
        return _page(application, {asked: form}), 422
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
        return _page(own(ref), {asked: form}), refusal.status
    except StorageUnavailable:
        db.session.rollback()
        form.file.errors = [store_is_away()]
        return _page(own(ref), {asked: form}), 503
    return _received(ref, asked)


@blueprint.post("/applications/<ref>/papers/<kind>/cannot")
@owner_only
def paper_cannot(ref: str, kind: str) -> ResponseReturnValue:
    """Keeps why a paper cannot be provided."""
    application = own(ref, for_update=True)
    asked = asked_kind(application, kind)
    form = CannotForm(asked)
    if not form.validate_on_submit():
        return _page(application, {asked: form}), 422
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


def own(ref: str, *, for_update: bool = False) -> Application:
    """This person's application. Raises ApplicationNotFound for anybody else's."""
    return application_for_owner(ref, account_id=current_user.account_id, for_update=for_update)


def by() -> By:
    return By(current_user.account_id, APPLICANT)


def asked_kind(application: Application, kind: str) -> PaperKind:
    """The kind in an address, if the event asks it of this applicant. Raises ApplicationNotFound."""
    state = papers_state(application)
    found = next((each for one in state.asked for each in one.rule.kinds if each.value == kind), None)
    if found is None:
        raise ApplicationNotFound
    return found


def received(ref: str, upload: Upload) -> None:
    """The last piece is there: from now on the file is the paper."""
    service.hand_in_file(own(ref, for_update=True), upload, by=by(), at=now())


def _chosen(form: FileForm) -> FileStorage:
    sent = [request.files.get(field.name) for field in (form.file, form.camera)]
    return next((each for each in sent if each is not None and each.filename), FileStorage())


def _words_form(kind: PaperKind, **kwargs: Any) -> Form:
    return EditorForm(kind, **kwargs) if kind is PaperKind.EDITOR else WordsForm(kind, **kwargs)


def _received(ref: str, kind: PaperKind) -> ResponseReturnValue:
    flash(_("Received: %(paper)s.", paper=paper_words.name(kind)), "success")
    return redirect(_place(ref, kind), 303)


def _place(ref: str, kind: PaperKind) -> str:
    return url_for("accreditation.papers", ref=ref, _anchor=f"paper-{kind}")


def _page(application: Application, failed: dict[PaperKind, Form] | None = None) -> str:
    state = papers_state(application)
    kinds = [kind for each in state.asked for kind in each.rule.kinds]
    return render_template(
        "accreditation/papers.html",
        application=application,
        event=application.event,
        papers=state,
        earlier=proven_earlier(application),
        is_open=service.takes_papers(application),
        forms={kind: _forms(kind, state, (failed or {}).get(kind)) for kind in kinds},
        failed=next(iter((failed or {}).values()), None),
        words=words,
        paper_words=paper_words,
        upload_words=upload_words,
        in_words=WORDS,
        identifying=IDENTIFYING,
        UploadState=UploadState,
        most_megabytes=MOST_BYTES // 1024**2,
    )


def _forms(kind: PaperKind, state: PapersState, failed: Form | None) -> dict[str, Form]:
    """The two forms of a kind: hand it in, or say why not. The one that was refused keeps what was typed."""
    current = state.current.get(kind)
    words_there = current.words if current else ""
    hand_in = _words_form(kind, formdata=None, words=words_there) if kind in WORDS else FileForm(kind, formdata=None)
    cannot = CannotForm(kind, formdata=None, reason=current.cannot if current else "")
    return {
        "hand_in": failed if failed is not None and type(failed) is type(hand_in) else hand_in,
        "cannot": failed if isinstance(failed, CannotForm) else cannot,
    }
