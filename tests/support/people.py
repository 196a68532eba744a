"""The people of the tests: journalists and officers, with what each has in hand."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from datetime import datetime

from flask import Flask

from press.accounts.actor import Actor
from press.accounts.models import Account
from press.accounts.queries import account_by_email
from press.accounts.services import sessions
from press.accounts.services.people import account_for_address
from press.accounts.services.staff import add_staff
from press.accounts.states import Role, Strength
from press.accreditation.models import Application
from press.accreditation.queries import application_for_staff
from press.accreditation.services import applying, deciding
from press.accreditation.services.applying import Answers
from press.accreditation.states import ApplicationState, DeclineReason, EvidenceKind, Grade, JobRole
from press.audit.services import COMMAND_LINE, By
from press.db import db, db_transaction
from press.events.queries import event_by_slug
from press.events.services import load_event
from press.events.source import read_event_file
from press.outlets import services as registry
from press.outlets.queries import outlet_by_id
from press.outlets.states import Medium
from tests.support.browser import Browser
from tests.support.databases import EVENT, EVENT_FILE, OPENED_AT

PASSWORD = "correct horse battery staple"
OFFICER = By(None, "officer of the tests")
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Person:
    """Somebody signed in, in a browser of their own. `ref` is the number of their application, if any."""

    browser: Browser
    account_id: int
    email: str
    ref: str = ""

    @property
    def status_page(self) -> str:
        return f"/applications/{self.ref}"

    @property
    def desk_page(self) -> str:
        return f"/desk/applications/{self.ref}"


def answers(**changed: object) -> Answers:
    """What somebody types who has nothing unusual about them."""
    plain = Answers(
        email=f"reporter{next(_numbers)}@news.example",
        name_th="สมชาย ใจดี",
        name_en="Somchai Jaidee",
        phone="081 234 5678",
        outlet="ช่องตัวอย่าง",
        medium=Medium.TV,
        country="TH",
        role=JobRole.REPORTER,
        work="",
    )
    return replace(plain, **changed)  # type: ignore[arg-type]


def signed_in(app: Flask, account_id: int, strength: Strength, at: datetime, *, lang: str = "en") -> Browser:
    """A browser that holds a session of this account."""
    with app.app_context(), db_transaction():
        token = sessions.begin(db.session.get_one(Account, account_id), strength, at=at)
    browser = Browser(app, lang=lang)
    with browser.client.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie["_fresh"] = True
    return browser


def staff(
    app: Flask,
    role: Role,
    at: datetime,
    *,
    strength: Strength = Strength.PASSWORD,
    email: str = "",
    lang: str = "en",
    event: str = "",
) -> Person:
    """A member of staff, signed in; with a role in one event, or in all."""
    email = email or f"{role}{next(_numbers)}@press.example"
    with app.app_context(), db_transaction():
        account_id = add_staff(
            email=email,
            name=f"The {role}",
            role=role,
            password=PASSWORD,
            by=OFFICER,
            at=at,
            event_id=event_by_slug(event).id if event else None,
        ).id
    return Person(signed_in(app, account_id, strength, at, lang=lang), account_id, email)


def another_event(app: Flask, slug: str = "another-event") -> str:
    """One more event, open; returns its name in addresses."""
    columns = {
        **read_event_file(EVENT_FILE),
        "slug": slug,
        "ref_prefix": "OTH",
        "data_protection": {"email": "dpo@press.example"},
    }
    with app.app_context(), db_transaction():
        load_event(columns, kept_open=True, by=COMMAND_LINE, at=OPENED_AT)
    return slug


def journalist(app: Flask, at: datetime, *, lang: str = "en", email: str = "") -> Person:
    """Somebody who has proven an address and has not applied."""
    email = email or f"reporter{next(_numbers)}@news.example"
    with app.app_context(), db_transaction():
        account_id = account_for_address(email=email, name="", locale="", at=at).id
    return Person(signed_in(app, account_id, Strength.LINK, at, lang=lang), account_id, email)


def applied(application_answers: Answers, at: datetime, event: str = EVENT) -> Application:
    """The application of somebody signed in with the address that it names, within the caller's transaction."""
    account = account_for_address(email=application_answers.email, name="", locale="th", at=at)
    return applying.apply(
        application_answers,
        event=event_by_slug(event),
        request_key=f"key-{next(_numbers)}",
        consent_version="1",
        locale="th",
        applicant=actor(account),
        secret_key="only drafts need one",
        at=at,
    )


def actor(account: Account, strength: Strength = Strength.LINK) -> Actor:
    """Who asks, as a request would see it."""
    return Actor(
        account_id=account.id,
        email=account.email,
        name=account.name,
        locale=account.locale,
        grants=frozenset((grant.role, grant.event_id) for grant in account.grants),
        strength=strength,
        session_id=0,
        session_token="",
        has_second_factor=False,
        second_factor_needed=False,
    )


def verify(application: Application, at: datetime, **changed: object) -> None:
    """The officer has checked the outlet of this application."""
    outlet = outlet_by_id(application.outlet_id or 0)
    facts: dict[str, object] = {
        "name_th": outlet.name_th,
        "name_en": outlet.name_en,
        "medium": outlet.medium,
        "country": outlet.country,
        "owner": "",
        "how": "licence 1",
    }
    registry.verify(outlet, by=OFFICER, at=at, **{**facts, **changed})  # type: ignore[arg-type]


def brought_to(application: Application, state: ApplicationState, at: datetime, grade: Grade = Grade.B) -> None:
    """Takes a submitted application to this state by the officers' own verbs."""
    if state is ApplicationState.SUBMITTED:
        return
    if state is ApplicationState.WITHDRAWN:
        applying.withdraw(application, by=OFFICER, at=at)
        return
    deciding.take_up(application, version=application.version, by=OFFICER, at=at)
    if state is ApplicationState.DECLINED:
        deciding.decline(
            application, version=application.version, code=DeclineReason.OTHER, reason="No.", by=OFFICER, at=at
        )
    elif state is ApplicationState.WAITLISTED:
        deciding.waitlist(application, version=application.version, reason="", by=OFFICER, at=at)
    elif state in {ApplicationState.APPROVED, ApplicationState.REVOKED}:
        deciding.grade_evidence(application, kind=EvidenceKind.LETTER, grade=grade, note="", by=OFFICER, at=at)
        deciding.approve(application, version=application.version, reason="", by=OFFICER, at=at)
        if state is ApplicationState.REVOKED:
            deciding.revoke(application, version=application.version, reason="Left.", by=OFFICER, at=at)


def applicant(
    app: Flask,
    at: datetime,
    state: ApplicationState = ApplicationState.SUBMITTED,
    *,
    verified: bool = False,
    grade: Grade = Grade.B,
    lang: str = "en",
    event: str = EVENT,
    **typed: object,
) -> Person:
    """Somebody with an application in this state, signed in by a mailed link."""
    given = answers(**typed)
    with app.test_request_context(), db_transaction():
        application = applied(given, at, event)
        if verified:
            verify(application, at)
        brought_to(application, state, at, grade)
        ref = application.ref
        account = account_by_email(given.email)
        assert account is not None
        account_id = account.id
    return Person(signed_in(app, account_id, Strength.LINK, at, lang=lang), account_id, given.email, ref)


def state_of(app: Flask, ref: str) -> ApplicationState:
    """Where an application stands in the database now."""
    with app.app_context():
        return application_for_staff(ref).state
