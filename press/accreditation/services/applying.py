"""The applicant's verbs: apply, prove the address, withdraw."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from press.accounts.actor import Actor
from press.accounts.models import Account, MailedLink
from press.accounts.services.links import CODE_ALPHABET, new_link
from press.accounts.services.people import account_for_address
from press.accounts.states import LinkPurpose
from press.accreditation import mails
from press.accreditation.finding import words_of
from press.accreditation.models import Application
from press.accreditation.moves import move
from press.accreditation.queries.applications import (
    application_by_request,
    draft_by_id,
    live_application,
    ref_is_taken,
)
from press.accreditation.queries.places import lock_places
from press.accreditation.services.flagging import raise_flags
from press.accreditation.services.indexing import make_findable
from press.accreditation.services.papers import count_missing
from press.accreditation.services.promoting import fill_free_places
from press.accreditation.services.settling import overtake_recommendation
from press.accreditation.states import ACCREDITED, ApplicationState, JobRole
from press.audit.services import By, record
from press.db import IntegrityError, db
from press.errors import Conflict
from press.events.errors import WindowClosed
from press.events.models import Event
from press.mail import outbox
from press.outlets.services import propose
from press.outlets.states import Medium

REF_LENGTH = 6
# Applicants are in the audit by the number of their account: their names can be erased, the audit cannot.
APPLICANT = "applicant"


@dataclass(frozen=True)
class Answers:
    """What the form holds, checked. `email` is in its compared form; `country` ISO 3166-1 alpha-2."""

    email: str
    name_th: str
    name_en: str
    phone: str
    outlet: str
    medium: Medium
    country: str
    role: JobRole
    work: str


def apply(
    answers: Answers,
    *,
    event: Event,
    request_key: str,
    consent_version: str,
    locale: str,
    applicant: Actor | None,
    secret_key: str,
    at: datetime,
) -> Application:
    """Keeps an application. It is submitted at once for somebody signed in with this very address, else it stays a
    draft and a link is mailed that proves the address. The same `request_key` again gives the same application.

    Raises WindowClosed when the event takes none now."""
    application, is_new = keep(
        answers, event=event, request_key=request_key, consent_version=consent_version, locale=locale, at=at
    )
    if not is_new:
        return application
    if applicant is not None and applicant.email == answers.email:
        account = db.session.get_one(Account, applicant.account_id)
        return submit(application, account=account, at=at)
    mail_proof(application, secret_key=secret_key, at=at)
    return application


def keep(
    answers: Answers, *, event: Event, request_key: str, consent_version: str, locale: str, at: datetime
) -> tuple[Application, bool]:
    """Keeps what was typed as a draft, and says whether it is new: the same `request_key` again gives the same one.

    Raises WindowClosed when the event takes none now."""
    known = application_by_request(request_key)
    if known is not None:
        return known, False
    if not event.takes_applications(at):
        raise WindowClosed
    application = Application(
        ref=_new_ref(event),
        request_key=request_key,
        event=event,
        state=ApplicationState.DRAFT,
        email=answers.email,
        name_th=answers.name_th,
        name_en=answers.name_en,
        phone=answers.phone,
        outlet_name=answers.outlet,
        medium=answers.medium,
        country=answers.country,
        role=answers.role,
        work=answers.work,
        words=words_of(answers.name_th, answers.name_en, answers.email, answers.phone, answers.outlet),
        locale=locale,
        consent_at=at,
        consent_version=consent_version,
        created_at=at,
    )
    try:
        with db.session.begin_nested():
            db.session.add(application)
    except IntegrityError:  # the same form, sent twice in the same moment
        return _sent_meanwhile(request_key), False
    return application, True


def _sent_meanwhile(request_key: str) -> Application:
    known = application_by_request(request_key)
    if known is None:
        raise Conflict
    return known


def mail_proof(application: Application, *, secret_key: str, at: datetime) -> bool:
    """Mails the link that proves a draft's address. False when the address has had its share for this hour."""
    link = new_link(
        email=application.email,
        purpose=LinkPurpose.PROVE,
        secret_key=secret_key,
        about=str(application.id),
        at=at,
    )
    if link is None:
        return False
    outbox.queue(mails.prove_address(application, link), at=at)
    return True


def prove(link: MailedLink, *, at: datetime) -> tuple[Account, Application]:
    """The address of a draft is proven by its spent link: the draft is submitted. Whoever has an application for
    this event already keeps that one, and the draft is merged into it. Returns the account and its application."""
    application = db.session.get_one(Application, int(link.about or 0))
    account = account_for_address(
        email=link.email, name=application.name(application.locale), locale=application.locale, at=at
    )
    draft = draft_by_id(application.id)
    return account, (submit(draft, account=account, at=at) if draft else application)


def submit(application: Application, *, account: Account, at: datetime) -> Application:
    """Turns a draft with a proven address into an application, with receipt and outlet."""
    by = By(account.id, APPLICANT)
    live = live_application(event_id=application.event_id, account_id=account.id)
    if live is not None:
        move(application, ApplicationState.MERGED)
        record("application.merged", application.subject, by=by, at=at, into=live.ref)
        return live
    application.account = account
    account.name = account.name or application.name(application.locale)
    application.submitted_at = at
    application.outlet = propose(
        application.outlet_name, medium=application.medium, country=application.country, by=by, at=at
    )
    make_findable(application)
    move(application, ApplicationState.SUBMITTED)
    db.session.flush()
    raise_flags(application, at=at)
    count_missing(application)
    record("application.submitted", application.subject, by=by, at=at)
    outbox.queue(mails.received(application), at=at)
    return application


def withdraw(application: Application, *, by: By, at: datetime) -> None:
    """The applicant takes the application back. A credential that came of it holds no longer: it is good only
    while its application is approved. The place may go to the next on the waiting list."""
    from_state = application.state
    overtake_recommendation(application, at=at)
    move(application, ApplicationState.WITHDRAWN)
    db.session.flush()
    if from_state in ACCREDITED:
        lock_places(application.event)  # before the audit's lock, as everybody does who gives places
    record("application.withdrawn", application.subject, by=by, at=at, from_state=from_state.value)
    if from_state in ACCREDITED:
        fill_free_places(application.event, at=at)


def _new_ref(event: Event) -> str:
    while True:
        ref = f"{event.ref_prefix}-" + "".join(secrets.choice(CODE_ALPHABET) for _ in range(REF_LENGTH))
        if not ref_is_taken(ref):
            return ref
