"""The mails that an event has put into its own words, in the database."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from press.db import db
from press.mail.models import FormerMailText, MailText
from press.mail.wording import Wording


def texts_of(event_id: int) -> Sequence[MailText]:
    """Everything that this event has reworded."""
    return db.session.scalars(select(MailText).where(MailText.event_id == event_id).order_by(MailText.id)).all()


def former_texts(event_id: int, name: str) -> Sequence[FormerMailText]:
    """What a mail said before, the latest first."""
    return db.session.scalars(
        select(FormerMailText)
        .where(FormerMailText.event_id == event_id, FormerMailText.name == name)
        .order_by(FormerMailText.id.desc())
    ).all()


def keep_text(event_id: int, name: str, language: str, wording: Wording | None, *, by: str, at: datetime) -> bool:
    """Words a mail, or with None gives it the template's words again. What it said goes to the former texts. False
    if it says that already."""
    found = db.session.scalar(
        select(MailText).where(MailText.event_id == event_id, MailText.name == name, MailText.language == language)
    )
    said = Wording(found.subject, found.body) if found else None
    if said == wording:
        return False
    if found is not None:
        _retire(found, at=at)
        db.session.delete(found)
        db.session.flush()
    if wording is not None:
        db.session.add(_row(event_id, name, language, wording, by=by, at=at))
    db.session.flush()
    return True


def copy_texts(source_id: int, event_id: int, *, by: str, at: datetime) -> None:
    """Gives an event the words of another one."""
    for text in texts_of(source_id):
        db.session.add(_row(event_id, text.name, text.language, Wording(text.subject, text.body), by=by, at=at))
    db.session.flush()


def _row(event_id: int, name: str, language: str, wording: Wording, *, by: str, at: datetime) -> MailText:
    return MailText(
        event_id=event_id,
        name=name,
        language=language,
        subject=wording.subject,
        body=wording.body,
        edited_by=by,
        edited_at=at,
    )


def _retire(found: MailText, *, at: datetime) -> None:
    db.session.add(
        FormerMailText(
            event_id=found.event_id,
            name=found.name,
            language=found.language,
            subject=found.subject,
            body=found.body,
            edited_by=found.edited_by,
            edited_at=found.edited_at,
            replaced_at=at,
        )
    )
