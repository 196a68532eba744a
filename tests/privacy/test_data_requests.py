"""People have their data, and ask about it; a data protection officer answers."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from press.accounts.states import Role
from press.accreditation.states import ApplicationState as S
from press.audit.models import AuditEntry
from press.clock import now
from press.db import db
from press.privacy.models import DataRequest
from press.privacy.states import RequestState
from tests.support import people
from tests.support.browser import Page
from tests.support.mailbox import Letter
from tests.support.people import Person

Mails = Callable[[], list[Letter]]
WORDS = "โปรดลบหมายเลขโทรศัพท์ของฉัน <b>ทันที</b>"


@pytest.fixture
def dpo(app: Flask) -> Person:
    return people.staff(app, Role.DPO, now(), email="dpo@press.example")


def ask(person: Person, kind: str = "erasure", words: str = WORDS) -> Page:
    return person.browser.send(person.browser.get("/account/data"), "/account/data", kind=kind, words=words)


def request_page(app: Flask) -> str:
    with app.app_context():
        return f"/staff/data-requests/{db.session.query(DataRequest).one().id}"


def test_the_copy_holds_what_the_person_gave_and_was_told_and_no_officers_name(
    applicant: Callable[..., Person], mails: Mails
) -> None:
    person = applicant(S.DECLINED, outlet="ช่องตัวอย่าง")
    other = applicant(S.APPROVED, name_en="Somebody Else")
    mails()
    page = person.browser.get("/account/data")
    answer = person.browser.send(page, "/account/data.json")
    assert answer.status == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    copy = answer.json
    parts = {"account", "applications", "invitations", "drafts", "downloads", "mails", "links", "acts", "data_requests"}
    assert set(copy) == parts | {
        *("accepted_texts", "feed_keys", "news_by_mail", "readings", "notices", "emblem_requests", "reports_of_use"),
    }
    assert copy["account"]["email"] == person.email
    [application] = copy["applications"]
    assert (application["ref"], application["outlet_name"], application["phone"]) == (
        person.ref,
        "ช่องตัวอย่าง",
        "081 234 5678",
    )
    [decision] = application["decisions"]
    assert (decision["outcome"], decision["reason"], decision["by"]) == ("declined", "No.", "PR team")
    assert (application["papers"], application["changes"], application["appeal"]) == ([], [], None)
    assert len(copy["mails"]) == 2
    text = answer.response.text
    assert people.OFFICER.name not in text
    assert other.ref not in text
    assert "hash" not in text


@pytest.mark.sqlite_only
def test_that_a_copy_was_taken_is_noted(app: Flask, applicant: Callable[..., Person]) -> None:
    person = applicant()
    person.browser.send(person.browser.get("/account/data"), "/account/data.json")
    with app.app_context():
        [entry] = db.session.query(AuditEntry).filter_by(action="data_request.copy_taken").all()
        assert entry.subject == f"account:{person.account_id}"


def test_a_wish_is_received_seen_and_answered_by_mail(
    app: Flask, applicant: Callable[..., Person], dpo: Person, mails: Mails
) -> None:
    person = applicant()
    before = len(mails())
    assert ask(person).status == 303
    assert person.email in dpo.browser.get("/staff/data-requests").text
    page = dpo.browser.get(request_page(app))
    assert WORDS in page.text
    assert dpo.browser.send(page, "", outcome="done", answer="ลบแล้ว").status == 303
    received, answered = mails()[before:]
    assert {received.to, answered.to} == {person.email}
    assert "ลบแล้ว" in answered.text
    assert WORDS not in received.text + answered.text
    assert "ลบแล้ว" in person.browser.get("/account/data").text


@pytest.mark.sqlite_only
def test_nothing_of_the_words_is_in_the_audit(app: Flask, applicant: Callable[..., Person]) -> None:
    person = applicant()
    ask(person)
    with app.app_context():
        [entry] = db.session.query(AuditEntry).filter_by(action="data_request.asked").all()
        assert entry.details == {"kind": "erasure", "account": person.account_id}
        assert (entry.actor, entry.actor_id) == ("applicant", person.account_id)


def test_the_same_wish_sent_six_times_at_once_is_one(app: Flask, applicant: Callable[..., Person]) -> None:
    person = applicant()
    page = person.browser.get("/account/data")
    with ThreadPoolExecutor(6) as pool:
        crowd = [people.Browser(app) for _ in range(6)]
        for each in crowd:
            each.client._cookies.update(person.browser.client._cookies)
        fields = {**page.form("/account/data").fields, "kind": "erasure", "words": WORDS}
        answers = list(pool.map(lambda each: each.post("/account/data", fields).status, crowd))
    assert answers == [303] * 6
    with app.app_context():
        assert db.session.query(DataRequest).count() == 1


def test_whoever_answers_second_is_told(
    app: Flask, applicant: Callable[..., Person], dpo: Person, mails: Mails
) -> None:
    person = applicant()
    ask(person)
    before = len(mails())
    page = dpo.browser.get(request_page(app))
    assert dpo.browser.send(page, "", outcome="refused", answer="กฎหมายให้เก็บไว้").status == 303
    assert dpo.browser.send(page, "", outcome="done", answer="").status == 409
    with app.app_context():
        assert db.session.query(DataRequest).one().state is RequestState.REFUSED
    assert len(mails()) == before + 1


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"outcome": None, "answer": "x"}, "Choose the outcome."),
        ({"outcome": "refused", "answer": " "}, "Say why it is refused."),
    ],
)
def test_an_answer_is_whole(
    app: Flask, applicant: Callable[..., Person], dpo: Person, typed: dict[str, str], said: str
) -> None:
    ask(applicant())
    page = dpo.browser.send(dpo.browser.get(request_page(app)), "", **typed)
    assert page.status == 422
    assert said in page.text


@pytest.mark.sqlite_only
def test_a_wish_needs_words_and_keeps_its_kind(applicant: Callable[..., Person]) -> None:
    page = ask(applicant(), kind="correction", words="")
    assert page.status == 422
    assert page.form("/account/data").fields["kind"] == "correction"


@pytest.mark.sqlite_only
def test_a_data_protection_officer_sees_no_applications(
    applicant: Callable[..., Person], dpo: Person, event: str
) -> None:
    person = applicant()
    for path in (f"/desk/{event}", f"/desk/{event}/applications", person.desk_page):
        assert dpo.browser.get(path).status == 404


@pytest.mark.sqlite_only
def test_a_data_protection_officer_finds_requests_and_log_from_every_page(dpo: Person, event: str) -> None:
    for path in (
        "/desk",
        "/account",
        f"/events/{event}",
        "/privacy",
        "/staff/data-requests",
        "/desk/audit",
        "/nowhere",
    ):
        assert {"/staff/data-requests", "/desk/audit"} <= set(dpo.browser.get(path).links), path


@pytest.mark.sqlite_only
def test_one_of_a_single_event_sees_no_requests(app: Flask, event: str) -> None:
    local = people.staff(app, Role.DPO, now(), event=event)
    assert local.browser.get("/staff/data-requests").status == 404
    assert {"/staff/data-requests", "/desk/audit"}.isdisjoint(local.browser.get("/desk").links)


@pytest.mark.sqlite_only
def test_the_list_asks_as_often_for_three_as_for_one(
    applicant: Callable[..., Person], dpo: Person, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    ask(applicant())
    alone = count_queries(lambda: dpo.browser.get("/staff/data-requests"))
    for _ in range(2):
        ask(applicant())
    assert count_queries(lambda: dpo.browser.get("/staff/data-requests")) == alone
