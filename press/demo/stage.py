"""What the scenes of the demo play with: who waits, two officers, and the moment at which all of it has happened."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from press.accounts.models import Account
from press.accounts.queries import account_by_email
from press.accounts.services.people import account_for_address
from press.accounts.services.roles import give_roles
from press.accounts.states import Role
from press.accreditation.models import Application
from press.accreditation.services.applying import APPLICANT
from press.accreditation.services.deciding import grade_evidence
from press.accreditation.states import WAITING, ApplicationState, EvidenceKind, Grade
from press.audit.services import COMMAND_LINE, By
from press.db import db
from press.demo.plan import OFFICERS
from press.demo.services import Filled, Kept
from press.events.models import Event

# Nobody has an address there (RFC 2606): whatever the scenes mail goes nowhere.
RESERVED = (".example", "@example.com", "@example.org")


class NobodyLeft(Exception):
    """Too few applications were asked for: no one waits whom this scene could take."""


@dataclass
class Person:
    """An application on the stage."""

    kept: Kept
    application: Application

    @property
    def by(self) -> By:
        return By(self.kept.account_id, APPLICANT)

    def words(self, thai: str, english: str) -> str:
        """In the language that this applicant reads."""
        return english if self.kept.made.locale == "en" else thai


@dataclass
class Stage:
    """`at` is the moment at which the scenes end; what happened before is told by `ago`. `played` are the applications
    that the scenes used, in their order."""

    event: Event
    filled: Filled
    seed: int
    at: datetime
    secret_key: str
    consent_version: str
    officers: tuple[By, By]
    played: list[Person] = field(default_factory=list)

    def ago(self, hours: float) -> datetime:
        return self.at - timedelta(hours=hours)

    def take(self, fits: Callable[[Kept], bool] = lambda kept: True) -> Person:
        """Somebody who waits and whom no other scene takes. Raises NobodyLeft."""
        taken = {person.kept.id for person in self.played}
        for kept in self.filled.kept:
            if kept.made.state in WAITING and kept.id not in taken and fits(kept):
                person = Person(kept, db.session.get_one(Application, kept.id))
                self.played.append(person)
                return person
        raise NobodyLeft

    def waiting(self) -> list[Person]:
        """Whom the scenes have left where an officer has something to do."""
        return [person for person in self.played if person.application.state in WAITING]

    def approved(self) -> list[Person]:
        """Everybody who is approved from the start."""
        found = [kept for kept in self.filled.kept if kept.made.state is ApplicationState.APPROVED]
        return [Person(kept, db.session.get_one(Application, kept.id)) for kept in found]

    def confirm(self, person: Person, by: By, at: datetime) -> None:
        """An officer has checked this assignment."""
        grade_evidence(
            person.application, kind=EvidenceKind.LETTER, grade=Grade.B, note="signed letter (sample)", by=by, at=at
        )


def officer_accounts(event: Event, *, at: datetime) -> tuple[By, By]:
    """The demo's two officers. They have no password, and no mailbox to set one: nobody signs in as one of them."""
    first, second = (_officer(name, event, at) for name in OFFICERS)
    return first, second


def _officer(name: str, event: Event, at: datetime) -> By:
    email = f"{name.lower().replace(' ', '-')}@press.example"
    account: Account = account_by_email(email) or account_for_address(email=email, name=name, locale="th", at=at)
    give_roles(account, [Role.OFFICER], event_id=event.id, by=COMMAND_LINE, at=at)
    return By(account.id, account.name)
