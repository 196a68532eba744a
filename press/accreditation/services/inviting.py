"""Invitations: people are asked by mail to fill in an application of their own."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from press.accounts.tokens import hash_token, made_token
from press.accreditation import mails
from press.accreditation.errors import CrewFull
from press.accreditation.models import Confirmation, Crew, CrewInvitation
from press.accreditation.queries.invitations import invitation_to, invited_by
from press.accreditation.states import InvitationState, JobRole
from press.db import db
from press.events.models import Event
from press.mail import outbox
from press.outlets.states import Medium

PURPOSE = "crew-invitation"
MOST_PEOPLE = 30
MAIL_AGAIN = timedelta(hours=1)


@dataclass(frozen=True)
class Invitee:
    """Whom somebody wants to have with them, as they typed it; the address in its compared form."""

    name: str
    email: str
    role: JobRole


@dataclass(frozen=True)
class Asker:
    """On whose behalf people are invited: a crew, or a newsroom that answered. Their form is filled in with outlet,
    medium and country; they may change it."""

    event: Event
    outlet_name: str
    medium: Medium
    country: str
    crew: Crew | None = None
    confirmation: Confirmation | None = None


@dataclass(frozen=True)
class Added:
    """What became of the people who were named: how many were mailed, how many were on the list already, and how many
    are on it now whose address had had its share of mails."""

    mailed: int
    known: int
    unmailed: int


def invite_all(
    people: Iterable[Invitee], asker: Asker, *, but: Iterable[str] = (), secret_key: str, at: datetime
) -> Added:
    """Invites these people. Somebody who is on the list already is not invited twice, whoever declined is not asked
    again, and the addresses `but` are passed over. Raises CrewFull when the list would be longer than MOST_PEOPLE."""
    named = {person.email: person for person in people if person.email not in set(but)}
    known = {email: invitation_to(email, crew=asker.crew, confirmation=asker.confirmation) for email in named}
    new = [email for email, found in known.items() if found is None or found.state is InvitationState.REMOVED]
    if invited_by(crew=asker.crew, confirmation=asker.confirmation) + len(new) > MOST_PEOPLE:
        raise CrewFull
    mailed = 0
    for email in new:
        invitation = known[email] or _new(email, asker, secret_key=secret_key, at=at)
        _fill_in(invitation, named[email], asker)
        mailed += mail(invitation, at=at)
    return Added(mailed=mailed, known=len(named) - len(new), unmailed=len(new) - mailed)


def token_of(invitation: CrewInvitation, secret_key: str) -> str:
    """The link's token, made again."""
    return made_token(invitation.nonce, purpose=PURPOSE, secret_key=secret_key)


def mail(invitation: CrewInvitation, *, at: datetime, again: bool = False) -> bool:
    """Mails the link. False when it was mailed within the hour, or the address has had its share."""
    soon = invitation.mailed_at is not None and at - invitation.mailed_at < MAIL_AGAIN
    if soon or outbox.had_its_share(invitation.email, at=at):
        return False
    invitation.mailed_at = at
    outbox.queue(mails.crew_invitation(invitation, again=again), at=at)
    return True


def _new(email: str, asker: Asker, *, secret_key: str, at: datetime) -> CrewInvitation:
    invitation = CrewInvitation(
        event=asker.event,
        crew=asker.crew,
        confirmation=asker.confirmation,
        email=email,
        nonce=secrets.token_hex(16),
        created_at=at,
    )
    invitation.token_hash = hash_token(token_of(invitation, secret_key))
    return invitation


def _fill_in(invitation: CrewInvitation, person: Invitee, asker: Asker) -> None:
    """As new: the link of a mail that came before a removal opens it again."""
    invitation.state = InvitationState.INVITED
    invitation.name, invitation.role = person.name, person.role
    invitation.outlet_name, invitation.medium, invitation.country = asker.outlet_name, asker.medium, asker.country
    invitation.application_id = invitation.answered_at = invitation.reminded_at = None
    db.session.add(invitation)
    db.session.flush()
