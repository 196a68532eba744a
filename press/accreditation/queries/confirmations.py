"""Reads of confirmations: by their link, and for the page of an application."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from press.accounts.tokens import hash_token
from press.accreditation.errors import ConfirmationNotFound, ConfirmationOver
from press.accreditation.models import Application, Confirmation, ConfirmationPerson
from press.accreditation.states import LIVE, ApplicationState, DeskAnswer
from press.db import db
from press.outlets.queries import outlet_by_id

# A newsroom is not asked about somebody who was refused; what it said of them before stays on its page.
_ASKED_ABOUT = tuple(state for state in LIVE if state not in {ApplicationState.DECLINED, ApplicationState.REVOKED})
# A recommendation is silent: a page that closed with it would tell.
_UNDECIDED = frozenset(
    {
        ApplicationState.SUBMITTED,
        ApplicationState.IN_REVIEW,
        ApplicationState.NEEDS_INFO,
        ApplicationState.RECOMMENDED,
    }
)


class Listed(NamedTuple):
    """Somebody on a newsroom's page, and what it has said of them; `said` is None before it said anything."""

    application: Application
    said: ConfirmationPerson | None

    @property
    def answer(self) -> DeskAnswer | None:
        return self.said.answer if self.said is not None else None

    @property
    def may_be_answered(self) -> bool:
        """A first answer is welcome at any time; it can be changed until an officer has decided."""
        return self.answer is None or is_undecided(self.application)


def is_undecided(application: Application) -> bool:
    """Whether no decision has been told yet."""
    return application.state in _UNDECIDED


def is_asked_about(application: Application) -> bool:
    """Whether newsrooms are asked about this application at all."""
    return application.state in _ASKED_ABOUT


def find_confirmation(token: str, *, at: datetime) -> Confirmation:
    """The confirmation with this token, while its link works. Raises ConfirmationOver."""
    found = db.session.scalar(
        select(Confirmation)
        .where(Confirmation.token_hash == hash_token(token), Confirmation.expires_at > at)
        .options(joinedload(Confirmation.event), joinedload(Confirmation.outlet))
    )
    if found is None or is_over(found):
        raise ConfirmationOver
    return found


def is_over(confirmation: Confirmation) -> bool:
    """Whether everybody who named this address has named another one since: nothing is left to ask it."""
    people = _people(confirmation)
    return not confirmation.whole_outlet and bool(people) and all(person.replaced_at for person in people)


def was_replaced(token: str) -> bool:
    """Whether this link ended because the applicant named another editor."""
    found = db.session.scalar(select(Confirmation).where(Confirmation.token_hash == hash_token(token)))
    return found is not None and is_over(found)


def confirmation_to(email: str, *, outlet_id: int, event_id: int) -> Confirmation | None:
    """What was asked of this address about this outlet and event, locked."""
    return db.session.scalar(
        select(Confirmation)
        .where(Confirmation.email == email, Confirmation.outlet_id == outlet_id, Confirmation.event_id == event_id)
        .with_for_update()
    )


def lock_confirmation(confirmation: Confirmation) -> None:
    """Locks it, and reads it anew: a colleague may have answered while we waited."""
    query = select(Confirmation).where(Confirmation.id == confirmation.id).with_for_update()
    db.session.scalars(query.execution_options(populate_existing=True)).one()


def listed(confirmation: Confirmation, *, for_update: bool = False) -> list[Listed]:
    """Whom this newsroom is asked about, in the order in which they applied; locked in the order of their numbers."""
    outlet = outlet_by_id(confirmation.outlet_id)  # the one that it may have been merged into
    whole = confirmation.whole_outlet
    said = {each.application_id: each for each in _people(confirmation) if whole or each.replaced_at is None}
    asked_about = Application.state.in_(_ASKED_ABOUT)
    named = Application.id.in_(said)
    answered = Application.id.in_([number for number, person in said.items() if person.answer is not None])
    on_page = or_(asked_about if whole else and_(asked_about, named), answered)
    query = (
        select(Application)
        .where(
            Application.event_id == confirmation.event_id,
            Application.outlet_id == outlet.id,
            Application.state.in_(LIVE),
            on_page,
        )
        .order_by(Application.id)
    )
    found = db.session.scalars(query.with_for_update(of=Application) if for_update else query)
    return [Listed(application, said.get(application.id)) for application in found]


def confirmations_about(application: Application) -> Sequence[Confirmation]:
    """What newsrooms were asked about this application's outlet and event, the latest last."""
    return db.session.scalars(
        select(Confirmation)
        .where(Confirmation.event_id == application.event_id, Confirmation.outlet_id == application.outlet_id)
        .order_by(Confirmation.asked_at, Confirmation.id)
    ).all()


def said_about(application: Application) -> Sequence[ConfirmationPerson]:
    """What newsrooms have said of this application."""
    return db.session.scalars(
        select(ConfirmationPerson)
        .where(ConfirmationPerson.application_id == application.id, ConfirmationPerson.answer.is_not(None))
        .options(joinedload(ConfirmationPerson.confirmation))
        .order_by(ConfirmationPerson.id)
    ).all()


def named_by(application: Application) -> Sequence[ConfirmationPerson]:
    """The editors whom this applicant has named and not replaced, the latest last."""
    return db.session.scalars(
        select(ConfirmationPerson)
        .where(
            ConfirmationPerson.application_id == application.id,
            ConfirmationPerson.named_at.is_not(None),
            ConfirmationPerson.replaced_at.is_(None),
        )
        .options(joinedload(ConfirmationPerson.confirmation))
        .order_by(ConfirmationPerson.named_at, ConfirmationPerson.id)
    ).all()


def editor_of(application: Application) -> ConfirmationPerson | None:
    """The editor whom this applicant has named last; None before anybody was named."""
    return next(reversed(named_by(application)), None)


def asker_of(confirmation: Confirmation) -> Application | None:
    """Whose applicant had this address asked the last time; None when it was the PR team."""
    for person in confirmation.people:
        if person.named_at == confirmation.asked_at and person.replaced_at is None:
            return person.application
    return None


def yes_about(application: Application, *, confirmation_id: int) -> ConfirmationPerson:
    """This newsroom's yes to this application, locked. Raises ConfirmationNotFound when there is none."""
    found = db.session.scalar(
        select(ConfirmationPerson)
        .where(
            ConfirmationPerson.application_id == application.id,
            ConfirmationPerson.confirmation_id == confirmation_id,
            ConfirmationPerson.answer == DeskAnswer.YES,
        )
        .with_for_update()
    )
    if found is None:
        raise ConfirmationNotFound
    return found


def _people(confirmation: Confirmation) -> Sequence[ConfirmationPerson]:
    return db.session.scalars(
        select(ConfirmationPerson).where(ConfirmationPerson.confirmation_id == confirmation.id)
    ).all()
