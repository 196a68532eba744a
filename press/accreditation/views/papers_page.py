"""What the views of papers share: whose application it is, what is asked of it, and the page that shows it."""

from flask import render_template
from flask_login import current_user

from press.accounts.rules import is_signed_in
from press.accreditation import paper_words, words
from press.accreditation.errors import ApplicationNotFound
from press.accreditation.forms.papers import CannotForm, FileForm, WordsForm
from press.accreditation.models import Application
from press.accreditation.queries import application_for_owner
from press.accreditation.queries.earlier import proven_earlier
from press.accreditation.queries.papers import PapersState, papers_state
from press.accreditation.services.applying import APPLICANT
from press.accreditation.services.papers import takes_papers
from press.accreditation.states import ACCREDITED
from press.audit.services import By
from press.events.settings import WORDS, PaperKind
from press.uploads import words as upload_words
from press.uploads.models import MOST_BYTES
from press.uploads.states import UploadState
from press.web.fields import Form
from press.web.guards import requires

# What is answered in words on this page: the editor is named on a page of its own.
TYPED_HERE = WORDS - {PaperKind.EDITOR}
owner_only = requires(is_signed_in, sign_in="accounts.ask_link")


def own(ref: str, *, for_update: bool = False) -> Application:
    """This person's application. Raises ApplicationNotFound for anybody else's."""
    return application_for_owner(ref, account_id=current_user.account_id, for_update=for_update)


def by() -> By:
    """Who acts, as the audit has it."""
    return By(current_user.account_id, APPLICANT)


def asked_kind(application: Application, kind: str) -> PaperKind:
    """The kind in an address, if the event asks it of this applicant. Raises ApplicationNotFound."""
    state = papers_state(application)
    found = next((each for one in state.asked for each in one.rule.kinds if each.value == kind), None)
    if found is None:
        raise ApplicationNotFound
    return found


def page(application: Application, failed: dict[PaperKind, Form] | None = None) -> str:
    """The page; a form that was refused keeps what was typed."""
    state = papers_state(application)
    kinds = [kind for each in state.asked for kind in each.rule.kinds]
    return render_template(
        "accreditation/papers.html",
        application=application,
        event=application.event,
        papers=state,
        earlier=proven_earlier(application),
        is_open=takes_papers(application),
        is_accredited=application.state in ACCREDITED,
        forms={kind: _forms(kind, state, (failed or {}).get(kind)) for kind in kinds},
        failed=next(iter((failed or {}).values()), None),
        words=words,
        paper_words=paper_words,
        upload_words=upload_words,
        typed_here=TYPED_HERE,
        UploadState=UploadState,
        most_megabytes=MOST_BYTES // 1024**2,
    )


def _forms(kind: PaperKind, state: PapersState, failed: Form | None) -> dict[str, Form]:
    """The two forms of a kind: hand it in, or say why not. The one that was refused keeps what was typed."""
    current = state.current.get(kind)
    words_there = current.words if current else ""
    hand_in: Form = FileForm(kind, formdata=None)
    if kind in TYPED_HERE:
        hand_in = WordsForm(kind, formdata=None, words=words_there)
    cannot = CannotForm(kind, formdata=None, reason=current.cannot if current else "")
    return {
        "hand_in": failed if failed is not None and type(failed) is type(hand_in) else hand_in,
        "cannot": failed if isinstance(failed, CannotForm) else cannot,
    }
