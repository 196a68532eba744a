"""Ask a newsroom who covers for it."""

import secrets
from datetime import datetime, timedelta

from press.accounts.tokens import hash_token, made_token
from press.accreditation import mails
from press.accreditation.errors import AskedAlready, AskedTooOften, IllegalMove
from press.accreditation.models import Application, Confirmation, ConfirmationPerson
from press.accreditation.queries.confirmations import asker_of, confirmation_to, is_asked_about, listed, named_by
from press.audit.services import By, record
from press.db import db
from press.events.models import Event
from press.mail import outbox
from press.outlets.domains import owns_domain
from press.outlets.models import Outlet

PURPOSE = "desk-confirmation"
LIFETIME = timedelta(days=14)


def ask_desk(
    *,
    outlet: Outlet,
    event: Event,
    email: str,
    only: Application | None = None,
    secret_key: str,
    by: By,
    at: datetime,
) -> Confirmation:
    """Mails a newsroom the link to the page where it says who covers for it at this event. `email` is in its compared
    form. An officer asks about everybody who names the outlet. An applicant, who may name any address as the editor's,
    asks about `only` that application, unless the address is at the outlet's own domain; the editor
    whom it named before is asked about it no more.

    Raises AskedAlready while the address has nothing new to answer, AskedTooOften when it had its share of mails."""
    asked = confirmation_to(email, outlet_id=outlet.id, event_id=event.id)
    if asked is None:
        asked = Confirmation(event=event, outlet=outlet, email=email, whole_outlet=False, version=0)
    if only is not None and not is_asked_about(only):
        raise IllegalMove(f"{only.ref} is {only.state}")
    fresh = _widen(asked, only)
    if not fresh and _waits(asked, at):
        if only is not None:
            _name(asked, only, at=at)
        raise AskedAlready
    if outbox.had_its_share(email, at=at):
        raise AskedTooOften
    _renew(asked, secret_key=secret_key, by=by, at=at)
    if only is not None:
        _name(asked, only, at=at)
    mail(asked, at=at)
    record("outlet.desk_asked", f"outlet:{outlet.id}", by=by, at=at, event=event.slug)
    return asked


def token_of(confirmation: Confirmation, secret_key: str) -> str:
    """The link's token, made again."""
    return made_token(confirmation.nonce, purpose=PURPOSE, secret_key=secret_key)


def mail(confirmation: Confirmation, *, at: datetime, again: bool = False) -> bool:
    """Mails the link. False when the address has had its share for this hour."""
    if outbox.had_its_share(confirmation.email, at=at):
        return False
    confirmation.mailed_at = at
    outbox.queue(mails.confirmation(confirmation, asker_of(confirmation), again=again), at=at)
    return True


def _widen(asked: Confirmation, only: Application | None) -> bool:
    """Sets about whom the address is asked; whether somebody came in who was not on its page."""
    if asked.id is not None and asked.whole_outlet:
        return False
    if only is None or owns_domain(asked.outlet, asked.email):
        asked.whole_outlet = True
        return True
    return only.id not in {person.application_id for person in asked.people if person.replaced_at is None}


def _waits(asked: Confirmation, at: datetime) -> bool:
    """Whether its last mail still stands: its link works, and either nobody has answered yet or all is answered."""
    if asked.expires_at <= at or asked.not_ours:
        return False
    return asked.answered_at is None or all(each.answer is not None for each in listed(asked))


def _renew(asked: Confirmation, *, secret_key: str, by: By, at: datetime) -> None:
    """Another link, good for LIFETIME; what was answered before stays on the page."""
    asked.nonce = secrets.token_hex(16)
    asked.token_hash = hash_token(token_of(asked, secret_key))
    asked.asked_by, asked.asked_at, asked.expires_at = by.name, at, at + LIFETIME
    asked.answered_at = asked.reminded_at = None
    asked.not_ours = False
    asked.version += 1
    db.session.add(asked)
    db.session.flush()


def _name(asked: Confirmation, application: Application, *, at: datetime) -> None:
    """The applicant asks this address from now on, and no other: another's link ends, what it has said stays."""
    for former in named_by(application):
        if former.confirmation_id != asked.id:
            former.replaced_at = at
    person = next((each for each in asked.people if each.application_id == application.id), None)
    if person is None:
        person = ConfirmationPerson(application=application)
        asked.people.append(person)
    person.named_at, person.replaced_at = at, None
    db.session.flush()
