"""Reads of papers: what an application is asked for, what it has, and who looked at it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from press.accreditation.completeness import Asked, asked
from press.accreditation.errors import ApplicationNotFound
from press.accreditation.models import Application, ConfirmationPerson, Crew, CrewMember, Evidence, Paper
from press.accreditation.queries.confirmations import editor_of
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
    crews_letter: Paper | None = None  # the leader's, which serves for all
    editor: ConfirmationPerson | None = None  # whom the applicant asked to confirm

    @property
    def missing(self) -> int:
        return sum(each.missing for each in self.asked)

    @property
    def awaits_editor(self) -> bool:
        return any(self.waits(each) for each in self.asked)

    def waits(self, each: Asked) -> bool:
        """Whether the applicant has done this part, and only the editor's answer is awaited."""
        editor = self.current.get(PaperKind.EDITOR)
        awaited = editor is not None and not editor.cannot and editor.earlier_evidence is None
        if not awaited or (self.editor is not None and self.editor.answered_at is not None):
            return False
        return PaperKind.EDITOR in each.given and len(each.given - {PaperKind.EDITOR}) < each.rule.needed


def papers_state(application: Application) -> PapersState:
    """What this application's event asks of it, and what it has."""
    current = {paper.kind: paper for paper in current_papers(application)}
    given = {kind for kind, paper in current.items() if paper.counts}
    if application.work:  # nothing is asked twice: the form had a field for it
        given.add(PaperKind.WORK)
    letter = crews_letter(application)
    if letter is not None:
        given.add(PaperKind.LETTER)
    rules = application.event.paper_rules()
    lines = asked(rules, medium=application.medium, role=application.role, given=given)
    return PapersState(lines, current, letter, editor_of(application))


def crews_letter(application: Application) -> Paper | None:
    """The assignment letter of the crew's leader, which names the others too; None for the leader and the crewless."""
    found = db.session.scalar(
        select(Paper)
        .join(Crew, Crew.leader_id == Paper.application_id)
        .join(CrewMember, CrewMember.crew_id == Crew.id)
        .where(
            CrewMember.application_id == application.id,
            Paper.application_id != application.id,
            Paper.kind == PaperKind.LETTER,
            Paper.replaced_at.is_(None),
        )
        .options(joinedload(Paper.application), joinedload(Paper.upload))
    )
    return found if found is not None and found.counts and not found.cannot else None


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


def open_for_papers(
    event_id: int, states: Collection[ApplicationState], *, after: int, most: int
) -> Sequence[Application]:
    """The next `most` applications to this event in one of these states, by number, locked."""
    return db.session.scalars(
        select(Application)
        .where(Application.event_id == event_id, Application.state.in_(states), Application.id > after)
        .order_by(Application.id)
        .limit(most)
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


def lock_applications_with(upload_id: int) -> None:
    """Locks every application that has this file, in order of their numbers, and reads them anew."""
    db.session.scalars(
        select(Application)
        .where(Application.id.in_(select(Paper.application_id).where(Paper.upload_id == upload_id)))
        .order_by(Application.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def papers_with(upload_id: int) -> Sequence[Paper]:
    """Every paper that is this file, at whatever event, with its application and event."""
    return db.session.scalars(
        select(Paper)
        .where(Paper.upload_id == upload_id)
        .options(joinedload(Paper.application).joinedload(Application.event))
        .order_by(Paper.id)
    ).all()


def same_photo(paper: Paper) -> Sequence[Application]:
    """Other people's applications to this event with the very same picture."""
    if paper.upload is None or not paper.upload.sha256:
        return []
    return db.session.scalars(
        select(Application)
        .join(Paper, Paper.application_id == Application.id)
        .join(Upload, Upload.id == Paper.upload_id)
        .where(
            Upload.sha256 == paper.upload.sha256,
            Paper.kind == PaperKind.PHOTO,
            Paper.replaced_at.is_(None),
            Application.event_id == paper.application.event_id,
            Application.id != paper.application_id,
        )
        .order_by(Application.id)
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
