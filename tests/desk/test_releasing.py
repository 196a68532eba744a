"""Recommend, look at the numbers and the mails, release: what the PR team sees of it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from press.accounts.states import Role
from press.accreditation.models import Batch, Decision
from press.accreditation.states import ApplicationState as S
from press.clock import now
from press.db import db, db_transaction
from press.mail.models import OutboxMail
from press.mail.states import MailState
from press.outlets.states import Medium
from tests.support import people
from tests.support.browser import Page
from tests.support.mailbox import Letter
from tests.support.people import Person

Make = Callable[..., Person]


def recommend(officer: Person, person: Person, outcome: str = "approved", **words: str) -> Page:
    """Presses the silent button on the person's page."""
    form = {"approved": "/approve", "approved_limited": "/limited", "waitlisted": "/waitlist", "declined": "/decline"}
    page = officer.browser.get(person.desk_page)
    fields = {**page.form(form[outcome]).fields, "outcome": outcome, **words}
    return officer.browser.post(f"{person.desk_page}/recommend", fields)


def send(officer: Person, event: str, *people_: Person, **more: str) -> Page:
    """Releases these from the page as it is now."""
    page = officer.browser.get(f"/desk/{event}/release")
    form = page.form(f"/desk/{event}/release")
    fields: dict[str, Any] = {name: value for name, value in form.fields.items() if name not in {"pick", "shown"}}
    fields["pick"] = [value for value in values(page) if value.partition(":")[0] in {each.ref for each in people_}]
    return officer.browser.post(page.url, {**fields, "which": "chosen", **more})


def values(page: Page) -> list[str]:
    return [part.split('"')[0] for part in page.html.split('name="shown" value="')[1:]]


class TestRelease:
    """The page, its numbers, and the result."""

    def test_the_whole_way(
        self, officer: Person, applicant: Make, event: str, mails: Callable[[], list[Letter]], app: Flask
    ) -> None:
        good, bad = applicant(outlet="ช่องหนึ่ง"), applicant(medium=Medium.RADIO, outlet="Two")
        assert recommend(officer, good).status == 303
        assert recommend(officer, bad, "declined", code="not_media", reason="Send us two reports.").status == 303
        assert [letter for letter in mails() if "received" not in letter.subject] == []
        assert "Under review" in good.browser.get(good.status_page).text
        assert "Recommended" not in good.browser.get(good.status_page).text
        page = officer.browser.get(f"/desk/{event}/release")
        assert "If 2 recommendations are released" in page.text
        shown = officer.browser.get(f"/desk/{event}/release/{bad.ref}/mail")
        assert "Send us two reports." in shown.text
        answer = send(officer, event, good, bad)
        result = officer.browser.follow(answer)
        assert "Done: 2. Not done: 0." in result.text
        assert (people.state_of(app, good.ref), people.state_of(app, bad.ref)) == (S.APPROVED, S.DECLINED)
        [told] = [letter for letter in mails() if "not approved" in letter.subject]
        assert " ".join(told.text.split()) in shown.text
        assert "Nothing is recommended" in officer.browser.get(f"/desk/{event}/release").text

    def test_only_those_ticked_go(self, officer: Person, applicant: Make, event: str, app: Flask) -> None:
        one, other = applicant(), applicant()
        for each in (one, other):
            recommend(officer, each)
        send(officer, event, one)
        assert (people.state_of(app, one.ref), people.state_of(app, other.ref)) == (S.APPROVED, S.RECOMMENDED)

    def test_the_same_form_sent_again_leads_to_the_same_result(
        self, officer: Person, applicant: Make, event: str, mails: Callable[[], list[Letter]], app: Flask
    ) -> None:
        person = applicant()
        recommend(officer, person)
        page = officer.browser.get(f"/desk/{event}/release")
        fields = {**page.form("/release").fields, "which": "all"}
        browsers = [officer.browser] * 2
        first = officer.browser.post(page.url, fields)  # committed; suppose that this answer was lost
        with ThreadPoolExecutor(2) as pool:
            again = list(pool.map(lambda browser: browser.post(page.url, fields), browsers))
        assert [each.location for each in again] == [first.location] * 2
        with app.app_context():
            assert (db.session.query(Batch).count(), db.session.query(Decision).count()) == (1, 1)
        assert len([letter for letter in mails() if "approved" in letter.subject]) == 1

    def test_of_four_who_release_at_once_one_releases(
        self, applicant: Make, officer: Person, event: str, mails: Callable[[], list[Letter]], app: Flask
    ) -> None:
        person = applicant()
        recommend(officer, person)
        crowd = [people.staff(app, Role.OFFICER, now()) for _ in range(4)]
        with ThreadPoolExecutor(4) as pool:
            results = list(pool.map(lambda each: send(each, event, person), crowd))
        assert {page.status for page in results} <= {303, 422}
        assert len([letter for letter in mails() if "approved" in letter.subject]) == 1

    @pytest.mark.sqlite_only
    def test_nothing_ticked_is_told(self, officer: Person, applicant: Make, event: str) -> None:
        recommend(officer, applicant())
        refused = send(officer, event)
        assert (refused.status, "Choose at least one" in refused.text) == (422, True)

    @pytest.mark.sqlite_only
    def test_numbers_for_a_part_can_be_looked_at_and_nothing_is_done(
        self, officer: Person, applicant: Make, event: str, app: Flask, edit_event: Callable[..., None]
    ) -> None:
        edit_event(quotas={"overall": 1})
        one, other = applicant(verified=True), applicant(outlet="B")
        officer.browser.send(officer.browser.get(one.desk_page), "/evidence", kind="letter", grade="B")
        for each in (one, other):
            recommend(officer, each)
        page = officer.browser.get(f"/desk/{event}/release")
        assert "For 1 person there is no place" in page.text
        assert "0 → 1" in page.text
        looked = send(officer, event, one, step="look")
        assert "If 1 recommendation is released" in looked.text
        assert "there is no place" not in looked.text
        assert people.state_of(app, one.ref) is S.RECOMMENDED
        result = officer.browser.follow(send(officer, event, one, other))
        assert "no place is left. All places: 1 of 1" in result.text

    @pytest.mark.parametrize("strange", ["\x00", "a\x00b:1", "SCT-1:²", "ก:1", ":", "x" * 5000, "=1+1:2"])
    def test_values_that_no_page_of_ours_has_do_nothing(self, officer: Person, event: str, strange: str) -> None:
        token = {"csrf_token": officer.browser.token(), "request_key": strange, "seed": strange, "seen": strange}
        for path in ("release", "applications/bulk", "draw"):
            fields = {**token, "pick": strange, "ref": strange, "act": "take_up", "places": "1", "reason": strange}
            assert officer.browser.post(f"/desk/{event}/{path}", fields).status in {303, 409, 422}

    @pytest.mark.sqlite_only
    def test_by_outcome_and_by_recommender(self, officer: Person, applicant: Make, event: str, app: Flask) -> None:
        one, other = applicant(), applicant()
        recommend(officer, one)
        recommend(officer, other, "waitlisted")
        get = officer.browser.get
        assert [value[:10] for value in values(get(f"/desk/{event}/release?outcome=waitlisted"))] == [other.ref]
        assert len(values(get(f"/desk/{event}/release?by=The officer"))) == 2
        assert len(values(get(f"/desk/{event}/release?by=nobody&outcome=bogus"))) == 2

    def test_one_row_costs_as_many_queries_as_three(
        self,
        officer: Person,
        applicant: Make,
        event: str,
        count_queries: Callable[[Callable[[], Any]], int],
    ) -> None:
        def look() -> Page:
            return officer.browser.get(f"/desk/{event}/release")

        recommend(officer, applicant(outlet="One", verified=True))
        look()
        one = count_queries(look)
        for name in ("Two", "Three"):
            recommend(officer, applicant(outlet=name, verified=True))
        assert count_queries(look) == one


class TestTwoOfficers:
    """One recommends, another releases."""

    def test_no_page_offers_a_decision_in_one_step(
        self, officer: Person, applicant: Make, event: str, edit_event: Callable[..., None], app: Flask
    ) -> None:
        edit_event(two_officers=True)
        person = applicant()
        page = officer.browser.get(person.desk_page)
        assert {form.action.rpartition("/")[2] for form in page.forms} & {"approve", "decline", "limited"} == set()
        token = page.form("/take-up").fields
        assert officer.browser.post(f"{person.desk_page}/approve", {**token, "reason": ""}).status == 409
        fields = {**token, "outcome": "approved", "reason": ""}
        assert officer.browser.post(f"{person.desk_page}/recommend", fields).status == 303
        own = officer.browser.follow(send(officer, event, person))
        assert "Another officer releases it" in own.text
        assert people.state_of(app, person.ref) is S.RECOMMENDED
        admin = people.staff(app, Role.ADMIN, now())
        assert "Done: 1." in admin.browser.follow(send(admin, event, person)).text

    @pytest.mark.sqlite_only
    def test_taken_back_on_the_page(self, officer: Person, applicant: Make, app: Flask) -> None:
        person = applicant()
        recommend(officer, person)
        page = officer.browser.get(person.desk_page)
        assert "Recommended: Approve" in page.text
        assert "taken back" in officer.browser.follow(officer.browser.send(page, "/take-back")).text
        assert people.state_of(app, person.ref) is S.IN_REVIEW


class TestPlaces:
    """What an officer sees of them."""

    def test_without_a_place_the_waiting_list_is_offered(
        self,
        officer: Person,
        applicant: Make,
        edit_event: Callable[..., None],
        app: Flask,
        event: str,
        mails: Callable[[], list[Letter]],
    ) -> None:
        edit_event(quotas={"by_medium": {"tv": 1}})
        first, second = applicant(S.APPROVED), applicant()
        page = officer.browser.get(second.desk_page)
        assert "Television: 1 of 1" in page.text
        refused = officer.browser.send(page, "/approve", reason="Welcome.")
        assert (refused.status, "No place is left" in refused.text) == (409, True)
        assert refused.form("/approve").fields["reason"].strip() == "Welcome."
        assert "Why it is approved all the same" not in refused.text
        officer.browser.send(refused, "/waitlist", reason="Perhaps tomorrow.")
        assert people.state_of(app, second.ref) is S.WAITLISTED
        told = mails()[-1]
        assert "We cannot promise a place" in told.text
        assert "Number 1 on the waiting list" in officer.browser.get(second.desk_page).text
        first.browser.send(first.browser.get(first.status_page), "/withdraw")
        overview = officer.browser.get(f"/desk/{event}")
        assert "a place is free for 1 of them" in overview.text
        assert "approved" in officer.browser.follow(officer.browser.send(overview, "/promote")).text
        assert people.state_of(app, second.ref) is S.APPROVED
        assert "approved" in mails()[-1].subject

    @pytest.mark.sqlite_only
    def test_an_admin_goes_over_with_a_reason(
        self, officer: Person, applicant: Make, edit_event: Callable[..., None], app: Flask
    ) -> None:
        edit_event(quotas={"overall": 0})
        person = applicant()
        fields = {**officer.browser.get(person.desk_page).form("/approve").fields, "over": "I may not."}
        assert officer.browser.post(f"{person.desk_page}/approve", fields).status == 409
        admin = people.staff(app, Role.ADMIN, now()).browser
        refused = admin.send(admin.get(person.desk_page), "/approve")
        assert admin.send(refused, "/approve", over="The host's own paper.").status == 303
        assert people.state_of(app, person.ref) is S.APPROVED

    @pytest.mark.sqlite_only
    def test_with_limits_that_the_applicant_reads(
        self, officer: Person, applicant: Make, app: Flask, mails: Callable[[], list[Letter]]
    ) -> None:
        person = applicant()
        page = officer.browser.get(person.desk_page)
        refused = officer.browser.send(page, "/limited", limits=" ")
        assert (refused.status, "what the approval is limited to" in refused.text) == (422, True)
        officer.browser.send(page, "/limited", limits="เฉพาะงานแถลงข่าว")
        assert people.state_of(app, person.ref) is S.APPROVED_LIMITED
        assert "เฉพาะงานแถลงข่าว" in mails()[-1].text
        assert "เฉพาะงานแถลงข่าว" in officer.browser.get(person.desk_page).text


class TestBulk:
    """One act on many rows."""

    def bulk(self, officer: Person, event: str, **fields: Any) -> Page:
        fields = {"csrf_token": officer.browser.token(), **fields}
        return officer.browser.follow(officer.browser.post(f"/desk/{event}/applications/bulk", fields))

    def test_each_row_has_its_result(self, officer: Person, applicant: Make, event: str, app: Flask) -> None:
        new, done, taken = applicant(), applicant(S.APPROVED), applicant(S.IN_REVIEW)
        refs = [new.ref, done.ref, "SCT-NOSUCH", taken.ref, new.ref]
        result = self.bulk(officer, event, ref=refs, act="recommend_approve")
        assert "Done: 2. Not done: 2." in result.text
        assert "not possible in its current state" in result.text
        assert "no such application" in result.text
        states = [people.state_of(app, each.ref) for each in (new, done, taken)]
        assert states == [S.RECOMMENDED, S.APPROVED, S.RECOMMENDED]
        again = self.bulk(officer, event, ref=[new.ref], act="recommend_approve")
        assert "No change: already so" in again.text

    @pytest.mark.sqlite_only
    def test_declining_needs_words(self, officer: Person, applicant: Make, event: str, app: Flask) -> None:
        person = applicant()
        assert self.bulk(officer, event, ref=[person.ref], act="recommend_decline", code="other").status == 422
        result = self.bulk(officer, event, ref=[person.ref], act="recommend_decline", code="other", reason="No.")
        assert "Done: 1." in result.text

    @pytest.mark.sqlite_only
    def test_taking_up(self, officer: Person, applicant: Make, event: str, app: Flask) -> None:
        new, done = applicant(), applicant(S.APPROVED)
        result = self.bulk(officer, event, ref=[new.ref, done.ref], act="take_up")
        assert "Done: 1. Not done: 1." in result.text
        assert (people.state_of(app, new.ref), people.state_of(app, done.ref)) == (S.IN_REVIEW, S.APPROVED)

    @pytest.mark.sqlite_only
    def test_nothing_ticked_leads_back(self, officer: Person, event: str) -> None:
        assert "Tick at least one" in self.bulk(officer, event, act="take_up").text
        assert "Tick at least one" in self.bulk(officer, event, act="bogus", ref=["x"]).text


@pytest.mark.sqlite_only
def test_a_decision_that_did_not_arrive_says_telephone_them(officer: Person, applicant: Make, app: Flask) -> None:
    person = applicant(S.APPROVED, phone="081 999 8888")
    assert "Please phone" not in officer.browser.get(person.desk_page).text
    with app.app_context(), db_transaction():
        last = db.session.query(OutboxMail).order_by(OutboxMail.id.desc()).first()
        assert last is not None
        last.state, last.fault = MailState.BOUNCED, "SMTP 550"
    page = officer.browser.get(person.desk_page)
    assert "Please phone" in page.text
    assert "tel:0819998888" in page.links


def test_the_overview_names_whom_our_last_mail_did_not_reach(
    officer: Person, applicant: Make, app: Flask, event: str
) -> None:
    person, reached = applicant(S.APPROVED, phone="081 999 8888"), applicant(S.DECLINED)
    applicant(S.APPROVED, event=people.another_event(app))
    overview = f"/desk/{event}"
    assert "did not arrive" not in officer.browser.get(overview).text
    with app.app_context(), db_transaction():
        for about in db.session.scalars(db.select(OutboxMail.about).distinct()).all():
            mails = db.session.query(OutboxMail).filter_by(about=about).order_by(OutboxMail.id).all()
            # Of one person the first came back and not the last.
            mails[0 if reached.ref in about else -1].state = MailState.BOUNCED
    page = officer.browser.get(overview)
    assert f"Our last e-mail to 1 person did not arrive: please phone {person.ref} · Somchai Jaidee" in page.text
    assert {person.desk_page, "tel:0819998888"} <= set(page.links)
    officer.browser.send(officer.browser.get(person.desk_page), "/revoke", reason="Left.")
    assert "did not arrive" not in officer.browser.get(overview).text


@pytest.mark.sqlite_only
def test_taking_up_is_not_a_way_to_end_an_accreditation(officer: Person, applicant: Make, app: Flask) -> None:
    person = applicant(S.APPROVED)
    fields = officer.browser.get(person.desk_page).form("/revoke").fields
    for act in ("take-up", "reopen"):
        assert officer.browser.post(f"{person.desk_page}/{act}", fields).status == 409
    assert people.state_of(app, person.ref) is S.APPROVED
