"""Reads of papers: what an application is asked for, what it has, and who looked at it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from press.accreditation.completeness import Asked, asked
from press.accreditation.errors import ApplicationNotFound
from press.accreditation.models import Application, Evidence, Paper
from press.accreditation.states import ApplicationState
from press.audit.models import AuditEntry
from press.audit.services import By
from press.db import db
from press.events.settings import PaperKind
from press.uploads.models import Upload
from press.uploads.states import UploadState


@dataclass(frozen=True)
class PapersState:
    """The papers of one application: what is asked, what is there by kind, how many are missing."""

    asked: Sequence[Asked]
    current: Mapping[PaperKind, Paper]

    @property
    def missing(self) -> int:
        return sum(each.missing for each in self.asked)


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
