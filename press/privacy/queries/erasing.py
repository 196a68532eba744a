"""What an erasure would take and leave, counted before it is confirmed."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select

from press.accounts.models import Account, SignInSession
from press.accreditation.models import Application, CrewInvitation, Decision, FormDraft, Paper
from press.accreditation.queries.people import everything_of
from press.db import Base, db
from press.distribution.models import Download
from press.distribution.queries.handed_over import Taken, named_copies, taken_naming
from press.mail.models import OutboxMail
from press.outlets.queries import outlet_by_id
from press.uploads.models import Upload
from press.uploads.states import UploadState


@dataclass(frozen=True)
class Preview:
    """How much goes, and how much stays without a name. `outlets` are the names of editorial brands; `copies` are
    sealed copies of kits with names, and `taken` those that somebody took along, which nobody here can delete."""

    applications: int
    files: int
    papers: int
    drafts: int
    mails: int
    invitations: int
    sessions: int
    decisions: int
    arrivals: int
    downloads: int
    copies: int
    outlets: tuple[str, ...]
    taken: tuple[Taken, ...]


def preview_of(account: Account, *, language: str) -> Preview:
    """Counts what `press/privacy/services/erasing.py` would erase and keep."""
    applications = everything_of(account)
    numbers = [each.id for each in applications]
    subjects = [each.subject for each in applications]
    outlet_ids = dict.fromkeys(each.outlet_id for each in applications if each.outlet_id)
    return Preview(
        applications=len(applications),
        files=_count(Upload, Upload.subject.in_(subjects), Upload.state != UploadState.DELETED),
        papers=_count(Paper, Paper.application_id.in_(numbers)),
        drafts=_count(FormDraft, FormDraft.account_id == account.id),
        mails=_count(OutboxMail, or_(OutboxMail.to_address == account.email, OutboxMail.about.in_(subjects))),
        invitations=_count(
            CrewInvitation, or_(CrewInvitation.email == account.email, CrewInvitation.application_id.in_(numbers))
        ),
        sessions=_count(SignInSession, SignInSession.account_id == account.id, SignInSession.ended_at.is_(None)),
        decisions=_count(Decision, Decision.application_id.in_(numbers)),
        arrivals=_count(Application, Application.id.in_(numbers), Application.attended_at.is_not(None)),
        downloads=_count(Download, Download.account_id == account.id),
        copies=len(named_copies(account.id)),
        outlets=tuple(outlet_by_id(number).name(language) for number in outlet_ids),
        taken=tuple(taken_naming(account.id)),
    )


def _count(table: type[Base], *conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(table).where(*conditions)) or 0
