"""A person is forgotten: what the figures count stays, without who it was."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select, update

from press.accounts.models import Account
from press.accounts.services.erasing import erased_address
from press.accreditation.models import (
    Appeal,
    Application,
    Change,
    Confirmation,
    ConfirmationPerson,
    CrewInvitation,
    Decision,
    Evidence,
    Flag,
    FormDraft,
    InformationRequest,
    Look,
    Note,
    NoteMention,
    Paper,
    Recommendation,
)
from press.accreditation.models.confirmation import DESK
from press.accreditation.moves import move
from press.accreditation.queries.people import everything_of
from press.accreditation.services.indexing import make_findable
from press.accreditation.services.settling import end_credentials, overtake_recommendation
from press.accreditation.states import ACCREDITED, LIVE, ApplicationState, InvitationState
from press.db import db
from press.uploads.services.erasing import forget_files_of

NOBODY = "—"  # stands where a name stood
_ENDED = (ApplicationState.DECLINED, ApplicationState.REVOKED)
_RUNNING = tuple(state for state in LIVE if state not in _ENDED)
# Rows that say nothing once the person is gone.
_DELETED = (Change, Flag, Look, ConfirmationPerson, Paper)
_EMPTIED: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (Decision, ("reason", "limits")),
    (Recommendation, ("reason", "limits")),
    (Evidence, ("note",)),
    (InformationRequest, ("words", "answer")),
    (Appeal, ("words",)),
)


def still_running(account: Account, *, at: datetime) -> list[Application]:
    """What must be withdrawn first: applications that are not over, to events that are still to come."""
    return [each for each in everything_of(account) if each.state in _RUNNING and each.event.ends_at > at]


def forget_applicant(account: Account, *, at: datetime) -> None:
    """Names, addresses, telephones, papers and everybody's words go from all that this person sent. State, grade,
    outlet, decisions and arrivals stay: they are what the figures count. The rows are locked here."""
    applications = everything_of(account, for_update=True)
    numbers = [each.id for each in applications]
    for each in applications:
        forget_files_of(each.subject, at=at)
    _delete_rows(numbers)
    for table, columns in _EMPTIED:
        emptied = dict.fromkeys(columns, "")
        db.session.execute(update(table).where(table.application_id.in_(numbers)).values(**emptied))
    db.session.execute(
        update(InformationRequest)
        .where(InformationRequest.application_id.in_(numbers), InformationRequest.ended_at.is_(None))
        .values(ended_at=at)
    )
    _forget_invitations(account, numbers, at=at)
    _forget_newsroom(account)
    _forget_drafts(account)
    end_credentials(*numbers, at=at)
    for each in applications:
        _blank(each, at=at)
    db.session.flush()
    db.session.expire_all()  # rows were changed behind what was read


def _delete_rows(numbers: Sequence[int]) -> None:
    notes = select(Note.id).where(Note.application_id.in_(numbers))
    db.session.execute(delete(NoteMention).where(NoteMention.note_id.in_(notes)))
    db.session.execute(delete(Note).where(Note.application_id.in_(numbers)))
    db.session.execute(delete(Flag).where(Flag.other_id.in_(numbers)))
    for table in _DELETED:
        db.session.execute(delete(table).where(table.application_id.in_(numbers)))


def _forget_invitations(account: Account, numbers: Sequence[int], *, at: datetime) -> None:
    its = or_(CrewInvitation.email == account.email, CrewInvitation.application_id.in_(numbers))
    for each in db.session.scalars(select(CrewInvitation).where(its)):
        each.email, each.name, each.outlet_name = f"{erased_address(account)}:{each.id}", NOBODY, NOBODY
        if each.state is InvitationState.INVITED:
            each.state, each.answered_at = InvitationState.REMOVED, at


def _forget_newsroom(account: Account) -> None:
    """Whoever answered for a newsroom: the answers stay, and what they were worth."""
    desk = DESK + account.email
    db.session.execute(
        update(Evidence).where(Evidence.checked_by == desk).values(checked_by=DESK + erased_address(account), note="")
    )
    db.session.execute(update(Evidence).where(Evidence.note == account.email).values(note=""))
    for asked in db.session.scalars(select(Confirmation).where(Confirmation.email == account.email)):
        asked.email, asked.answered_name, asked.answered_function = erased_address(account), "", ""


def _forget_drafts(account: Account) -> None:
    """Forms that were begun: by the account, or without one and with this address in them."""
    for draft in db.session.scalars(select(FormDraft)).all():
        if draft.account_id == account.id or account.email in map(str.lower, map(str, draft.values.values())):
            db.session.delete(draft)


def _blank(application: Application, *, at: datetime) -> None:
    overtake_recommendation(application, at=at)
    if application.state in _RUNNING and application.state not in ACCREDITED:
        move(application, ApplicationState.EXPIRED)  # its event is over; nobody is told, as nobody is known
    application.name_th = application.name_en = application.outlet_name = NOBODY
    application.email = application.phone = application.work = ""
    make_findable(application)
