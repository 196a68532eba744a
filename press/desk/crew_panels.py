"""What the page of one application shows of its crew, and of what the newsroom said."""

from dataclasses import dataclass
from typing import Any

from press.accounts.actor import Actor
from press.accreditation.models import Application, Confirmation, ConfirmationPerson
from press.accreditation.queries.confirmations import confirmations_about, is_over, said_about
from press.accreditation.queries.crews import crew_of, is_gone
from press.accreditation.states import DeskAnswer, Grade, InvitationState
from press.clock import now
from press.desk.forms import AskDeskForm, DomainForm
from press.mail.models import OutboxMail
from press.mail.outbox import mails_about
from press.outlets.domains import domain_of, domains_of, may_be_an_outlets, within

Context = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """What one newsroom said of this application, and what an officer may make of it."""

    person: ConfirmationPerson
    domain: str
    is_own_address: bool
    is_known: bool
    may_become_known: bool

    @property
    def to_judge(self) -> bool:
        return self.person.answer is DeskAnswer.YES and self.person.grade is Grade.C

    @property
    def is_no(self) -> bool:
        return self.person.answer is DeskAnswer.NO


@dataclass(frozen=True)
class Asked:
    """One address that was asked, and its last mail."""

    confirmation: Confirmation
    mail: OutboxMail | None
    is_over: bool


def crew(found: Application, _actor: Actor) -> Context:
    """The crew with its people: who is done with a link to the application, who is not yet."""
    whole = crew_of(found)
    waiting = (InvitationState.INVITED, InvitationState.DECLINED)
    return {
        "crew": whole,
        "crew_waits": [each for each in whole.invitations if each.state in waiting] if whole else [],
        "may_lead": whole is not None and whole.leader_id != found.id and not is_gone(found),
    }


def confirmation(found: Application, _actor: Actor) -> Context:
    """Which addresses were asked, what they said, and the forms to ask and to judge."""
    domains = domains_of(found.outlet) if found.outlet is not None else frozenset()
    asked = confirmations_about(found)
    return {
        "desk_asked": [_asked(each) for each in asked],
        "desk_said": [_said(person, domains) for person in said_about(found)],
        "outlet_domains": sorted(domains),
        "forms": {"ask_desk": AskDeskForm(formdata=None), "domain": DomainForm(formdata=None)},
    }


def _said(person: ConfirmationPerson, domains: frozenset[str]) -> Said:
    domain = domain_of(person.confirmation.email)
    own_address = person.confirmation.email == person.application.email
    possible = not own_address and may_be_an_outlets(domain)
    return Said(person, domain, own_address, possible and within(domain, domains), possible)


def _asked(asked: Confirmation) -> Asked:
    sent = mails_about(asked.subject)
    return Asked(asked, sent[-1] if sent else None, asked.expires_at <= now() or is_over(asked))
