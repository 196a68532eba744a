"""From the empty form to a submitted application, as a journalist meets it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from press.accounts.models import MailedLink
from press.accreditation.models import Application
from press.accreditation.states import ApplicationState as S
from press.clock import now
from press.db import db
from tests.support import people
from tests.support.browser import Browser, Page
from tests.support.mailbox import Letter
from tests.support.people import Person

Mails = Callable[[], list[Letter]]
TYPED = {
    "email": "Somchai@News.Example",
    "name_th": "สมชาย  ใจดี ",
    "name_en": "Somchai Jaidee",
    "phone": "081-234 5678",
    "outlet": "ช่องตัวอย่าง",
    "medium": "tv",
    "country": "TH",
    "role": "reporter",
    "work": "https://news.example/1",
    "consent": "y",
}


def form(browser: Browser, event: str) -> Page:
    return browser.get(f"/events/{event}/apply")


def send(browser: Browser, event: str, **changed: str | None) -> Page:
    return browser.send(form(browser, event), **{**TYPED, **changed})


def everything(app: Flask) -> list[Application]:
    with app.app_context():
        return list(db.session.query(Application).order_by(Application.id))


def test_the_whole_way(app: Flask, visitor: Browser, event: str, mails: Mails) -> None:
    page = visitor.follow(send(visitor, event))
    assert page.url.endswith("/check-mail")
    assert "somchai@news.example" in page.text
    [proof] = mails()
    assert (proof.to, "Confirm your e-mail" in proof.subject) == ("somchai@news.example", True)
    opened = visitor.get(proof.links[0])
    assert "สมชาย ใจดี" in opened.text or "Somchai Jaidee" in opened.text
    assert everything(app)[0].state is S.DRAFT
    status = visitor.follow(visitor.send(opened))
    [application] = everything(app)
    assert application.state is S.SUBMITTED
    assert application.name_th == "สมชาย ใจดี"
    assert status.url == f"/applications/{application.ref}/papers"  # where what is missing can be added
    assert "Waiting for review" in visitor.get(f"/applications/{application.ref}").text
    assert f"Application {application.ref} received" in mails()[-1].subject
    assert mails()[-1].links[:2] == [f"/applications/{application.ref}", status.url]


@pytest.mark.sqlite_only
def test_an_empty_form_names_every_field_and_is_not_red_before(visitor: Browser, event: str) -> None:
    page = form(visitor, event)
    assert "pd-error" not in page.html
    refused = visitor.send(page)
    assert refused.status == 422
    for words in (
        "Enter your e-mail address.",
        "Enter your name as in your passport.",
        "Enter your telephone number.",
        "Enter the name of your outlet.",
        "Choose your medium.",
        "Choose the country of your newsroom.",
        "Tick this box to go on.",
    ):
        assert words in refused.text


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("field", "wrong", "words"),
    [
        ("email", "somchai", "valid e-mail"),
        ("name_en", "สมชาย", "Latin letters"),
        ("name_th", "Somchai", "Thai letters"),
        ("phone", "call me", "telephone number"),
        ("medium", "opera", "Choose your medium"),
        ("medium", "", "Choose your medium"),
        ("country", "XX", "Choose the country"),
        ("country", "Thailand", "Choose the country"),
        ("role", "king", "Choose"),
        ("outlet", "x" * 161, "at most 160"),
        ("name_en", "x" * 121, "at most 120"),
        ("work", "x" * 1001, "at most 1000"),
        ("name_en", "Som\u202echai", "cannot be shown"),
        ("outlet", "A\x00B", "cannot be shown"),
        ("consent", None, "Tick this box"),
    ],
)
def test_each_fault_is_said_in_words_and_the_rest_is_kept(
    app: Flask, visitor: Browser, event: str, field: str, wrong: str | None, words: str
) -> None:
    refused = send(visitor, event, **{field: wrong})
    assert refused.status == 422
    assert words in refused.text
    kept = refused.form().fields
    same = {name for name in TYPED if name != field and kept.get(name, "").strip()}
    assert same == TYPED.keys() - {field}
    assert everything(app) == []


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phone", "+66 (0)81 234-5678"),
        ("phone", "02.141.7100"),
        ("name_en", "José Ñandú-O’Brien"),
        ("name_en", "Anna 2nd"),
        ("name_th", ""),
        ("work", ""),
        ("country", "JP"),
        ("outlet", "日本放送協会 & <NHK>"),
        ("email", "o'brien+press@news.example"),
    ],
)
def test_what_real_people_type_is_taken(visitor: Browser, event: str, field: str, value: str) -> None:
    assert send(visitor, event, **{field: value}).status == 303


def test_sent_twice_from_one_page_it_is_one_application(app: Flask, visitor: Browser, event: str, mails: Mails) -> None:
    page = form(visitor, event)
    first, second = visitor.send(page, **TYPED), visitor.send(page, **TYPED)
    assert (first.status, second.status) == (303, 303)
    assert first.location == second.location
    assert len(everything(app)) == 1
    assert len(mails()) == 1


def test_sent_ten_times_at_once_it_is_one_application(app: Flask, visitor: Browser, event: str) -> None:
    page = form(visitor, event)
    fields = {**page.form().fields, **TYPED}
    crowd = [Browser(app) for _ in range(8)]
    tokens = [browser.token() for browser in crowd]
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(
                lambda both: both[0].post(page.url, {**fields, "csrf_token": both[1]}).status,
                zip(crowd, tokens, strict=True),
            )
        )
    assert set(answers) <= {303, 409, 503}
    assert 303 in answers
    assert len(everything(app)) == 1


def test_whoever_has_applied_already_keeps_that_application(
    app: Flask, event: str, mails: Mails, applicant: Callable[..., Person]
) -> None:
    person = applicant(email="somchai@news.example")
    elsewhere = Browser(app)
    send(elsewhere, event)
    status = elsewhere.follow(elsewhere.send(elsewhere.get(mails()[-1].links[0])))
    assert status.url == person.status_page
    assert "already applied" in status.text
    assert sorted(each.state for each in everything(app)) == [S.MERGED, S.SUBMITTED]


@pytest.mark.sqlite_only
def test_somebody_signed_in_needs_no_proof(app: Flask, event: str, mails: Mails) -> None:
    person = people.journalist(app, now(), email="somchai@news.example")
    page = form(person.browser, event)
    assert page.form("").fields["email"] == person.email
    status = person.browser.follow(person.browser.send(page, **TYPED))
    assert status.url.startswith("/applications/")
    assert [each.state for each in everything(app)] == [S.SUBMITTED]
    assert "received" in mails()[-1].subject


@pytest.mark.sqlite_only
def test_somebody_signed_in_proves_another_address(app: Flask, event: str, mails: Mails) -> None:
    person = people.journalist(app, now())
    send(person.browser, event)
    assert [each.state for each in everything(app)] == [S.DRAFT]
    assert [letter.to for letter in mails()] == ["somchai@news.example"]


@pytest.mark.sqlite_only
def test_the_form_begins_with_what_its_reader_sent_the_last_time(
    app: Flask, later_event: str, applicant: Callable[..., Person]
) -> None:
    sent = {"name_en": "Rin Reporter", "outlet": "Thai Morning", "medium": "radio", "country": "JP", "role": "camera"}
    person = applicant(work="https://news.example/1", **sent)
    page = form(person.browser, later_event)
    fields = page.form("/apply").fields
    assert {name: fields[name] for name in sent} == sent
    assert (fields["email"], fields["phone"], fields["work"].strip()) == (person.email, "081 234 5678", "")
    assert "consent" not in fields
    assert "Filled in with what you sent for Smart City Thailand Takeoff." in page.text
    assert "Applied before?" not in page.text


@pytest.mark.sqlite_only
def test_nobody_else_finds_the_form_filled_in(
    app: Flask, visitor: Browser, later_event: str, applicant: Callable[..., Person]
) -> None:
    applicant(name_en="Rin Reporter")
    page = form(visitor, later_event)
    assert "Applied before? Sign in" in page.text
    assert f'href="/sign-in?next=/events/{later_event}/apply"' in page.html
    newcomer = people.journalist(app, now())
    for other in (page, form(newcomer.browser, later_event)):
        assert "Filled in with" not in other.text
        assert "Rin Reporter" not in other.html


@pytest.mark.sqlite_only
def test_the_first_mail_to_an_address_carries_nothing_that_was_typed(
    visitor: Browser, event: str, mails: Mails
) -> None:
    send(visitor, event, outlet="Buy at evil.example", name_en="Prize Winner", work="http://evil.example")
    [proof] = mails()
    for words in ("evil.example", "Prize", "081"):
        assert words not in proof.text + proof.html + proof.subject


@pytest.mark.sqlite_only
def test_the_victim_of_a_hundred_forms_gets_three_mails(visitor: Browser, event: str, mails: Mails) -> None:
    for number in range(12):
        send(visitor, event, email="victim@news.example", outlet=f"Outlet {number}")
    assert len(mails()) == 3


class TestWithdrawing:
    """The applicant takes it back."""

    def test_and_may_apply_anew(self, app: Flask, event: str, applicant: Callable[..., Person]) -> None:
        person = applicant(email="somchai@news.example")
        page = person.browser.get(person.status_page)
        answer = person.browser.follow(person.browser.send(page, "/withdraw"))
        assert "withdrawn" in answer.text
        status = person.browser.follow(send(person.browser, event))
        assert status.url != person.status_page
        assert sorted(each.state for each in everything(app)) == [S.SUBMITTED, S.WITHDRAWN]

    @pytest.mark.sqlite_only
    def test_nobody_withdraws_for_somebody_else(self, app: Flask, applicant: Callable[..., Person]) -> None:
        person, other = applicant(), applicant()
        answer = other.browser.post(f"{person.status_page}/withdraw", {"csrf_token": other.browser.token()})
        assert answer.status == 404
        assert people.state_of(app, person.ref) is S.SUBMITTED

    @pytest.mark.sqlite_only
    def test_twice_is_told(self, applicant: Callable[..., Person]) -> None:
        person = applicant()
        page = person.browser.get(person.status_page)
        statuses = [person.browser.send(page, "/withdraw").status for _ in range(2)]
        assert statuses == [303, 409]


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("state", "words"),
    [
        (S.SUBMITTED, "Waiting for review"),
        (S.IN_REVIEW, "Under review"),
        (S.APPROVED, "You are accredited"),
        (S.DECLINED, "No."),
        (S.REVOKED, "Left."),
        (S.WITHDRAWN, "Withdrawn"),
    ],
)
def test_the_status_page_says_where_it_stands(applicant: Callable[..., Person], state: S, words: str) -> None:
    person = applicant(state)
    page = person.browser.get(person.status_page)
    assert page.status == 200
    assert words in page.text
    assert person.browser.get(person.status_page + "?lang=th").status == 200


def test_a_link_that_expired_offers_a_new_one_on_any_device(
    app: Flask, visitor: Browser, event: str, mails: Mails
) -> None:
    send(visitor, event)
    [proof] = mails()
    with app.app_context():
        db.session.execute(update(MailedLink).values(expires_at=now() - timedelta(minutes=1)))
        db.session.commit()
    elsewhere = Browser(app)
    page = elsewhere.get(proof.links[0])
    assert (page.status, "Send a new link for my application" in page.text) == (410, True)
    asked = elsewhere.follow(elsewhere.send(page, "/again"))
    assert "A new link is on its way." in asked.text
    elsewhere.send(elsewhere.get(mails()[-1].links[0]))
    assert everything(app)[0].state is S.SUBMITTED


def test_a_link_used_twice_leads_to_the_application_it_submitted(
    app: Flask, visitor: Browser, event: str, mails: Mails
) -> None:
    send(visitor, event)
    [proof] = mails()
    visitor.send(visitor.get(proof.links[0]))
    [application] = everything(app)
    again = visitor.get(proof.links[0])
    assert again.location == f"/applications/{application.ref}"
    assert "This link has already been used" in visitor.follow(again).text
    stranger = Browser(app).get(proof.links[0])
    assert (stranger.status, "Your e-mail has already been confirmed" in stranger.text) == (410, True)
    assert application.name_en not in stranger.text
