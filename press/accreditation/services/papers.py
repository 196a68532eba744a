"""The applicant's verbs on papers: hand in, say that one cannot be provided, take what was proven earlier."""

from datetime import datetime

from flask_babel import gettext as _

from press.accreditation.errors import EarlierMissing, PapersClosed
from press.accreditation.models import Application, Paper
from press.accreditation.queries.crews import led_by
from press.accreditation.queries.earlier import proven_earlier
from press.accreditation.queries.papers import (
    OPENED,
    lock_applications_with,
    papers_state,
    papers_with,
    same_photo,
    was_opened,
)
from press.accreditation.services.changing import JUDGED, changed
from press.accreditation.services.counting_papers import count_missing
from press.accreditation.services.flagging import raise_same_photo
from press.accreditation.states import ACCREDITED, ApplicationState
from press.audit.services import By, record
from press.db import db
from press.events.settings import PaperKind
from press.uploads.models import Upload
from press.uploads.services.receiving import begin
from press.uploads.services.settling import delete
from press.uploads.states import UploadState

CHECKED = "accreditation.paper_checked"  # the job when a file's check has ended
LEAST_SIDE = 300  # pixels: a badge's photo of 25 mm at 300 dots an inch
OPEN = (
    ApplicationState.SUBMITTED,
    ApplicationState.IN_REVIEW,
    ApplicationState.NEEDS_INFO,
    ApplicationState.WAITLISTED,
    # A recommendation is silent: closing the papers would tell of it.
    ApplicationState.RECOMMENDED,
    *ACCREDITED,
)


def takes_papers(application: Application) -> bool:
    """Whether papers may be handed in and replaced now."""
    return application.state in OPEN


def begin_file(application: Application, kind: PaperKind, *, name: str, size: int, sha256: str, at: datetime) -> Upload:
    """Begins the file of a paper. Nothing counts as handed in before all of it is there (`hand_in_file`).

    Raises PapersClosed, FileRefused, TooManyFiles."""
    _check_open(application)
    return begin(
        subject=application.subject,
        purpose=kind.value,
        name=name,
        size=size,
        sha256=sha256,
        told=CHECKED,
        least_side=LEAST_SIDE if kind is PaperKind.PHOTO else None,
        at=at,
    )


def hand_in_file(application: Application, upload: Upload, *, by: By, at: datetime) -> Paper:
    """The file is received: it is the paper of its kind from now on. Again changes nothing. Raises PapersClosed."""
    kind = PaperKind(upload.purpose)
    now_there = _current(application, kind)
    if now_there is not None and now_there.upload_id == upload.id:
        return now_there
    return _replace(application, Paper(kind=kind, upload=upload, handed_in_at=at), by=by, at=at)


def hand_in_words(application: Application, kind: PaperKind, words: str, *, by: By, at: datetime) -> Paper:
    """What is answered in words. The same words again change nothing. Raises PapersClosed."""
    now_there = _current(application, kind)
    if now_there is not None and now_there.words == words and not now_there.cannot:
        return now_there
    return _replace(application, Paper(kind=kind, words=words, handed_in_at=at), by=by, at=at)


def cannot_provide(application: Application, kind: PaperKind, reason: str, *, by: By, at: datetime) -> Paper:
    """Says why a paper cannot be provided: nothing more is asked, and the officer reads why. Raises PapersClosed."""
    now_there = _current(application, kind)
    if now_there is not None and now_there.cannot == reason:
        return now_there
    return _replace(application, Paper(kind=kind, cannot=reason, handed_in_at=at), by=by, at=at)


def take_again(application: Application, kind: PaperKind, *, by: By, at: datetime) -> Paper:
    """Takes what this person proved or handed in at an earlier event. Again changes nothing.

    Raises PapersClosed, and EarlierMissing when there is nothing of this kind."""
    earlier = proven_earlier(application).get(kind)
    if earlier is None:
        raise EarlierMissing(_("There is nothing of an earlier event that could be taken."))
    paper = Paper(
        kind=kind,
        words=earlier.paper.words if earlier.paper else "",
        cannot="",
        upload=earlier.paper.upload if earlier.paper else None,
        earlier_evidence=earlier.evidence,
        handed_in_at=at,
    )
    now_there = _current(application, kind)
    if now_there is not None and _same(now_there, paper):
        return now_there
    return _replace(application, paper, by=by, at=at)


def note_check(upload: Upload, *, at: datetime) -> list[Paper]:
    """The check of a file has ended. Returns the current papers that must be handed in again: it was refused."""
    lock_applications_with(upload.id)  # else a paper that comes in this moment might not be counted
    current = [paper for paper in papers_with(upload.id) if paper.replaced_at is None]
    if not current:  # replaced while it was being checked
        delete(upload, at=at)
    for paper in current:
        count_missing(paper.application)
        if paper.kind is PaperKind.PHOTO and upload.state is UploadState.CLEAN:
            raise_same_photo(paper.application, same_photo(paper), at=at)
    return current if upload.state is UploadState.REFUSED else []


def note_opened(paper: Paper, *, by: By, at: datetime) -> None:
    """Notes that an officer looked at a paper that identifies somebody; within the hour only once. Call with the
    application's row locked."""
    if not was_opened(paper, by=by, at=at):
        record(OPENED, paper.application.subject, by=by, at=at, paper=paper.id, kind=paper.kind.value)


def _replace(application: Application, paper: Paper, *, by: By, at: datetime) -> Paper:
    _check_open(application)
    before = _current(application, paper.kind)
    if before is not None:
        before.replaced_at = at
        db.session.flush()  # the index lets one be current
    paper.application = application
    db.session.add(paper)
    db.session.flush()
    if before is not None and before.upload is not None and before.upload is not paper.upload:
        _delete_unused(before.upload, at=at)
    count_missing(application)
    if paper.kind is PaperKind.LETTER:
        for member in led_by(application):
            count_missing(member)
    action = "application.paper_replaced" if before else "application.paper"
    record(action, application.subject, by=by, at=at, kind=paper.kind.value, given=_given(paper))
    if before is not None and application.state in JUDGED:
        # What was judged is another paper now. One more beside it takes nothing back.
        changed(application, what=[f"paper:{paper.kind}"], by=by, at=at)
    return paper


def _delete_unused(upload: Upload, *, at: datetime) -> None:
    """What was replaced is kept no longer than needed, unless another event's paper is the same file."""
    in_use = any(paper.replaced_at is None for paper in papers_with(upload.id))
    if not in_use and upload.state in {UploadState.CLEAN, UploadState.REFUSED}:
        delete(upload, at=at)


def _current(application: Application, kind: PaperKind) -> Paper | None:
    return papers_state(application).current.get(kind)


def _same(one: Paper, other: Paper) -> bool:
    def what(paper: Paper) -> tuple[object, ...]:
        return (paper.words, paper.cannot, paper.upload, paper.earlier_evidence)

    return what(one) == what(other)


def _given(paper: Paper) -> str:
    if paper.cannot:
        return "cannot"
    if paper.earlier_evidence is not None:
        return "earlier"
    return "file" if paper.upload is not None else "words"


def _check_open(application: Application) -> None:
    if not takes_papers(application):
        raise PapersClosed(_("The application is decided or over: its papers stay as they are."))
