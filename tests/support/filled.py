"""A person who is in every table that can hold one, with a name that nobody else bears."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from flask import Flask

from press.accounts.models import KnownBrowser, MailedLink, Passkey, PasskeyChallenge, RecoveryCode
from press.accounts.states import LinkPurpose
from press.accreditation.models import (
    Appeal,
    Application,
    Change,
    Confirmation,
    ConfirmationPerson,
    Crew,
    CrewInvitation,
    CrewMember,
    Evidence,
    Flag,
    FormDraft,
    InformationRequest,
    Look,
    Note,
    NoteMention,
    Paper,
    Recommendation,
    SavedView,
)
from press.accreditation.models.confirmation import DESK
from press.accreditation.queries import application_for_staff
from press.accreditation.states import (
    ApplicationState,
    DeskAnswer,
    EvidenceKind,
    FlagKind,
    Grade,
    InvitationState,
    JobRole,
    RecommendationEnd,
)
from press.db import db, db_transaction
from press.events.settings import PaperKind
from press.jobs.services import enqueue
from press.mail.models import OutboxMail
from press.mail.states import MailState
from press.outlets.states import Medium
from tests.support.people import Person

EMAIL = "canary@birds.example"
NAME_TH = "ขมิ้น เหลืองอ่อน"
NAME_EN = "Canary Yellowgold"
PHONE = "089 765 4321"
TYPED = {"email": EMAIL, "name_th": NAME_TH, "name_en": NAME_EN, "phone": PHONE}
SECRETS = (EMAIL, NAME_TH, NAME_EN, PHONE, "yellowgold", "เหลืองอ่อน", "897654321")
WORDS = f"{NAME_EN} {NAME_TH} {EMAIL} {PHONE}"


def fill(app: Flask, person: Person, other: Person, at: datetime) -> None:
    """Leaves this person's name wherever somebody could have left it. `other` applied, too, and is an officer's
    colleague in the same crew."""
    with app.app_context(), db_transaction():
        own, others = application_for_staff(person.ref), application_for_staff(other.ref)
        _of_the_account(person, at)
        _of_the_application(own, others, person, at)
        _of_others(own, others, at)
        enqueue("accounts.sign_in_link", {"email": EMAIL}, at=at)
        enqueue("mail", {"mail_id": 0}, at=at).last_error = f"SMTPRecipientsRefused: {EMAIL}"


def _of_the_account(person: Person, at: datetime) -> None:
    def token() -> str:
        return secrets.token_hex(16)

    number = person.account_id
    db.session.add_all(
        [
            KnownBrowser(account_id=number, browser_hash=token(), seen_at=at),
            RecoveryCode(account_id=number, code_hash=token(), made_at=at),
            PasskeyChallenge(account_id=number, challenge_hash=token(), expires_at=at),
            Passkey(account_id=number, credential_id=token(), public_key="k", sign_count=0, name=NAME_EN, made_at=at),
            MailedLink(
                purpose=LinkPurpose.SIGN_IN,
                email=EMAIL,
                nonce=token(),
                token_hash=token(),
                created_at=at,
                expires_at=at,
            ),
            OutboxMail(
                about="anything",
                to_address=EMAIL,
                subject=NAME_EN,
                text=WORDS,
                html=WORDS,
                state=MailState.QUEUED,
                queued_at=at,
            ),
        ]
    )


def _of_the_application(own: Application, others: Application, person: Person, at: datetime) -> None:
    number = own.id
    note = Note(application_id=number, text=WORDS, written_at=at, written_by="Officer")
    note.mentions.append(NoteMention(account_id=person.account_id))
    crew = Crew(event_id=own.event_id, leader_id=number, created_at=at)
    db.session.add_all([note, crew])
    db.session.flush()
    db.session.add_all(
        [
            CrewMember(crew_id=crew.id, application_id=number, joined_at=at),
            CrewMember(crew_id=crew.id, application_id=others.id, joined_at=at),
            Change(application_id=number, field="name_en", before=NAME_EN, after="Yellowgold", at=at, by="applicant"),
            Flag(application_id=number, other_id=others.id, kind=FlagKind.SAME_NAME, raised_at=at),
            Flag(application_id=others.id, other_id=number, kind=FlagKind.SAME_NAME, raised_at=at),
            Look(account_id=other_account(others), application_id=number, version=1, looked_at=at),
            SavedView(
                account_id=person.account_id, event_id=own.event_id, name="v", query="q=x", shared=False, created_at=at
            ),
            Evidence(
                application_id=number,
                kind=EvidenceKind.LETTER,
                grade=Grade.B,
                note=WORDS,
                checked_at=at,
                checked_by="Officer",
            ),
            InformationRequest(
                application_id=number, items=["phone"], words=WORDS, deadline=at, asked_at=at, asked_by="Officer",
                answer=WORDS,
            ),
            Recommendation(
                application_id=number, outcome=ApplicationState.APPROVED, reason=WORDS, limits=WORDS, version=1,
                recommended_at=at, recommended_by="Officer", ended_at=at, ended=RecommendationEnd.TAKEN_BACK,
            ),
            Appeal(application_id=number, decision_id=own.decisions[0].id, words=WORDS, sent_at=at),
            Paper(application_id=number, kind=PaperKind.WORK, words=WORDS, handed_in_at=at),
            FormDraft(
                key=secrets.token_hex(8), event_id=own.event_id, account_id=person.account_id,
                values={"name_en": NAME_EN}, updated_at=at,
            ),
            FormDraft(
                key=secrets.token_hex(8), event_id=own.event_id, values={"email": EMAIL.title(), "phone": PHONE},
                updated_at=at,
            ),
        ]
    )  # fmt: skip
    own.decisions[0].reason = own.decisions[0].limits = WORDS


def _of_others(own: Application, others: Application, at: datetime) -> None:
    """Invited into another crew, asked as an editor, and confirmed by somebody else's newsroom."""
    asked = [
        Confirmation(
            event_id=own.event_id,
            outlet_id=own.outlet_id,
            email=address,
            whole_outlet=False,
            nonce=secrets.token_hex(8),
            token_hash=secrets.token_hex(16),
            asked_by="applicant",
            asked_at=at,
            expires_at=at,
            answered_at=at,
            answered_name=name,
            answered_function="editor",
        )
        for address, name in ((EMAIL, NAME_EN), ("desk@news.example", "Somebody of the newsroom"))
    ]
    asked[1].people.append(
        ConfirmationPerson(application_id=own.id, answer=DeskAnswer.YES, grade=Grade.B, answered_at=at)
    )
    db.session.add_all(
        [
            *asked,
            Evidence(
                application_id=others.id,
                kind=EvidenceKind.DESK,
                grade=Grade.B,
                note=EMAIL,
                checked_at=at,
                checked_by=DESK + EMAIL,
            ),
            CrewInvitation(
                event_id=own.event_id, state=InvitationState.INVITED, email=EMAIL, name=NAME_TH,
                role=JobRole.REPORTER, outlet_name="x", medium=Medium.TV, country="TH", nonce=secrets.token_hex(8),
                token_hash=hashlib.sha256(secrets.token_bytes()).hexdigest(), created_at=at,
            ),
        ]
    )  # fmt: skip


def other_account(application: Application) -> int:
    assert application.account_id is not None
    return application.account_id
