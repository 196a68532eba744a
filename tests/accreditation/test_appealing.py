"""A decline may be appealed against once, and somebody else decides."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from press.accounts.states import Role, Strength
from press.accreditation.models import Appeal, Application, Decision
from press.accreditation.states import ApplicationState as S
from press.clock import BANGKOK, now
from press.db import db, db_transaction
from press.web.language import short_moment
from tests.support import people
from tests.support.browser import Browser, Page
from tests.support.mailbox import Letter
from tests.support.people import Person

Make = Callable[..., Person]
Mails = Callable[[], list[Letter]]


@pytest.fixture
def declined(officer: Person, applicant: Make) -> Person:
    """Somebody whom this officer has declined."""
    person = applicant()
    page = officer.browser.get(person.desk_page)
    officer.browser.send(page, "/decline", code="not_confirmed", reason="A letter of your editor would help.")
    return person


def appeal(person: Person, words: str = "My editor has written to you.") -> str:
    page = person.browser.send(person.browser.get(person.status_page), "/appeal", words=words)
    return person.browser.follow(page).text


def test_declined_appealed_and_approved_by_another(app: Flask, officer: Person, declined: Person, mails: Mails) -> None:
    before = declined.browser.get(declined.status_page).text
    assert "A letter of your editor would help." in before
    assert "You can appeal once, until" in before
    after = appeal(declined)
    assert "Your appeal is with us." in after
    assert "Send the appeal" not in after
    assert people.state_of(app, declined.ref) is S.IN_REVIEW
    receipt = mails()[-1]
    assert (receipt.to, "your appeal is with us" in receipt.subject) == (declined.email, True)

    own = officer.browser.get(declined.desk_page)
    assert "My editor has written to you." in own.text
    assert "declined by The officer" in own.text
    for act, typed in (("/approve", {}), ("/decline", {"code": "other", "reason": "No."})):
        refused = officer.browser.send(own, act, **typed)
        assert (refused.status, "Another officer, or an admin, decides on the appeal." in refused.text) == (409, True)
    assert people.state_of(app, declined.ref) is S.IN_REVIEW

    another = people.staff(app, Role.OFFICER, now())
    page = another.browser.get(declined.desk_page)
    assert "The next decision settles the appeal." in page.text
    another.browser.send(page, "/approve")
    assert people.state_of(app, declined.ref) is S.APPROVED
    settled = another.browser.get(declined.desk_page).text
    assert "Settled by the decision after it." in settled


def test_the_mail_of_a_decline_says_until_when_to_appeal_while_that_is_possible(
    app: Flask, declined: Person, mails: Mails
) -> None:
    [told] = [mail.text for mail in mails() if "not approved" in mail.subject]
    with app.app_context():
        decided_at = db.session.scalars(select(Decision.decided_at)).one()
    until = short_moment((decided_at.astimezone(BANGKOK) + timedelta(days=7)).replace(hour=23, minute=59), "en")
    assert f"You can appeal once, until {until}." in told
    assert "ยื่นอุทธรณ์ได้ครั้งเดียวภายในวันที่" in told
    appeal(declined)
    another = people.staff(app, Role.OFFICER, now())
    another.browser.send(another.browser.get(declined.desk_page), "/decline", code="other", reason="Still no.")
    [final] = [mail.text for mail in mails() if "Still no." in mail.text]
    assert "appeal" not in final


def test_declined_again_it_is_over_and_either_officer_may_act_again(
    app: Flask, officer: Person, declined: Person
) -> None:
    appeal(declined)
    another = people.staff(app, Role.ADMIN, now())
    another.browser.send(another.browser.get(declined.desk_page), "/decline", code="other", reason="Still no.")
    status = declined.browser.get(declined.status_page)
    assert "Still no." in status.text
    assert "Send the appeal" not in status.text
    officer.browser.send(officer.browser.get(declined.desk_page), "/reopen")
    assert officer.browser.send(officer.browser.get(declined.desk_page), "/approve").status == 303


def test_sent_twice_it_is_one(app: Flask, declined: Person) -> None:
    page = declined.browser.get(declined.status_page)
    for words in ("First.", "Second."):
        assert declined.browser.send(page, "/appeal", words=words).status == 303
    with app.app_context():
        assert [each.words for each in db.session.scalars(select(Appeal))] == ["First."]


def test_sent_from_four_browsers_at_once_it_is_one_with_one_receipt(app: Flask, declined: Person, mails: Mails) -> None:
    browsers = [people.signed_in(app, declined.account_id, Strength.LINK, now()) for _each in range(4)]
    pages = [browser.get(declined.status_page) for browser in browsers]

    def send(both: tuple[Browser, Page]) -> int:
        return int(both[0].send(both[1], "/appeal", words="Please.").status)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(send, zip(browsers, pages, strict=True))) == [303] * 4
    with app.app_context():
        assert len(db.session.scalars(select(Appeal)).all()) == 1
    assert len([mail for mail in mails() if "your appeal is with us" in mail.subject]) == 1


def set_decided(app: Flask, days: float) -> None:
    with app.app_context(), db_transaction():
        db.session.execute(update(Decision).values(decided_at=now() - timedelta(days=days)))


def test_after_the_days_for_it_an_appeal_is_refused(app: Flask, declined: Person) -> None:
    page = declined.browser.get(declined.status_page)
    set_decided(app, 8)
    assert "Send the appeal" not in declined.browser.get(declined.status_page).text
    late = declined.browser.send(page, "/appeal", words="Late.")
    assert (late.status, "An appeal is not possible now." in late.text) == (409, True)
    assert people.state_of(app, declined.ref) is S.DECLINED


def test_the_last_day_is_a_whole_day(app: Flask, declined: Person) -> None:
    set_decided(app, 7)
    assert "Your appeal is with us." in appeal(declined)


@pytest.mark.sqlite_only
def test_the_event_says_how_many_days(declined: Person, edit_event: Callable[..., None], app: Flask) -> None:
    edit_event(appeal_days=30)
    set_decided(app, 29)
    assert "Your appeal is with us." in appeal(declined)


@pytest.mark.sqlite_only
@pytest.mark.parametrize(("words", "fault"), [("", "Write why"), ("x" * 2001, "at most 2000")])
def test_an_appeal_needs_words(declined: Person, words: str, fault: str) -> None:
    page = declined.browser.send(declined.browser.get(declined.status_page), "/appeal", words=words)
    assert (page.status, fault in page.text) == (422, True)
    assert page.form("/appeal").fields["words"].strip() == words


@pytest.mark.parametrize("state", [S.SUBMITTED, S.IN_REVIEW, S.APPROVED, S.REVOKED, S.WITHDRAWN])
def test_only_a_decline_is_appealed_against(app: Flask, applicant: Make, state: S) -> None:
    person = applicant(state)
    fields = {"csrf_token": person.browser.token(), "words": "Please."}
    assert person.browser.post(f"{person.status_page}/appeal", fields).status == 409
    with app.app_context():
        assert db.session.scalars(select(Application.state)).all() == [state]


def test_nobody_else_appeals(app: Flask, declined: Person, applicant: Make) -> None:
    other = applicant(email="other@news.example")
    fields = {"csrf_token": other.browser.token(), "words": "Please."}
    assert other.browser.post(f"{declined.status_page}/appeal", fields).status == 404
    assert people.state_of(app, declined.ref) is S.DECLINED
