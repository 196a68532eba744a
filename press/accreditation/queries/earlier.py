"""What the same person proved or handed in at earlier events."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from press.accreditation.models import Application, Evidence, Paper
from press.accreditation.states import COUNTING_GRADES, SHOWN_TO_STAFF, EvidenceKind
from press.db import db
from press.events.models import Event
from press.events.settings import WORDS, PaperKind
from press.uploads.models import Upload
from press.uploads.states import UploadState

# What an officer once graded, as the paper that it stands for.
PROVEN_AS = {
    EvidenceKind.LETTER: PaperKind.LETTER,
    EvidenceKind.PRESS_CARD: PaperKind.PRESS_CARD,
    EvidenceKind.LICENCE: PaperKind.REGISTRATION,
    EvidenceKind.DESK: PaperKind.EDITOR,
    EvidenceKind.PUBLISHED_WORK: PaperKind.WORK,
}


@dataclass(frozen=True)
class Earlier:
    """What this person proved or handed in at an earlier event. `evidence` where an officer graded it; `paper` where
    its words or its file are still there."""

    event: Event
    at: datetime
    evidence: Evidence | None
    paper: Paper | None


def proven_earlier(application: Application) -> dict[PaperKind, Earlier]:
    """By kind, the latest that the same account proved with grade A or B, or handed in, at another event."""
    found: dict[PaperKind, Earlier] = {}
    for paper in _earlier_papers(application):
        found[paper.kind] = Earlier(paper.application.event, paper.handed_in_at, None, paper)
    for evidence in _earlier_evidence(application):
        kind = PROVEN_AS[evidence.kind]
        handed_in = found.get(kind)
        beside = handed_in.paper if handed_in and handed_in.event.id == evidence.application.event_id else None
        found[kind] = Earlier(evidence.application.event, evidence.checked_at, evidence, beside)
    return found


def _earlier_papers(application: Application) -> Sequence[Paper]:
    rows = db.session.scalars(
        select(Paper)
        .join(Paper.application)
        .where(
            Application.account_id == application.account_id,
            Application.event_id != application.event_id,
            Application.state.in_(SHOWN_TO_STAFF),
            Paper.replaced_at.is_(None),
            Paper.cannot == "",
        )
        .options(
            joinedload(Paper.application).joinedload(Application.event),
            joinedload(Paper.upload).selectinload(Upload.renditions),
        )
        .order_by(Paper.handed_in_at, Paper.id)
    )
    return [paper for paper in rows if _is_there(paper)]


def _is_there(paper: Paper) -> bool:
    if paper.kind in WORDS:
        return bool(paper.words)
    return paper.upload is not None and paper.upload.state is UploadState.CLEAN


def _earlier_evidence(application: Application) -> Sequence[Evidence]:
    return db.session.scalars(
        select(Evidence)
        .join(Evidence.application)
        .where(
            Application.account_id == application.account_id,
            Application.event_id != application.event_id,
            Application.state.in_(SHOWN_TO_STAFF),
            Evidence.grade.in_(COUNTING_GRADES),
            Evidence.kind.in_(PROVEN_AS),
        )
        .options(joinedload(Evidence.application).joinedload(Application.event))
        .order_by(Evidence.checked_at, Evidence.id)
    ).all()
