"""Reads of invitations: by their link, by their address, or for the leader of their crew."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from press.accounts.queries import account_by_email
from press.accounts.tokens import hash_token
from press.accreditation.errors import InvitationNotFound, InvitationOver
from press.accreditation.models import Application, Confirmation, Crew, CrewInvitation
from press.accreditation.queries.applications import live_application
from press.accreditation.states import InvitationState
from press.db import db


def find_invitation(token: str, *, at: datetime) -> CrewInvitation:
    """The unanswered invitation with this token, locked. Raises InvitationOver when there is none, whatever the
    reason."""
    found = db.session.scalar(
        select(CrewInvitation).where(CrewInvitation.token_hash == hash_token(token)).with_for_update()
    )
    if found is None or found.state is not InvitationState.INVITED or not found.event.takes_applications(at):
        raise InvitationOver
    return found


def invitation_with(token: str) -> CrewInvitation | None:
    """The invitation with this token, answered or not: whoever holds the token has read that mailbox."""
    return db.session.scalar(select(CrewInvitation).where(CrewInvitation.token_hash == hash_token(token)))


def applied_already(invitation: CrewInvitation) -> Application | None:
    """What the owner of the invited address has applied for already, for this event."""
    account = account_by_email(invitation.email)
    return live_application(event_id=invitation.event_id, account_id=account.id) if account else None


def invitation_to(email: str, *, crew: Crew | None, confirmation: Confirmation | None) -> CrewInvitation | None:
    """The invitation of this address into this crew, or by this newsroom."""
    return db.session.scalar(select(CrewInvitation).where(_of(crew, confirmation), CrewInvitation.email == email))


def invited_by(*, crew: Crew | None, confirmation: Confirmation | None) -> int:
    """How many people are on the list: removed ones are not."""
    on_list = CrewInvitation.state != InvitationState.REMOVED
    return (
        db.session.scalar(select(func.count()).select_from(CrewInvitation).where(_of(crew, confirmation), on_list)) or 0
    )


def invitation_of_leader(number: int, *, crew: Crew) -> CrewInvitation:
    """An invitation of this crew, locked. Raises InvitationNotFound for any other, and for one that was removed."""
    found = db.session.scalar(
        select(CrewInvitation).where(CrewInvitation.id == number, CrewInvitation.crew_id == crew.id).with_for_update()
    )
    if found is None or found.state is InvitationState.REMOVED:
        raise InvitationNotFound
    return found


def _of(crew: Crew | None, confirmation: Confirmation | None) -> ColumnElement[bool]:
    if crew is not None:
        return CrewInvitation.crew_id == crew.id
    return CrewInvitation.confirmation_id == (confirmation.id if confirmation is not None else None)
