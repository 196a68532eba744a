"""Reads of data requests, and the copy of what is kept of one person."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from press.accounts.models import Account
from press.accreditation.models import Appeal, Application, Change, FormDraft, Paper
from press.db import db
from press.distribution.queries import downloads_of
from press.distribution.queries.reading import feed_keys_of, subscriptions_of
from press.mail.models import OutboxMail
from press.privacy.errors import RequestNotFound
from press.privacy.models import DataRequest
from press.privacy.states import RequestState

_MOST_DOWNLOADS = 100_000


def own_requests(account_id: int) -> Sequence[DataRequest]:
    """What this person has asked, newest first."""
    return db.session.scalars(
        select(DataRequest).where(DataRequest.account_id == account_id).order_by(DataRequest.id.desc())
    ).all()


def every_request() -> Sequence[DataRequest]:
    """For the data protection officer: what is open, longest waiting first; then what was answered, newest first."""
    rows = db.session.scalars(
        select(DataRequest).options(joinedload(DataRequest.account)).order_by(DataRequest.asked_at, DataRequest.id)
    ).all()
    waiting = [row for row in rows if row.state is RequestState.OPEN]
    return waiting + [row for row in reversed(rows) if row.state is not RequestState.OPEN]


def request_by_id(request_id: int, *, for_update: bool = False) -> DataRequest:
    """One request, for the data protection officer. Raises RequestNotFound."""
    query = select(DataRequest).where(DataRequest.id == request_id)
    found = db.session.scalar(query.with_for_update() if for_update else query)
    if found is None:
        raise RequestNotFound
    return found


def copy_of(account: Account) -> dict[str, Any]:
    """Everything that is kept of this person, for them to have (PDPA, section 30). Officers are named by what they are:
    their names are their own data. Passwords, secrets and hashes stay out."""
    applications = db.session.scalars(
        select(Application)
        .where(Application.account_id == account.id)
        .options(joinedload(Application.event), selectinload(Application.decisions), selectinload(Application.evidence))
        .order_by(Application.id)
    ).all()
    mails = db.session.scalars(
        select(OutboxMail).where(OutboxMail.to_address == account.email).order_by(OutboxMail.id)
    ).all()
    return {
        "account": {
            "email": account.email,
            "name": account.name,
            "language": account.locale,
            "created_at": _moment(account.created_at),
        },
        "applications": [_application(each) for each in applications],
        "drafts": [
            {"values": each.values, "updated_at": _moment(each.updated_at)}
            for each in db.session.scalars(select(FormDraft).where(FormDraft.account_id == account.id))
        ],
        "downloads": [
            {"at": _moment(row.at), "kit": row.kit, "file": row.file_name}
            for row in downloads_of(account.id, event_id=None, limit=_MOST_DOWNLOADS)
        ],
        "feed_keys": [{"kit": each.kit.slug, "made_at": _moment(each.made_at)} for each in feed_keys_of(account.id)],
        "news_by_mail": [
            {
                "event": {"th": each.event.name("th"), "en": each.event.name("en")},
                "pace": each.pace.value,
                "begun_at": _moment(each.begun_at),
                "ended_at": _moment(each.ended_at),
            }
            for each in subscriptions_of(account.id)
        ],
        "mails": [
            {"subject": mail.subject, "queued_at": _moment(mail.queued_at), "sent_at": _moment(mail.sent_at)}
            for mail in mails
        ],
        "data_requests": [
            {
                "kind": each.kind.value,
                "words": each.words,
                "state": each.state.value,
                "asked_at": _moment(each.asked_at),
                "answer": each.answer,
                "closed_at": _moment(each.closed_at),
            }
            for each in reversed(own_requests(account.id))
        ],
    }


def _application(found: Application) -> dict[str, Any]:
    typed = ("ref", "email", "name_th", "name_en", "phone", "outlet_name", "country", "work", "locale")
    return {
        **{name: getattr(found, name) for name in typed},
        "event": {"th": found.event.name("th"), "en": found.event.name("en")},
        "medium": found.medium.value,
        "role": found.role.value,
        "grade": found.grade.value,
        "consent": {"at": _moment(found.consent_at), "notice": found.consent_version},
        "created_at": _moment(found.created_at),
        "submitted_at": _moment(found.submitted_at),
        "attended_at": _moment(found.attended_at),
        "decisions": [
            {
                "outcome": each.outcome.value,
                "reason_code": each.reason_code.value if each.reason_code else None,
                "reason": each.reason,
                "at": _moment(each.decided_at),
                "by": "PR team",
            }
            for each in found.decisions
        ],
        **_handed_in(found.id),
        "evidence": [
            {"kind": each.kind.value, "grade": each.grade.value, "note": each.note, "at": _moment(each.checked_at)}
            for each in found.evidence
        ],
    }


def _handed_in(application_id: int) -> dict[str, Any]:
    """Papers (files by name: they can be opened on the application's page), what was changed, and the appeal."""
    papers = db.session.scalars(select(Paper).where(Paper.application_id == application_id).order_by(Paper.id))
    changes = db.session.scalars(select(Change).where(Change.application_id == application_id).order_by(Change.id))
    appeal = db.session.scalar(select(Appeal).where(Appeal.application_id == application_id))
    return {
        "papers": [
            {
                "kind": each.kind.value,
                "words": each.words or each.cannot,
                "file": each.upload.name if each.upload else None,
                "at": _moment(each.handed_in_at),
            }
            for each in papers
        ],
        "changes": [
            {"field": each.field, "before": each.before, "after": each.after, "at": _moment(each.at)}
            for each in changes
        ],
        "appeal": {"words": appeal.words, "at": _moment(appeal.sent_at)} if appeal else None,
    }


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None
