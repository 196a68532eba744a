"""Officers write for each other; ready-made reasons are kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from press.accounts.models import Account
from press.accreditation import mails
from press.accreditation.models import Application, Note, NoteMention, ReasonTemplate
from press.accreditation.states import ApplicationState, DeclineReason
from press.audit.services import By, record
from press.db import db
from press.mail import outbox


def write_note(application: Application, *, text: str, called: Iterable[Account], by: By, at: datetime) -> Note:
    """Keeps the note and tells whom it calls, without its words: a mailbox is no place for them."""
    note = Note(
        application_id=application.id, text=text, written_at=at, written_by_id=by.account_id, written_by=by.name
    )
    for account in called:
        note.mentions.append(NoteMention(account_id=account.id))
    db.session.add(note)
    db.session.flush()
    record("application.note", application.subject, by=by, at=at, called=len(note.mentions))
    for account in called:
        if account.id != by.account_id:
            outbox.queue(mails.mentioned(application, account, by.name), at=at)
    return note


def see_mentions(application: Application, *, by: By, at: datetime) -> None:
    """Whoever was called has read the notes of this application."""
    notes = select(Note.id).where(Note.application_id == application.id)
    db.session.execute(
        update(NoteMention)
        .where(NoteMention.note_id.in_(notes), NoteMention.account_id == by.account_id, NoteMention.seen_at.is_(None))
        .values(seen_at=at)
    )


@dataclass(frozen=True)
class ReasonWords:
    """What a ready-made reason says. One of the texts may be empty."""

    outcome: ApplicationState
    code: DeclineReason | None
    title: str
    text_th: str
    text_en: str
    event_id: int | None


def keep_reason(template: ReasonTemplate | None, words: ReasonWords, *, by: By, at: datetime) -> ReasonTemplate:
    """Adds a reason, or changes one."""
    if template is None:
        template = ReasonTemplate()
        db.session.add(template)
    for name, value in vars(words).items():
        setattr(template, name, value)
    template.changed_at = at
    template.changed_by = by.name
    db.session.flush()
    record("reason.kept", f"reason:{template.id}", by=by, at=at, outcome=words.outcome.value, title=words.title)
    return template


def delete_reason(template: ReasonTemplate, *, by: By, at: datetime) -> None:
    """Decisions that used its words keep them."""
    number = template.id
    db.session.delete(template)
    db.session.flush()
    record("reason.deleted", f"reason:{number}", by=by, at=at)
