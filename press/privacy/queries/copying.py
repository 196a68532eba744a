"""The copy of what is kept of one person."""

from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from press.accounts.models import Account, KnownBrowser, MailedLink, Passkey, SignInSession
from press.accreditation.models import (
    Appeal,
    Application,
    Change,
    ConfirmationPerson,
    Credential,
    CrewInvitation,
    CrewMember,
    FormDraft,
    InformationRequest,
    Paper,
    SavedView,
)
from press.accreditation.queries.merges import ref_of_survivor
from press.accreditation.queries.people import everything_of
from press.audit.models import AuditEntry
from press.db import db
from press.distribution.models import AdoptionReport, EmblemRequest, NoticeReceipt, ReleaseReading
from press.distribution.queries import accepted_by, downloads_of
from press.distribution.queries.reading import feed_keys_of, subscriptions_of
from press.kits.models import Kit, Release
from press.mail.models import OutboxMail
from press.privacy.queries.requests import own_requests

_MOST_DOWNLOADS = 100_000
# Officers are named by what they are: their names are their own data.
_TEAM = "PR team"
Entry = dict[str, Any]


def copy_of(account: Account) -> Entry:
    """Everything that is kept of this person, for them to have (PDPA, section 30).

    Left out, table by table with its reason, is what `press/privacy/tables.py` says: other people's data (who else is
    in the crew, who answered for the newsroom, officers by name), what officers write for each other and have not
    decided yet, and passwords, secrets and hashes, which open doors and say nothing."""
    return {
        "account": _account(account),
        "applications": [_application(each) for each in everything_of(account)],
        "invitations": _invitations(account),
        "drafts": [
            {"values": each.values, "updated_at": _moment(each.updated_at)}
            for each in db.session.scalars(select(FormDraft).where(FormDraft.account_id == account.id))
        ],
        "downloads": [
            {"at": _moment(row.at), "kit": row.kit, "file": row.file_name}
            for row in downloads_of(account.id, event_id=None, limit=_MOST_DOWNLOADS)
        ],
        "readings": _readings(account),
        "notices": _notices(account),
        "accepted_texts": _accepted(account),
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
        "emblem_requests": _emblem_requests(account),
        "reports_of_use": _reports_of_use(account),
        "mails": _mails(account),
        "links": _links(account),
        "acts": _acts(account),
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


def _readings(account: Account) -> list[Entry]:
    rows = db.session.execute(
        select(ReleaseReading.at, ReleaseReading.number, Release.slug, Kit.slug)
        .join(Release, Release.id == ReleaseReading.release_id)
        .join(Kit, Kit.id == Release.kit_id)
        .where(ReleaseReading.account_id == account.id)
        .order_by(ReleaseReading.id)
    )
    return [{"at": _moment(at), "kit": kit, "release": slug, "revision": number} for at, number, slug, kit in rows]


def _notices(account: Account) -> list[Entry]:
    """What they were told of; what was noted of a call is about them, too."""
    receipts = db.session.scalars(
        select(NoticeReceipt).where(NoticeReceipt.account_id == account.id).order_by(NoticeReceipt.id)
    )
    return [
        {
            "kind": each.notice.kind.value,
            "kit": each.notice.kit.slug,
            "told_at": _moment(each.told_at),
            "opened_at": _moment(each.opened_at),
            "telephoned_at": _moment(each.telephoned_at),
            "remark": each.remark,
        }
        for each in receipts
    ]


def _account(account: Account) -> Entry:
    sessions = select(SignInSession).where(SignInSession.account_id == account.id).order_by(SignInSession.id)
    passkeys = select(Passkey).where(Passkey.account_id == account.id).order_by(Passkey.id)
    browsers = select(KnownBrowser).where(KnownBrowser.account_id == account.id).order_by(KnownBrowser.id)
    views = select(SavedView).where(SavedView.account_id == account.id).order_by(SavedView.id)
    return {
        "email": account.email,
        "name": account.name,
        "language": account.locale,
        "created_at": _moment(account.created_at),
        "disabled_at": _moment(account.disabled_at),
        "roles": [{"role": each.role.value, "granted_at": _moment(each.granted_at)} for each in account.grants],
        "sessions": [
            {
                "device": each.device,
                "started_at": _moment(each.started_at),
                "seen_at": _moment(each.seen_at),
                "ended_at": _moment(each.ended_at),
            }
            for each in db.session.scalars(sessions)
        ],
        "passkeys": [
            {"name": each.name, "made_at": _moment(each.made_at), "used_at": _moment(each.used_at)}
            for each in db.session.scalars(passkeys)
        ],
        "browsers": [{"seen_at": _moment(each.seen_at)} for each in db.session.scalars(browsers)],
        "views": [{"name": each.name, "query": each.query} for each in db.session.scalars(views)],
    }


def _invitations(account: Account) -> list[Entry]:
    """Into crews: what somebody else typed of this person."""
    own = [each.id for each in everything_of(account)]
    found = db.session.scalars(
        select(CrewInvitation)
        .where(or_(CrewInvitation.email == account.email, CrewInvitation.application_id.in_(own)))
        .options(joinedload(CrewInvitation.event))
        .order_by(CrewInvitation.id)
    )
    typed = ("email", "name", "outlet_name", "country")
    return [
        {
            **{name: getattr(each, name) for name in typed},
            "event": {"th": each.event.name("th"), "en": each.event.name("en")},
            "medium": each.medium.value,
            "role": each.role.value,
            "state": each.state.value,
            "created_at": _moment(each.created_at),
            "answered_at": _moment(each.answered_at),
        }
        for each in found
    ]


def _accepted(account: Account) -> list[Entry]:
    return [
        {
            "kit": line.kit,
            "text": line.what or "undertaking",
            "version": line.version,
            "language": line.language.value,
            "at": _moment(line.at),
        }
        for line in accepted_by(account.id)
    ]


def _emblem_requests(account: Account) -> list[Entry]:
    rows = db.session.scalars(
        select(EmblemRequest).where(EmblemRequest.account_id == account.id).order_by(EmblemRequest.id)
    )
    return [
        {
            "code": row.code,
            "name": row.contact_name,
            "phone": row.phone,
            "organisation": {"th": row.organisation_th, "en": row.organisation_en},
            "purpose": row.purpose,
            "state": row.state.value,
            "asked_at": _moment(row.asked_at),
            "valid_until": _moment(row.valid_until),
            "end_told_at": _moment(row.end_told_at),
            "reason": row.reason,
        }
        for row in rows
    ]


def _reports_of_use(account: Account) -> list[Entry]:
    rows = db.session.scalars(
        select(AdoptionReport).where(AdoptionReport.account_id == account.id).order_by(AdoptionReport.id)
    )
    return [
        {"organisation": row.organisation, "place": row.place, "url": row.url, "at": _moment(row.reported_at)}
        for row in rows
    ]


def _mails(account: Account) -> list[Entry]:
    found = db.session.scalars(select(OutboxMail).where(OutboxMail.to_address == account.email).order_by(OutboxMail.id))
    return [
        {
            "subject": mail.subject,
            "text": mail.text,
            "queued_at": _moment(mail.queued_at),
            "sent_at": _moment(mail.sent_at),
        }
        for mail in found
    ]


def _links(account: Account) -> list[Entry]:
    found = db.session.scalars(select(MailedLink).where(MailedLink.email == account.email).order_by(MailedLink.id))
    return [
        {"purpose": each.purpose.value, "created_at": _moment(each.created_at), "spent_at": _moment(each.spent_at)}
        for each in found
    ]


def _acts(account: Account) -> list[Entry]:
    """What this person did, as the audit says it. What officers did is told by decisions and mails."""
    found = db.session.scalars(select(AuditEntry).where(AuditEntry.actor_id == account.id).order_by(AuditEntry.id))
    return [{"at": _moment(each.at), "action": each.action, "subject": each.subject} for each in found]


def _application(found: Application) -> Entry:
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
        "coming": found.coming,
        "coming_at": _moment(found.coming_at),
        "attended_at": _moment(found.attended_at),
        "merged_into": ref_of_survivor(found) or None,
        "decisions": [
            {
                "outcome": each.outcome.value,
                "reason_code": each.reason_code.value if each.reason_code else None,
                "reason": each.reason,
                "limits": each.limits,
                "at": _moment(each.decided_at),
                "by": _TEAM,
            }
            for each in found.decisions
        ],
        "evidence": [
            {"kind": each.kind.value, "grade": each.grade.value, "note": each.note, "at": _moment(each.checked_at)}
            for each in found.evidence
        ],
        **_handed_in(found.id),
        **_asked(found.id),
        **_standing(found.id),
    }


def _handed_in(application_id: int) -> Entry:
    """Papers (files by name: they can be opened on the application's page), what was changed, and the appeal."""
    papers = db.session.scalars(
        select(Paper)
        .where(Paper.application_id == application_id)
        .options(selectinload(Paper.upload))
        .order_by(Paper.id)
    )
    changes = db.session.scalars(select(Change).where(Change.application_id == application_id).order_by(Change.id))
    appeal = db.session.scalar(select(Appeal).where(Appeal.application_id == application_id))
    return {
        "papers": [
            {
                "kind": each.kind.value,
                "words": each.words or each.cannot,
                "file": each.upload.name if each.upload else None,
                "bytes": each.upload.size if each.upload else None,
                "deleted_at": _moment(each.upload.deleted_at) if each.upload else None,
                "at": _moment(each.handed_in_at),
                "replaced_at": _moment(each.replaced_at),
            }
            for each in papers
        ],
        "changes": [
            {"field": each.field, "before": each.before, "after": each.after, "at": _moment(each.at)}
            for each in changes
        ],
        "appeal": {"words": appeal.words, "at": _moment(appeal.sent_at)} if appeal else None,
    }


def _asked(application_id: int) -> Entry:
    """What officers asked this person for, and newsrooms about them. Who answered for a newsroom is not told."""
    asked = db.session.scalars(
        select(InformationRequest)
        .where(InformationRequest.application_id == application_id)
        .order_by(InformationRequest.id)
    )
    said = db.session.scalars(
        select(ConfirmationPerson)
        .where(ConfirmationPerson.application_id == application_id)
        .options(joinedload(ConfirmationPerson.confirmation))
        .order_by(ConfirmationPerson.id)
    )
    return {
        "asked_for": [
            {
                "items": each.items,
                "words": each.words,
                "deadline": _moment(each.deadline),
                "at": _moment(each.asked_at),
                "by": _TEAM,
                "answer": each.answer,
                "answered_at": _moment(each.answered_at),
            }
            for each in asked
        ],
        "newsrooms": [
            {
                "asked_at": _moment(each.confirmation.asked_at),
                "answer": each.answer.value if each.answer else None,
                "grade": each.grade.value if each.grade else None,
                "answered_at": _moment(each.answered_at),
            }
            for each in said
        ],
    }


def _standing(application_id: int) -> Entry:
    """The right that came of it, and the place in a crew; who else is in the crew is not told."""
    rights = db.session.scalars(
        select(Credential).where(Credential.application_id == application_id).order_by(Credential.id)
    )
    place = db.session.scalar(
        select(CrewMember).where(CrewMember.application_id == application_id).options(joinedload(CrewMember.crew))
    )
    return {
        "credentials": [
            {"issued_at": _moment(each.issued_at), "revoked_at": _moment(each.revoked_at)} for each in rights
        ],
        "crew": {"joined_at": _moment(place.joined_at), "leads": place.crew.leader_id == application_id}
        if place
        else None,
    }


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None
