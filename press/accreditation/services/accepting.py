"""What somebody does with an invitation: fills in the form, joins with the application that is there, declines.

The link stands for the mailbox: who opens it has proven the address, so no second mail is needed."""

import secrets
from datetime import datetime

from press.accounts.models import Account
from press.accounts.services.people import account_for_address
from press.accreditation.errors import InAnotherCrew
from press.accreditation.models import Application, CrewInvitation, CrewMember
from press.accreditation.queries.crews import membership
from press.accreditation.services import answering, applying
from press.accreditation.services.applying import APPLICANT, Answers
from press.accreditation.services.counting_papers import count_missing
from press.accreditation.states import InvitationState
from press.audit.services import By, record
from press.db import db


def accept(
    invitation: CrewInvitation, answers: Answers, *, consent_version: str, locale: str, at: datetime
) -> tuple[Account, Application]:
    """The invited person has filled in the form: the application is submitted, and in the crew. `answers` are the
    person's own, their address is the invitation's. Returns the account and its application.

    Raises WindowClosed when the event takes none now, InAnotherCrew."""
    draft, _is_new = applying.keep(
        answers,
        event=invitation.event,
        request_key=secrets.token_hex(16),  # the invitation itself is good for one application
        consent_version=consent_version,
        locale=locale,
        at=at,
    )
    account = account_for_address(email=invitation.email, name=draft.name(locale), locale=locale, at=at)
    application = applying.submit(draft, account=account, at=at)
    _settle(invitation, application, account, at=at)
    return account, application


def join(invitation: CrewInvitation, application: Application, *, account: Account, at: datetime) -> None:
    """The invited person had applied already: that application joins the crew, nothing of it changes.

    Raises InAnotherCrew."""
    _settle(invitation, application, account, at=at)


def decline(invitation: CrewInvitation, *, at: datetime) -> None:
    """The invited person does not come; whoever asked sees that, and no more."""
    invitation.state = InvitationState.DECLINED
    invitation.answered_at = at
    record("crew.declined", invitation.subject, by=By(None, APPLICANT), at=at)


def _settle(invitation: CrewInvitation, application: Application, account: Account, *, at: datetime) -> None:
    invitation.state = InvitationState.DONE
    invitation.application = application
    invitation.answered_at = at
    if invitation.crew_id is not None:
        _enter(application, invitation.crew_id, by=By(account.id, APPLICANT), at=at)
    if invitation.confirmation is not None:
        answering.added_by_desk(invitation.confirmation, application, at=at)
    db.session.flush()


def _enter(application: Application, crew_id: int, *, by: By, at: datetime) -> None:
    place = membership(application)
    if place is not None and place.crew_id != crew_id:
        raise InAnotherCrew
    if place is None:
        db.session.add(CrewMember(crew_id=crew_id, application_id=application.id, joined_at=at))
        db.session.flush()
        count_missing(application)
        record("application.joined_crew", application.subject, by=by, at=at, crew=crew_id)
