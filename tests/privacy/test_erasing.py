"""Whoever asks to be erased is erased: nowhere a name, figures as they were, the audit whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from press.accounts.models import Account, SignInSession
from press.accounts.states import Role
from press.accreditation.models import Application, Decision, FormDraft
from press.accreditation.queries.progress import progress
from press.accreditation.states import ApplicationState as S
from press.audit.models import AuditEntry
from press.clock import now
from press.db import db, db_transaction
from press.events.queries import event_by_slug
from press.mail.models import OutboxMail
from press.privacy.jobs import forget_told
from press.privacy.models import DataRequest
from press.privacy.states import RequestState
from press.storage.s3 import S3Store
from tests.support import files, filled, people
from tests.support.browser import Page
from tests.support.mailbox import Letter
from tests.support.people import PASSWORD, Person
from tests.support.uploading import Sender

Mails = Callable[[], list[Letter]]
Make = Callable[..., Person]


@pytest.fixture
def dpo(app: Flask) -> Person:
    return people.staff(app, Role.DPO, now(), email="dpo@press.example")


@pytest.fixture
def canary(applicant: Make) -> Person:
    """Accredited to an event that is over, by a verified outlet."""
    return applicant(S.APPROVED, verified=True, outlet="ช่องนก", **filled.TYPED)


def ask(person: Person) -> None:
    page = person.browser.get("/account/data")
    assert person.browser.send(page, "/account/data", kind="erasure", words=filled.WORDS).status == 303


def page_of(app: Flask) -> str:
    with app.app_context():
        return f"/staff/data-requests/{db.session.query(DataRequest).one().id}"


def erased(app: Flask, by: Person, password: str = PASSWORD) -> Page:
    address = f"{page_of(app)}/erase"
    return by.browser.send(by.browser.get(address), address, password=password)


def everything(app: Flask) -> Iterator[str]:
    """Every cell of the database, with where it stands."""
    with app.app_context():
        for table in db.metadata.sorted_tables:
            for row in db.session.execute(select(table)).mappings():
                for column, value in row.items():
                    yield f"{table.name}.{column}: {value}"


def left_of_canary(app: Flask) -> list[str]:
    return [cell for cell in everything(app) if any(secret.lower() in cell.lower() for secret in filled.SECRETS)]


def figures(app: Flask, event: str) -> dict[str, object]:
    with app.app_context():
        found = progress(event_by_slug(event), at=now()).as_json()
        db.session.rollback()
    return {name: value for name, value in found.items() if name != "as_of"}


def test_nowhere_is_a_name_any_more(
    app: Flask, canary: Person, applicant: Make, dpo: Person, officer: Person, store: S3Store, mails: Mails, event: str
) -> None:
    other = applicant(S.APPROVED, name_en="Somebody Else", outlet="ช่องอื่น")
    Sender(canary).send(files.jpeg(), name=f"{filled.NAME_EN}.jpg")
    Sender(canary).begin(files.jpeg(), kind="press_card", name=f"{filled.NAME_EN}.jpg")
    mails()
    filled.fill(app, canary, other, now())
    ask(canary)
    before = figures(app, event)
    assert (before["outlets"], before["people"]) == (1, 2)
    assert {cell.partition(".")[0] for cell in left_of_canary(app)} >= {"applications", "outbox", "jobs", "notes"}
    assert list(store.list("uploads/"))
    assert erased(app, dpo).status == 303
    told = mails()[-1]
    assert (told.to, told.subject) == (filled.EMAIL, "ข้อมูลของคุณถูกลบแล้ว / Your data has been erased")
    with app.app_context():
        forget_told()
    assert left_of_canary(app) == []
    assert list(store.list()) == []
    assert figures(app, event) == before
    queue = officer.browser.get(f"/desk/{event}/applications?state=approved")
    assert any(canary.ref in link for link in queue.links)
    export = officer.browser.send(queue, "applications.csv")
    for page in (queue, export, officer.browser.get(canary.desk_page), officer.browser.get(f"/desk/{event}")):
        assert page.status == 200
        assert not any(secret in page.response.text for secret in filled.SECRETS)
    assert other.ref in export.response.text


def test_the_audit_is_whole_and_says_who_erased(
    app: Flask, canary: Person, dpo: Person, cli: Callable[..., object], mails: Mails
) -> None:
    ask(canary)
    with app.app_context():
        entries = db.session.query(AuditEntry).count()
    erased(app, dpo)
    result = cli("audit", "verify")
    assert result.exit_code == 0, result.output  # type: ignore[attr-defined]
    with app.app_context():
        new = db.session.query(AuditEntry).filter(AuditEntry.id > entries).order_by(AuditEntry.id).all()
        assert [(entry.action, entry.actor_id) for entry in new] == [
            ("account.erased", dpo.account_id),
            ("data_request.done", dpo.account_id),
        ]


def test_the_person_is_out_and_may_come_again_as_somebody_new(
    app: Flask, canary: Person, dpo: Person, applicant: Make
) -> None:
    ask(canary)
    erased(app, dpo)
    assert canary.browser.get("/account/data").status == 303
    again = applicant(**filled.TYPED)
    assert again.account_id != canary.account_id
    with app.app_context():
        assert db.session.query(SignInSession).filter_by(account_id=canary.account_id).count() == 0
        gone = db.session.get_one(Account, canary.account_id)
        assert (gone.email, gone.name, gone.disabled_at is None) == (f"erased:{canary.account_id}", "", False)


def test_what_the_dpo_sees_before(app: Flask, canary: Person, dpo: Person) -> None:
    ask(canary)
    page = dpo.browser.get(page_of(app))
    assert f"{page_of(app)}/erase" in page.links
    shown = dpo.browser.get(f"{page_of(app)}/erase")
    for words in ("What is erased", "What stays, and why", "ช่องนก", "for good"):
        assert words in shown.text
    # Who answers for data protection decides on no application: neither its number nor where it stands is there.
    assert canary.ref not in shown.text


@pytest.mark.sqlite_only
@pytest.mark.parametrize("password", ["", "not my password"])
def test_without_the_right_password_nothing_happens(app: Flask, canary: Person, dpo: Person, password: str) -> None:
    ask(canary)
    assert erased(app, dpo, password).status == 422
    with app.app_context():
        assert db.session.query(Account).filter_by(email=filled.EMAIL).one().name == filled.NAME_TH
        assert db.session.query(DataRequest).one().state is RequestState.OPEN
        assert db.session.query(Account).filter_by(id=dpo.account_id).one().failed_tries == bool(password)


@pytest.mark.parametrize("state", [S.SUBMITTED, S.APPROVED, S.WAITLISTED])
@pytest.mark.sqlite_only
def test_what_still_runs_is_withdrawn_first(
    app: Flask, applicant: Make, dpo: Person, edit_event: Callable[..., None], state: S
) -> None:
    edit_event(ends_at=now() + timedelta(days=3))
    person = applicant(state, **filled.TYPED)
    ask(person)
    address = f"{page_of(app)}/erase"
    page = dpo.browser.get(address)
    assert person.ref in page.text
    fields = {"csrf_token": dpo.browser.token(), "password": PASSWORD}
    assert dpo.browser.post(address, fields).status == 409
    assert people.state_of(app, person.ref) is state
    person.browser.send(person.browser.get(person.status_page), "/withdraw")
    assert erased(app, dpo).status == 303
    assert people.state_of(app, person.ref) is S.WITHDRAWN


@pytest.mark.sqlite_only
def test_what_nobody_decided_on_ends_without_a_mail(app: Flask, applicant: Make, dpo: Person, mails: Mails) -> None:
    person = applicant(S.IN_REVIEW, **filled.TYPED)
    ask(person)
    mails()
    erased(app, dpo)
    assert people.state_of(app, person.ref) is S.EXPIRED
    with app.app_context():
        assert [mail.about.partition(":")[0] for mail in db.session.query(OutboxMail)] == ["erasure"]


@pytest.mark.sqlite_only
def test_staff_lose_their_roles_first(app: Flask, dpo: Person) -> None:
    member = people.staff(app, Role.OFFICER, now())
    ask(member)
    address = f"{page_of(app)}/erase"
    assert "member of staff" in dpo.browser.get(address).text
    fields = {"csrf_token": dpo.browser.token(), "password": PASSWORD}
    assert dpo.browser.post(address, fields).status == 409


@pytest.mark.sqlite_only
def test_other_wishes_and_answered_ones_erase_nobody(app: Flask, canary: Person, dpo: Person) -> None:
    page = canary.browser.get("/account/data")
    canary.browser.send(page, "/account/data", kind="correction", words="My name.")
    address = f"{page_of(app)}/erase"
    assert dpo.browser.get(address).status == 404
    assert dpo.browser.post(address, {"csrf_token": dpo.browser.token(), "password": PASSWORD}).status == 404
    assert "erase" not in "".join(dpo.browser.get(page_of(app)).links)


@pytest.mark.sqlite_only
def test_the_last_mail_stays_until_it_is_sent(app: Flask, canary: Person, dpo: Person, mails: Mails) -> None:
    ask(canary)
    mails()
    erased(app, dpo)
    with app.app_context():
        forget_told()
        assert [mail.to_address for mail in db.session.query(OutboxMail)] == [filled.EMAIL]
    mails()
    with app.app_context():
        forget_told()
        assert db.session.query(OutboxMail).count() == 0


@pytest.mark.sqlite_only
def test_others_keep_what_is_theirs(app: Flask, canary: Person, applicant: Make, dpo: Person, mails: Mails) -> None:
    other = applicant(S.APPROVED)
    with app.app_context(), db_transaction():
        db.session.add(
            FormDraft(key="k", event_id=1, account_id=other.account_id, values={"name_en": "X"}, updated_at=now())
        )
    ask(canary)
    erased(app, dpo)
    mails()
    with app.app_context():
        kept = db.session.query(Application).filter_by(ref=other.ref).one()
        assert (kept.email, kept.name_en, kept.account.email) == (other.email, "Somchai Jaidee", other.email)  # type: ignore[union-attr]
        assert db.session.query(OutboxMail).filter_by(to_address=other.email).count() == 2
        assert db.session.query(FormDraft).count() == 1
        reasons = {row.application_id: row.outcome for row in db.session.query(Decision)}
        assert len(reasons) == 2
