"""Reads of papers: what an application has, and what the same person proved at earlier events."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from press.accreditation.completeness import Asked, asked
from press.accreditation.errors import ApplicationNotFound
from press.accreditation.models import Application, Evidence, Paper
from press.accreditation.states import COUNTING_GRADES, SHOWN_TO_STAFF, ApplicationState, EvidenceKind
from press.audit.models import AuditEntry
from press.audit.services import By
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
class PapersState:
    """The papers of one application: what is asked, what is there by kind, how many are missing."""

    asked: Sequence[Asked]
    current: Mapping[PaperKind, Paper]

    @property
    def missing(self) -> int:
        return sum(each.missing for each in self.asked)


@dataclass(frozen=True)
class Earlier:
    """What this person proved or handed in at an earlier event. `evidence` where an officer graded it; `paper` where
    its words or its file are still there."""

    event: Event
    at: datetime
    evidence: Evidence | None
    paper: Paper | None


def papers_state(application: Application) -> PapersState:
    """What this application's event asks of it, and what it has."""
    current = {paper.kind: paper for paper in current_papers(application)}
    given = {kind for kind, paper in current.items() if paper.counts}
    if application.work:  # nothing is asked twice: the form had a field for it
        given.add(PaperKind.WORK)
    rules = application.event.paper_rules()
    return PapersState(asked(rules, medium=application.medium, role=application.role, given=given), current)


def current_papers(application: Application) -> Sequence[Paper]:
    """What this application has now, each with its file, oldest first."""
    return db.session.scalars(
        select(Paper)
        .where(Paper.application_id == application.id, Paper.replaced_at.is_(None))
        .options(
            joinedload(Paper.upload).selectinload(Upload.renditions),
            joinedload(Paper.earlier_evidence).joinedload(Evidence.application).joinedload(Application.event),
        )
        .order_by(Paper.id)
    ).all()


def open_for_papers(event_id: int, states: Collection[ApplicationState]) -> Sequence[Application]:
    """Every application to this event in one of these states, locked."""
    return db.session.scalars(
        select(Application)
        .where(Application.event_id == event_id, Application.state.in_(states))
        .order_by(Application.id)
        .with_for_update(of=Application)
    ).all()


def paper_of(application: Application, paper_id: int) -> Paper:
    """A paper of this application, replaced ones included. Raises ApplicationNotFound for another's."""
    found = db.session.scalar(
        select(Paper)
        .where(Paper.id == paper_id, Paper.application_id == application.id)
        .options(joinedload(Paper.upload).selectinload(Upload.renditions))
    )
    if found is None:
        raise ApplicationNotFound
    return found


def papers_with(upload_id: int) -> Sequence[Paper]:
    """Every paper that is this file, at whatever event, with its application and event."""
    return db.session.scalars(
        select(Paper)
        .where(Paper.upload_id == upload_id)
        .options(joinedload(Paper.application).joinedload(Application.event))
        .order_by(Paper.id)
    ).all()


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


OPENED = "application.paper_opened"
OPENED_AGAIN_AFTER = timedelta(hours=1)


def was_opened(paper: Paper, *, by: By, at: datetime) -> bool:
    """Whether the audit says already that this officer opened this paper within the hour."""
    acts = db.session.scalars(
        select(AuditEntry.details).where(
            AuditEntry.subject == paper.application.subject,
            AuditEntry.action == OPENED,
            AuditEntry.actor_id == by.account_id,
            AuditEntry.at > at - OPENED_AGAIN_AFTER,
        )
    )
    return any(details.get("paper") == paper.id for details in acts)


def retention_candidates(kinds: frozenset[PaperKind], *, after_id: int, limit: int = 200) -> Sequence[Paper]:
    """Papers of these kinds whose file is still there, by number, from the one after `after_id`."""
    return db.session.scalars(
        select(Paper)
        .join(Paper.upload)
        .where(Paper.id > after_id, Paper.kind.in_(kinds))
        .where(Upload.state.in_((UploadState.CLEAN, UploadState.REFUSED)))
        .options(joinedload(Paper.application).joinedload(Application.event), selectinload(Paper.upload))
        .order_by(Paper.id)
        .limit(limit)
    ).all()
