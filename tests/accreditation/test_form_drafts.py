"""A form is kept while somebody types, and goes on in the same browser, after signing in, or by a mailed link."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from press.accounts.models import MailedLink
from press.accounts.states import Strength
from press.accreditation.jobs.applicant import forget_drafts
from press.accreditation.models import FormDraft
from press.accreditation.states import ApplicationState as S
from press.clock import now
from press.db import db, db_transaction
from tests.support import people
from tests.support.browser import Browser, Page
from tests.support.mailbox import Letter
from tests.support.people import Person

Mails = Callable[[], list[Letter]]
TYPED = {"name_en": "Somchai Jaidee", "phone": "081 234 5678", "email": "somchai@news.example", "medium": "radio"}


def form(browser: Browser, event: str) -> Page:
    return browser.get(f"/events/{event}/apply")


def keep(browser: Browser, event: str, ending: str = "", **typed: str) -> Page:
    """Fills in the form and presses one of the buttons that keep it."""
    fields = {**form(browser, event).form("/apply").fields, **(typed or TYPED)}
    return browser.post(f"/events/{event}/apply/draft{ending}", fields)


def typed_in(page: Page) -> dict[str, str]:
    fields = page.form("/apply").fields
    return {name: fields.get(name, "") for name in TYPED}


def drafts(app: Flask) -> list[FormDraft]:
    with app.app_context():
        return list(db.session.scalars(select(FormDraft).order_by(FormDraft.id)))


def test_it_is_there_again_in_the_same_browser(app: Flask, visitor: Browser, event: str) -> None:
    page = visitor.follow(keep(visitor, event))
    assert "Draft saved. It is kept for 30 days" in page.text
    again = form(visitor, event)
    assert typed_in(again) == TYPED
    assert "Go on where you left off." in again.text
    assert "consent" not in again.form("/apply").fields
    [draft] = drafts(app)
    assert draft.values == TYPED
    keep(visitor, event, **{**TYPED, "phone": "089 999 9999"})
    assert [each.values["phone"] for each in drafts(app)] == ["089 999 9999"]


def test_a_browser_that_was_closed_keeps_its_key(visitor: Browser, event: str) -> None:
    answer = keep(visitor, event)
    cookie = next(value for name, value in answer.headers if name == "Set-Cookie" and value.startswith("press="))
    assert "Expires=" in cookie


def test_nobody_else_finds_it(app: Flask, visitor: Browser, event: str) -> None:
    keep(visitor, event)
    stranger = form(Browser(app), event)
    assert "Somchai" not in stranger.html
    assert "Go on where you left off." not in stranger.text


def test_an_empty_form_is_not_kept(app: Flask, visitor: Browser, event: str) -> None:
    keep(visitor, event, country="")
    assert drafts(app) == []


def test_the_script_is_told_whether_it_is_kept(visitor: Browser, event: str) -> None:
    fields = {**form(visitor, event).form("/apply").fields, **TYPED}
    headers = {"Accept": "application/json"}
    answer = visitor.post(f"/events/{event}/apply/draft", fields, headers=headers)
    assert (answer.status, answer.json) == (200, {"kept": True})


def test_only_known_fields_are_kept_and_what_no_database_holds_is_left_out(
    app: Flask, visitor: Browser, event: str
) -> None:
    fields = {**form(visitor, event).form("/apply").fields, "name_en": "Som\x00chai", "work": "x" * 9000, "hack": "1"}
    visitor.post(f"/events/{event}/apply/draft", {**fields, "consent": "y"})
    [draft] = drafts(app)
    assert set(draft.values) <= {"name_en", "work", "country"}
    assert (draft.values["name_en"], len(draft.values["work"])) == ("Somchai", 2000)


def test_start_anew(app: Flask, visitor: Browser, event: str) -> None:
    page = visitor.follow(keep(visitor, event))
    empty = visitor.follow(visitor.send(page, "/forget"))
    assert typed_in(empty) == dict.fromkeys(TYPED, "")
    assert drafts(app) == []


def test_the_other_language_has_it_too(visitor: Browser, event: str) -> None:
    fields = {**form(visitor, event).form("/apply").fields, **TYPED}
    page = visitor.follow(visitor.post(f"/events/{event}/apply/draft?lang=th", fields))
    assert page.headers["Content-Language"] == "th"
    assert typed_in(page) == TYPED


def test_it_is_gone_when_the_form_is_sent(app: Flask, visitor: Browser, event: str) -> None:
    page = visitor.follow(keep(visitor, event))
    rest = {"outlet": "ช่องตัวอย่าง", "country": "TH", "role": "reporter", "consent": "y"}
    sent = visitor.send(page, "/apply", **rest)
    assert sent.location.endswith("/check-mail")
    assert drafts(app) == []
    # What the script had still under way is no new draft.
    late = {**page.form("/apply").fields, **rest}
    visitor.post(f"/events/{event}/apply/draft", late)
    assert drafts(app) == []
    # A wrong address is put right without typing the rest again.
    again = form(visitor, event)
    assert typed_in(again) == {**TYPED, "email": ""}


def test_somebody_signed_in_finds_it_in_another_browser(app: Flask, event: str) -> None:
    person = people.journalist(app, now(), email="somchai@news.example")
    keep(person.browser, event)
    elsewhere = people.signed_in(app, person.account_id, Strength.LINK, now())
    assert typed_in(form(elsewhere, event)) == TYPED
    keep(elsewhere, event, **{**TYPED, "phone": "089 999 9999"})
    assert typed_in(form(person.browser, event))["phone"] == "089 999 9999"
    other = people.journalist(app, now())
    assert "Somchai" not in form(other.browser, event).html


def test_who_signs_in_half_way_goes_on(app: Flask, visitor: Browser, event: str, mails: Mails) -> None:
    people.journalist(app, now(), email="somchai@news.example")
    keep(visitor, event)
    visitor.send(visitor.get("/sign-in"), "/sign-in", email="somchai@news.example")
    visitor.follow(visitor.send(visitor.get(mails()[-1].links[0])))
    page = form(visitor, event)
    assert typed_in(page) == TYPED
    assert "Sign out" in page.text


class TestByMailedLink:
    """Another device."""

    def test_it_goes_on_there_and_here(self, app: Flask, visitor: Browser, event: str, mails: Mails) -> None:
        page = visitor.follow(keep(visitor, event, "/mail"))
        assert "A link to go on with it is on its way" in page.text
        [letter] = mails()
        assert letter.to == "somchai@news.example"
        for typed in ("Somchai", "081 234"):
            assert typed not in letter.text + letter.html + letter.subject
        elsewhere = Browser(app)
        opened = elsewhere.get(letter.links[0])
        assert "Press the button to open the form" in opened.text
        assert "Somchai" not in opened.html
        there = elsewhere.follow(elsewhere.send(opened))
        assert typed_in(there) == TYPED
        keep(elsewhere, event, **{**TYPED, "phone": "089 999 9999"})
        assert typed_in(form(visitor, event))["phone"] == "089 999 9999"

    def test_it_works_once(self, app: Flask, visitor: Browser, event: str, mails: Mails) -> None:
        keep(visitor, event, "/mail")
        [letter] = mails()
        elsewhere = Browser(app)
        opened = elsewhere.get(letter.links[0])
        elsewhere.send(opened)
        stranger = Browser(app)
        again = stranger.post(letter.links[0], {"csrf_token": stranger.token()})
        assert (again.status, "has been used or has expired" in again.text) == (410, True)
        assert "Somchai" not in form(stranger, event).html

    def test_it_is_over_when_the_form_was_sent(self, app: Flask, visitor: Browser, event: str, mails: Mails) -> None:
        page = visitor.follow(keep(visitor, event, "/mail"))
        [letter] = mails()
        visitor.send(page, "/forget")
        assert Browser(app).get(letter.links[0]).status == 410

    def test_it_works_for_a_day(self, app: Flask, visitor: Browser, event: str, mails: Mails) -> None:
        keep(visitor, event, "/mail")
        [letter] = mails()
        with app.app_context(), db_transaction():
            link = db.session.execute(select(MailedLink)).scalar_one()
            assert link.expires_at - link.created_at == timedelta(hours=24)
            link.expires_at = now()
        assert Browser(app).get(letter.links[0]).status == 410

    @pytest.mark.sqlite_only
    def test_it_asks_for_an_address_and_keeps_what_was_typed(
        self, app: Flask, visitor: Browser, event: str, mails: Mails
    ) -> None:
        page = keep(visitor, event, "/mail", **{**TYPED, "email": "somchai"})
        assert (page.status, "valid e-mail" in page.text) == (422, True)
        assert typed_in(page) == {**TYPED, "email": "somchai"}
        assert page.text.count("There is a problem") == 1
        assert "Enter the name of your outlet." not in page.text
        assert mails() == []

    @pytest.mark.sqlite_only
    def test_three_an_hour_and_no_more(self, visitor: Browser, event: str, mails: Mails) -> None:
        for _time in range(5):
            page = visitor.follow(keep(visitor, event, "/mail"))
        assert "This address has had three e-mails within an hour." in page.text
        assert len(mails()) == 3


def test_what_nobody_touched_for_thirty_days_is_deleted(app: Flask, visitor: Browser, event: str) -> None:
    keep(visitor, event)
    for age, left in ((timedelta(days=29), 1), (timedelta(days=30, minutes=1), 0)):
        with app.app_context(), db_transaction():
            db.session.execute(update(FormDraft).values(updated_at=now() - age))
        with app.app_context():
            forget_drafts()
        assert len(drafts(app)) == left


def test_a_closed_event_keeps_nothing(
    app: Flask, visitor: Browser, event: str, edit_event: Callable[..., None]
) -> None:
    fields = {**form(visitor, event).form("/apply").fields, **TYPED}
    edit_event(kept_open=False)
    assert visitor.post(f"/events/{event}/apply/draft", fields).status == 409
    assert drafts(app) == []


def test_who_has_applied_is_led_to_the_application(applicant: Callable[..., Person], event: str) -> None:
    person = applicant(S.SUBMITTED)
    assert "You have applied already" in form(person.browser, event).text
